import Glibc
import RepertoireStatistics
public import Repertoires

/// Whether a measure of the patients goes with a covariate: a row of `cohort.tsv`.
public struct CohortTest: Sendable, Equatable {
  /// Which test gave the p value.
  public enum Method: String, CaseIterable, Sendable {
    /// The exact rank-sum test of two groups.
    case mannWhitney = "mann_whitney"
    /// The exact permutation of ranks over ordered levels.
    case rankTrend = "rank_trend"
    /// Fisher's exact test of a yes-or-no measure.
    case fisher
    /// The exact permutation of a yes-or-no measure over ordered levels (Cochran and Armitage).
    case proportionTrend = "proportion_trend"
  }

  /// The locus.
  public var locus: Locus
  /// Subset of cells, where the sheet states one.
  public var cellSubset: String?
  /// The covariate's name in the user's table.
  public var covariate: String
  /// What is compared: `PD < SD < PR`, or `A vs B`.
  public var comparison: String
  /// The measure.
  public var measure: CohortMeasure
  /// The test.
  public var method: Method
  /// Patients with both a value and a level.
  public var patients = 0
  /// Patients by level, in the order of `comparison`.
  public var groupSizes: [Int] = []
  /// Median of the measure by level; its share of yes for a yes-or-no measure; nil for an empty one.
  public var groupValues: [Double?] = []
  /// Two-sided p value; nil with too few patients.
  public var p: Double?
  /// Its false-discovery rate over every test of the table.
  public var q: Double?
  /// Why there is no p value.
  public var notes: [TrackingNote] = []

  /// No group of fewer patients is compared: with three against three, p is never below 0.1.
  public static let leastPatientsPerGroup = 3
  /// No trend over fewer patients is tested.
  public static let leastPatientsForTrend = 6

  /// All tests of a study, by locus, subset, covariate in the user's order, and measure.
  ///
  /// Every measure that is known of two patients and every covariate with two levels has a row, so
  /// that n is always told; only rows with enough patients are tested, and they are one family.
  static func tests(
    of patients: [PatientTracking], covariates: CohortCovariates, seed: UInt64
  ) -> [CohortTest] {
    guard !covariates.names.isEmpty else { return [] }
    var tests: [CohortTest] = []
    for locus in Locus.allCases {
      let summaries = patients.flatMap { patient in
        patient.summaries.filter { $0.locus == locus }.map { (patient, $0) }
      }
      for subset in Set(summaries.map { $0.1.cellSubset ?? "" }).sorted() {
        let members = summaries.filter { ($0.1.cellSubset ?? "") == subset }
        for (place, name) in covariates.names.enumerated() {
          let levels = members.map { covariates.values[$0.0.patientID]?[place] ?? "" }
          for measure in CohortMeasure.allCases {
            let values = members.map { measure.value(of: $0.1, in: $0.0) }
            let cases = zip(values, levels).compactMap { value, level in
              level.isEmpty ? nil : value.map { Case(value: $0, level: level) }
            }
            tests += comparisons(cases, measure: measure, seed: seed).map {
              var test = $0
              test.locus = locus
              test.cellSubset = subset.isEmpty ? nil : subset
              test.covariate = name
              return test
            }
          }
        }
      }
    }
    let tested = tests.indices.filter { tests[$0].p != nil }
    let q = FalseDiscovery.benjaminiHochberg(logP: tested.map { log(tests[$0].p ?? 1) })
    for (place, index) in tested.enumerated() { tests[index].q = exp(q[place]) }
    return tests
  }

  private struct Case {
    var value: Double
    var level: String
  }

  private static func comparisons(
    _ cases: [Case], measure: CohortMeasure, seed: UInt64
  ) -> [CohortTest] {
    switch CohortCovariates.design(cases.map(\.level)) {
    case .none: return []
    case .groups(let first, let second):
      let groups = [first, second].map { level in cases.filter { $0.level == level } }
      return [twoGroups(groups, names: [first, second], measure: measure)]
    case .oneAgainstRest(let levels):
      return levels.map { level in
        twoGroups(
          [cases.filter { $0.level == level }, cases.filter { $0.level != level }],
          names: [level, "rest"], measure: measure)
      }
    case .trend(let levels): return [trend(cases, levels: levels, measure: measure, seed: seed)]
    }
  }

  private init(
    _ groups: [[Case]], comparison: String, measure: CohortMeasure, method: Method
  ) {
    locus = .trb
    covariate = ""
    self.comparison = comparison
    self.measure = measure
    self.method = method
    patients = groups.reduce(0) { $0 + $1.count }
    groupSizes = groups.map(\.count)
    groupValues = groups.map { group in
      let values = group.map(\.value).sorted()
      if values.isEmpty { return nil }
      if measure.isBinary { return values.reduce(0, +) / Double(values.count) }
      let half = values.count / 2
      return values.count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2
    }
  }

  private static func twoGroups(
    _ groups: [[Case]], names: [String], measure: CohortMeasure
  ) -> CohortTest {
    var test = CohortTest(
      groups, comparison: names.joined(separator: " vs "), measure: measure,
      method: measure.isBinary ? .fisher : .mannWhitney)
    guard groups.allSatisfy({ $0.count >= leastPatientsPerGroup }) else {
      test.notes = [.tooFewPatients]
      return test
    }
    let values = groups.map { $0.map(\.value) }
    if measure.isBinary {
      let yes = values.map { group in group.count { $0 > 0 } }
      test.p =
        Fisher.table(
          yes[0], values[0].count - yes[0], yes[1], values[1].count - yes[1]
        ).value
    } else {
      test.p = MannWhitney(values[0], values[1])?.twoSided
    }
    return test
  }

  private static func trend(
    _ cases: [Case], levels: [String], measure: CohortMeasure, seed: UInt64
  ) -> CohortTest {
    let groups = levels.map { level in cases.filter { $0.level == level } }
    var test = CohortTest(
      groups, comparison: levels.joined(separator: " < "), measure: measure,
      method: measure.isBinary ? .proportionTrend : .rankTrend)
    guard cases.count >= leastPatientsForTrend else {
      test.notes = [.tooFewPatients]
      return test
    }
    // In the order of levels and values, so that the order of patients changes nothing.
    let ordered = groups.enumerated().flatMap { score, group in
      group.map(\.value).sorted().map { (value: $0, score: score) }
    }
    let (values, scores) = (ordered.map(\.value), ordered.map(\.score))
    let permutation =
      measure.isBinary
      ? PermutationTest(values: values, scores: scores, seed: seed)
      : PermutationTest.ofRanks(values: values, scores: scores, seed: seed)
    test.p = permutation?.twoSided
    return test
  }
}
