import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Clones in blood over time")
struct BloodTrackingTests {
  static let compartment = Compartment(clones: 3_000, exponent: 3.1, seed: 11)

  /// Blood of one patient: baseline at day 0 and the given days, with planted clones.
  static func blood(
    baseline: [Int: Int] = [:], days: [(Double, [Int: Int])], unit: CountUnit = .templates,
    cells: Int = 24_000
  ) -> [Repertoire] {
    let first = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("B0", .blood, day: 0, cells: Double(cells)),
      compartment.draw(cells: cells, planted: baseline, seed: 1), unit: unit)
    let later = days.enumerated().map { place, day in
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B\(place + 1)", .blood, day: day.0, cells: Double(cells)),
        compartment.draw(cells: cells, planted: day.1, seed: UInt64(place + 2)), unit: unit)
    }
    return [first] + later
  }

  @Test("a pair without change gives at most one call", arguments: UInt64(0)..<3)
  func null(_ seed: UInt64) throws {
    let repertoires = [UInt64(0), 1].map { place in
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("S\(place)", .blood, day: Double(place)),
        Self.compartment.draw(cells: 24_000, seed: seed * 2 + place + 100))
    }
    let study = StudyTracking.track(repertoires)
    let comparison = try #require(study.patients[0].comparisons.first)
    #expect(comparison.tested > 1000)
    #expect(comparison.dispersionSource == .pair)
    #expect(comparison.up + comparison.down <= 1)
    #expect(study.patients[0].clones.count { $0.bloodClass.isExpanded } <= 1)
  }

  @Test("a fall is shown on the day that shows it, not on the day of the least rise")
  func contractedDay() throws {
    let study = StudyTracking.track(
      Self.blood(baseline: [1: 300], days: [(14, [1: 300]), (28, [1: 20])]))
    let clone = try #require(study.clone(1))
    #expect(clone.bloodClass == .contracted)
    #expect(clone.bestDay == 28 && clone.bloodCount == 20)
    #expect((clone.log2FoldChangeHigh ?? 1) < 0)
    let comparisons = study.patients[0].comparisons
    #expect(comparisons.map { $0.classCounts[.contracted] ?? 0 } == [0, 1])
  }

  @Test("a clone seen at baseline in a sample of another unit is not new")
  func otherUnit() throws {
    var repertoires = Self.blood(days: [(14, [1: 60]), (28, [1: 70])])
    #expect(StudyTracking.track(repertoires).clone(1)?.bloodClass == .new)
    repertoires.append(
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("R", .blood, day: -7),
        [Row(junction: RepertoireBuilder.junction(1), count: 800)], unit: .reads))
    let clone = try #require(StudyTracking.track(repertoires).clone(1))
    #expect(clone.baselineCount == 0)
    #expect(clone.bloodClass == .expanded)
    #expect(!clone.isStrict && clone.notes.contains(.countUnitsDiffer))
  }

  @Test("classes follow baseline count, effect and direction")
  func classes() throws {
    let repertoires = Self.blood(
      baseline: [1: 0, 2: 1, 3: 40, 4: 200, 5: 0, 6: 3, 7: 30],
      days: [(14, [1: 60, 2: 80, 3: 400, 4: 4, 5: 3, 6: 1, 7: 30])])
    let study = StudyTracking.track(repertoires)
    let new = try #require(study.clone(1))
    #expect(new.bloodClass == .new)
    #expect(new.baselineCount == 0)
    #expect(new.bestDay == 14 && new.bloodCount == 60 && new.firstSignificantDay == 14)
    #expect((new.log2FoldChangeLow ?? 0) > 0)
    #expect((new.bloodFrequencyLower95 ?? 0) > (new.baselineFrequencyUpper95 ?? 1))
    #expect(study.clone(2)?.bloodClass == .newLowBase)
    #expect(study.clone(3)?.bloodClass == .expanded)
    #expect(study.clone(4)?.bloodClass == .contracted)
    #expect(study.clone(7)?.bloodClass == .stable)
    // Too few counts to test, and in no biopsy: counted, not listed.
    #expect(study.clone(5) == nil && study.clone(6) == nil)
    let summary = study.patients[0].summaries[0]
    #expect((summary.bloodClasses[.emergentUntested] ?? 0) >= 1)
    #expect((summary.bloodClasses[.untested] ?? 0) >= 1)
    #expect(summary.bloodClasses.values.reduce(0, +) == summary.clones)
  }

  @Test("absence at baseline is not newness unless the later frequency exceeds the limit")
  func limitOfBaseline() throws {
    // A baseline of 2,000 cells hides clones up to 1.5e-3; 25 of 24,000 later lie below that.
    let small = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("B0", .blood, day: 0, cells: 2_000),
      Self.compartment.draw(cells: 24_000, seed: 1))
    let later = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("B1", .blood, day: 14, cells: 24_000),
      Self.compartment.draw(cells: 24_000, planted: [1: 25, 2: 900], seed: 2))
    let study = StudyTracking.track([small, later])
    let hidden = try #require(study.clone(1))
    #expect((hidden.baselineFrequencyUpper95 ?? 0) > 1.4e-3)
    #expect((hidden.q ?? 1) <= 0.05)
    #expect(hidden.bloodClass == .expanded)
    #expect(study.clone(2)?.bloodClass == .new)
  }

  @Test("a rise over three days keeps its best and its first significant day")
  func series() throws {
    let study = StudyTracking.track(
      Self.blood(days: [(7, [1: 2]), (14, [1: 40]), (28, [1: 90])]))
    let clone = try #require(study.clone(1))
    #expect(clone.bestDay == 28)
    #expect(clone.peakDay == 28)
    #expect(clone.firstSignificantDay == 14)
    #expect(clone.daysDetected == 3)
    #expect(clone.bloodClass == .new)
    #expect(study.patients[0].comparisons.map(\.day) == [7, 14, 28])
  }

  @Test("without baseline nothing is tested and every clone says so")
  func noBaseline() throws {
    var repertoires = Self.blood(days: [(14, [1: 60])])
    repertoires.removeFirst()
    let biopsy = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("T1", .tumor, day: 20),
      [Row(junction: RepertoireBuilder.junction(1), count: 6)])
    let study = StudyTracking.track(repertoires + [biopsy])
    let clone = try #require(study.clone(1))
    #expect(clone.bloodClass == .untestedNoBaseline)
    #expect(clone.baselineFrequencyUpper95 == nil)
    #expect(clone.notes.contains(.noBaseline))
    #expect(!clone.isHeadline)
    #expect(study.patients[0].summaries[0].notes.contains(.noBaseline))
    #expect(study.patients[0].comparisons[0].tested == 0)
    #expect(study.patients[0].comparisons[0].notes.contains(.noBaseline))
  }

  @Test("an empty baseline is no baseline")
  func emptySamples() {
    var repertoires = Self.blood(days: [(14, [1: 60]), (21, [:])])
    repertoires[0].clonotypes = []
    repertoires[2].clonotypes = []
    let study = StudyTracking.track(repertoires)
    let summary = study.patients[0].summaries[0]
    #expect(summary.notes.contains(.emptySample) && summary.notes.contains(.noBaseline))
    #expect(summary.postDays == 1)
    #expect(study.patients[0].samples.count == 3)
    // A patient of empty samples alone is there, without rows.
    for place in repertoires.indices { repertoires[place].clonotypes = [] }
    let nothing = StudyTracking.track(repertoires)
    #expect(nothing.patients.count == 1 && nothing.patients[0].summaries.isEmpty)
  }

  /// Forty even clones: far too few for a fit, and one that grew and went to the tumor.
  static let unfittable: [Repertoire] = {
    let rows = (0..<40).map { Row(junction: RepertoireBuilder.junction($0 + 2000), count: 50) }
    let grown = rows + [Row(junction: RepertoireBuilder.junction(1), count: 900)]
    return [
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B0", .blood, day: 0, cells: 2000), rows),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B1", .blood, day: 14, cells: 2900), grown),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T0", .tumor, day: 0),
        [Row(junction: RepertoireBuilder.junction(2000), count: 900)]),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T1", .tumor, day: 20),
        [Row(junction: RepertoireBuilder.junction(1), count: 900)]),
    ]
  }()

  @Test("a pair that cannot be fitted uses constants, says so and stays out of the strict set")
  func builtin() throws {
    let study = StudyTracking.track(Self.unfittable)
    let comparison = study.patients[0].comparisons[0]
    #expect(comparison.dispersionSource == .builtin)
    #expect(comparison.clumping == 1.5 && comparison.drift == 0.03)
    #expect(comparison.notes.contains(.fewTestedClones))
    let clone = try #require(study.clone(1))
    #expect(clone.bloodClass == .new && clone.tumorClass == .new && clone.isHeadline)
    #expect(!clone.isStrict && clone.notes.contains(.builtinDispersion))
  }

  @Test("an assay profile comes before constants, its closest entry first")
  func profile() {
    let profile = AssayProfile(entries: [
      .init(countUnit: .templates, clumping: 1.2, drift: 0.001),
      .init(countUnit: .templates, locus: .trb, clumping: 1.3, drift: 0.002),
      .init(countUnit: .umi, locus: .trb, clumping: 5, drift: 0.002),
    ])
    let study = StudyTracking.track(Self.unfittable, assayProfile: profile)
    #expect(study.patients[0].comparisons[0].dispersionSource == .assayProfile)
    #expect(study.patients[0].comparisons[0].clumping == 1.3)
    #expect(study.clone(1)?.isStrict == true)
  }

  @Test("three trusted pairs of a run lend their median to a pair that cannot be fitted")
  func runMedian() {
    let trusted = Self.blood(days: [(7, [:]), (14, [:]), (28, [:])])
    let rows = (0..<40).map { Row(junction: RepertoireBuilder.junction($0 + 2000), count: 50) }
    let poor = [0.0, 14].map { day in
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("Q\(day)", patient: "P2", .blood, day: day), rows)
    }
    let study = StudyTracking.track(trusted + poor)
    #expect(study.patients[0].comparisons.allSatisfy { $0.dispersionSource == .pair })
    let clumping = study.patients[0].comparisons.compactMap(\.clumping).sorted()
    #expect(study.patients[1].comparisons[0].dispersionSource == .assayProfile)
    #expect(study.patients[1].comparisons[0].clumping == clumping[1])
  }

  @Test("reads alone are capped at candidates unless a second day confirms them")
  func readsAlone() throws {
    let once = StudyTracking.track(
      Self.blood(days: [(14, [1: 90]), (28, [1: 2])], unit: .reads))
    let clone = try #require(once.clone(1))
    #expect(clone.bloodClass == .candidate)
    #expect(clone.notes.contains(.readsWithoutUMI))
    let twice = StudyTracking.track(
      Self.blood(days: [(14, [1: 90]), (28, [1: 80])], unit: .reads))
    #expect(twice.clone(1)?.bloodClass == .new)
  }

  @Test("two baselines teach the dispersion and count together")
  func twoBaselines() throws {
    var repertoires = Self.blood(baseline: [2: 2], days: [(14, [1: 60, 2: 90])])
    repertoires.append(
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("S", .blood, day: -14),
        Self.compartment.draw(cells: 24_000, planted: [2: 3], seed: 77)))
    let study = StudyTracking.track(repertoires)
    let comparison = study.patients[0].comparisons[0]
    #expect(comparison.dispersionSource == .baselinePair)
    #expect(comparison.baselineSamples == ["B0", "S"])
    #expect((comparison.negativeControlCalls ?? 99) <= 1)
    #expect(study.clone(2)?.baselineCount == 5)
    #expect(study.clone(2)?.bloodClass == .expanded)
    #expect(study.clone(1)?.bloodClass == .new)
  }

  @Test("technical replicates are summed and may only raise the dispersion")
  func replicates() throws {
    var repertoires = Self.blood(days: [(14, [1: 60])])
    var twin = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("B1b", .blood, day: 14),
      Self.compartment.draw(cells: 24_000, planted: [1: 55], seed: 78))
    twin.sample.replicate = "b"
    repertoires.append(twin)
    let study = StudyTracking.track(repertoires)
    let comparison = study.patients[0].comparisons[0]
    #expect(comparison.daySamples == ["B1", "B1b"])
    #expect(comparison.dispersionSource == .replicate)
    #expect(study.clone(1)?.bloodCount == 115)
    #expect(study.patients[0].summaries[0].notes.contains(.replicatesSummed))
  }

  @Test("only equal cell subsets are compared")
  func subsets() {
    var repertoires = Self.blood(days: [(14, [1: 60])])
    repertoires[0].sample.cellSubset = "CD8"
    repertoires[1].sample.cellSubset = "CD4"
    let study = StudyTracking.track(repertoires)
    #expect(study.patients[0].summaries.map(\.cellSubset) == ["CD4", "CD8"])
    #expect(study.patients[0].summaries[0].notes.contains(.noBaseline))
    #expect(study.patients[0].summaries[1].notes.contains(.noPostBlood))
  }

  @Test("exchanging baseline and later blood exchanges rises and falls")
  func swapSymmetry() throws {
    let forth = Self.blood(baseline: [1: 40, 2: 300], days: [(14, [1: 300, 2: 30])])
    var back = forth
    back[0].sample.day = 14
    back[1].sample.day = 0
    let (a, b) = (StudyTracking.track(forth), StudyTracking.track(back))
    let (x, y) = (a.patients[0].comparisons[0], b.patients[0].comparisons[0])
    #expect(x.up == y.down && x.down == y.up && x.tested == y.tested)
    let mu = try #require(x.bulkShare)
    #expect(abs(mu - (1 - (y.bulkShare ?? 0))) < 1e-3)
    #expect(a.clone(1)?.bloodClass == .expanded && b.clone(1)?.bloodClass == .contracted)
    #expect(a.clone(2)?.bloodClass == .contracted && b.clone(2)?.bloodClass == .expanded)
  }
}
