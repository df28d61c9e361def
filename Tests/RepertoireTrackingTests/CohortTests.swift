import RepertoireStatistics
import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Measures of patients against covariates")
struct CohortTests {
  /// A patient with a number of headline clones.
  static func patient(_ id: String, headline: Int) -> PatientTracking {
    var summary = PatientSummary(patientID: id, locus: .trb, cellSubset: nil, countUnit: .umi)
    summary.baselineSamples = 1
    summary.postDays = 1
    summary.postBiopsies = 1
    summary.headline = headline
    summary.tested = 10
    var patient = PatientTracking(patientID: id)
    patient.summaries = [summary]
    return patient
  }

  static func tests(
    _ values: [(headline: Int, level: String)], name: String = "response"
  ) -> [CohortTest] {
    let patients = values.enumerated().map { patient("P\($0)", headline: $1.headline) }
    var levels: [String: [String]] = [:]
    for (place, value) in values.enumerated() { levels["P\(place)"] = [value.level] }
    return CohortTest.tests(
      of: patients, covariates: CohortCovariates(names: [name], values: levels), seed: 1)
  }

  @Test("two levels are compared by ranks, yes or no by Fisher's test")
  func twoGroups() throws {
    let found = Self.tests([
      (0, "PD"), (0, "PD"), (0, "PD"), (0, "PD"), (3, "SD"), (5, "SD"), (4, "SD"), (9, "SD"),
      (7, ""),
    ])
    let ranks = try #require(found.first { $0.measure == .headline })
    #expect(ranks.comparison == "PD vs SD" && ranks.method == .mannWhitney)
    // All of one group above all of the other: 2 of 70 assignments.
    #expect(ranks.patients == 8 && ranks.groupSizes == [4, 4])
    #expect(abs((ranks.p ?? 0) - 2.0 / 70) < 1e-12)
    #expect(ranks.groupValues == [0, 4.5])
    let yes = try #require(found.first { $0.measure == .anyHeadline })
    #expect(yes.method == .fisher && abs((yes.p ?? 0) - 2.0 / 70) < 1e-12)
    #expect(yes.groupValues == [0, 1])
  }

  @Test("a patient of whom nothing was tested is no patient without expanded clones")
  func untested() throws {
    let patients = (0..<8).map { place in
      var patient = Self.patient("P\(place)", headline: place)
      if place == 7 { patient.summaries[0].tested = 0 }
      return patient
    }
    var levels: [String: [String]] = [:]
    for place in 0..<8 { levels["P\(place)"] = [place % 2 == 0 ? "PD" : "SD"] }
    let found = CohortTest.tests(
      of: patients, covariates: CohortCovariates(names: ["response"], values: levels), seed: 1)
    let measures = Set(found.filter { $0.patients > 0 }.map(\.measure))
    #expect(measures.isSuperset(of: [.headline, .strict, .anyHeadline, .expanded]))
    #expect(found.allSatisfy { $0.groupSizes == [4, 3] })
  }

  @Test("ordered levels are a trend, exactly permuted")
  func trend() throws {
    let found = Self.tests(
      [(0, "1"), (1, "1"), (2, "10"), (3, "10"), (4, "3"), (1, "3")], name: "dose")
    let trend = try #require(found.first { $0.measure == .headline })
    // Levels are numbers, not words.
    #expect(trend.comparison == "1 < 3 < 10" && trend.method == .rankTrend)
    let exact = try #require(
      PermutationTest.ofRanks(values: [0, 1, 2, 3, 4, 1], scores: [0, 0, 2, 2, 1, 1]))
    #expect(exact.isExact && trend.p == exact.twoSided)
    #expect(found.first { $0.measure == .anyHeadline }?.method == .proportionTrend)
  }

  @Test("scores of immunohistochemistry are an order")
  func scores() {
    let levels = ["3+", "0", "1+", "2+", "3+", "2+"]
    #expect(CohortCovariates.design(levels) == .trend(["0", "1+", "2+", "3+"]))
    #expect(CohortCovariates.design(["3+", "2+", ""]) == .groups("2+", "3+"))
    // Neither is above the other.
    #expect(CohortCovariates.design(["2", "2+", "3+"]) == .oneAgainstRest(["2", "2+", "3+"]))
  }

  @Test("levels without an order are each compared with the rest")
  func oneAgainstRest() {
    let found = Self.tests(
      [(0, "A"), (1, "A"), (1, "A"), (2, "B"), (3, "B"), (2, "B"), (4, "C"), (1, "C")], name: "arm")
    let rows = found.filter { $0.measure == .headline }
    #expect(rows.map(\.comparison) == ["A vs rest", "B vs rest", "C vs rest"])
    #expect(rows.map(\.groupSizes) == [[3, 5], [3, 5], [2, 6]])
    #expect(rows[2].p == nil && rows[2].notes == [.tooFewPatients])
  }

  @Test("below three patients a group n is told and nothing tested")
  func tooFew() {
    let found = Self.tests([(0, "SD"), (5, "SD"), (2, "PD"), (1, "PD"), (1, "PD")])
    #expect(found.allSatisfy { $0.p == nil && $0.q == nil && $0.patients == 5 })
    #expect(!found.isEmpty && found.allSatisfy { $0.notes == [.tooFewPatients] })
    #expect(Self.tests([(0, "SD"), (5, "SD"), (1, "SD")]).isEmpty)
  }

  @Test("q values are over the whole table")
  func family() throws {
    let found = Self.tests([
      (0, "PD"), (0, "PD"), (0, "PD"), (0, "PD"), (3, "SD"), (5, "SD"), (4, "SD"), (9, "SD"),
    ])
    let tested = found.filter { $0.p != nil }
    let q = FalseDiscovery.benjaminiHochberg(tested.map { $0.p ?? 1 })
    #expect(tested.count >= 3)
    for (test, expected) in zip(tested, q) { #expect(abs((test.q ?? 0) - expected) < 1e-12) }
  }

  @Test("the order of patients changes nothing")
  func order() {
    let values: [(Int, String)] = [
      (0, "1"), (1, "1"), (2, "10"), (3, "10"), (4, "3"), (1, "3"), (4, "10"),
    ]
    let backwards = Array(values.reversed()).map { (headline: $0.0, level: $0.1) }
    #expect(Self.tests(values.map { (headline: $0.0, level: $0.1) }) == Self.tests(backwards))
  }
}
