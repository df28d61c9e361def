import RepertoireStatistics
import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Where the dispersion of a comparison comes from")
struct DispersionTests {
  typealias Blood = BloodTrackingTests

  private static func comparison(_ repertoires: [Repertoire]) -> BloodComparison {
    StudyTracking.track(repertoires).patients[0].comparisons[0]
  }

  @Test("templates without clumping are trusted, reads and molecules without it are not")
  func leastClumping() {
    // Independent cells, whatever they are called: the fit ends at the least clumping.
    let templates = Self.comparison(Blood.blood(days: [(14, [:])]))
    #expect(templates.dispersionSource == .pair && templates.atBound == true)
    for unit in [CountUnit.umi, .reads] {
      let clumped = Self.comparison(Blood.blood(days: [(14, [:])], unit: unit))
      #expect(clumped.dispersionSource == .builtin && clumped.notes.contains(.fitAtBound))
    }
  }

  @Test("molecules of one cell in a hundred show no clumping, and are trusted")
  func sparseMolecules() {
    var repertoires = Blood.blood(days: [(14, [:])], unit: .umi)
    for place in repertoires.indices { repertoires[place].sample.cellsInput = 2_400_000 }
    #expect(Self.comparison(repertoires).dispersionSource == .pair)
  }

  @Test("molecules without clumping lend no median to others")
  func noMedianOfBounds() {
    let plain = Blood.blood(days: [(7, [:]), (14, [:]), (28, [:])], unit: .umi)
    let comparisons = StudyTracking.track(plain).patients[0].comparisons
    #expect(comparisons.allSatisfy { $0.dispersionSource == .builtin && $0.clumping == 8 })
  }

  @Test("a failed identity check forces the fall-back and not only a mark")
  func identity() throws {
    let plan = TrackingPlan(Blood.blood(days: [(14, [1: 80]), (28, [1: 80])]))
    let fitted = [plan.fit(patient: 0)]
    var evidence = plan.evidence(of: fitted)
    #expect(plan.track(fitted[0], run: evidence).comparisons[0].dispersionSource == .pair)
    evidence.suspected = ["B1"]
    let doubtful = plan.track(fitted[0], run: evidence)
    #expect(doubtful.comparisons.map(\.dispersionSource) == [.builtin, .pair])
    #expect(doubtful.comparisons[0].notes.contains(.swapSuspected))
    #expect(!doubtful.comparisons[1].notes.contains(.swapSuspected))
  }

  @Test("pairs of suspected samples teach the run nothing")
  func medianWithoutSuspects() {
    let plan = TrackingPlan(Blood.blood(days: [(7, [:]), (14, [:]), (28, [:])]))
    let fitted = [plan.fit(patient: 0)]
    func median(_ suspected: Set<String>) -> DispersionModel? {
      RunDispersion(fitted, excluding: suspected).median(kit: nil, unit: .templates, locus: .trb)
    }
    #expect(median([]) != nil)
    #expect(median(["B2"]) == nil)
  }

  @Test("another repertoire is called replaced, a shallow sample of the same one is not")
  func replaced() {
    func blood(_ compartment: Compartment, _ day: Double, cells: Int) -> Repertoire {
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B\(day)", .blood, day: day),
        compartment.draw(cells: cells, seed: UInt64(day) + 90))
    }
    let shallow = Self.comparison([
      blood(Blood.compartment, 0, cells: 24_000), blood(Blood.compartment, 14, cells: 150),
    ])
    #expect(shallow.notes.contains(.fewSharedClones))
    #expect(!shallow.notes.contains(.repertoireReplaced))
    var other = blood(Compartment(clones: 3_000, exponent: 3.1, seed: 12), 14, cells: 24_000)
    // Another person's junctions.
    for row in other.clonotypes.indices {
      let junction = "TGTAAA" + other.texts.string(other.clonotypes[row].junction)
      other.clonotypes[row].junction = other.texts.append(Array(junction.utf8))
    }
    let replaced = Self.comparison([blood(Blood.compartment, 0, cells: 24_000), other])
    #expect(replaced.notes.contains(.repertoireReplaced))
    #expect(replaced.dispersionSource == .builtin && replaced.alpha == 0.01)
  }

  @Test("technical replicates count the cells put in once, biological ones add theirs")
  func cells() throws {
    for (type, cells) in [(ReplicateType.technical, 24_000.0), (.biological, 48_000)] {
      var repertoires = Blood.blood(days: [(14, [1: 60])])
      var twin = repertoires[1]
      twin.sample.id = "B1b"
      twin.sample.replicate = "b"
      repertoires.append(twin)
      for place in repertoires.indices { repertoires[place].sample.replicateType = type }
      let comparison = Self.comparison(repertoires)
      #expect(comparison.dayCells == cells)
      let limit = try #require(comparison.dayDetectionLimit95)
      #expect(abs(limit * cells / 3 - 1) < 0.3)
    }
  }

  @Test("a baseline replicate that shows the clone as high denies a rise")
  func concordancePairs() {
    let planted: [(String, Double, [Int: Int])] = [
      ("A1", 0, [1: 0, 2: 0]), ("A2", 0, [1: 9, 2: 60]), ("B1", 14, [1: 90, 2: 90]),
      ("B2", 14, [1: 80, 2: 50]),
    ]
    let repertoires = planted.enumerated().map { seed, row in
      var sample = RepertoireBuilder.sample(row.0, .blood, day: row.1)
      sample.replicate = row.0
      sample.replicateType = .biological
      return RepertoireBuilder.repertoire(
        sample, Blood.compartment.draw(cells: 24_000, planted: row.2, seed: UInt64(seed + 40)))
    }
    var parameters = TrackingParameters()
    parameters.strictFalseDiscoveryRate = 0.05
    let study = StudyTracking.track(repertoires, parameters: parameters)
    #expect(study.clone(1)?.bloodClass == .expanded)
    #expect(study.clone(2)?.bloodClass.isExpanded == false)
  }

  /// Two baselines, the second with clones that are planted in it alone.
  private static func baselines(planted: Int) -> [Repertoire] {
    var counts: [Int: Int] = [:]
    for clone in 0..<planted { counts[clone + 10] = 80 }
    var repertoires = Blood.blood(days: [(14, [1: 60])])
    repertoires.append(
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("S", .blood, day: -14),
        Blood.compartment.draw(cells: 24_000, planted: counts, seed: 77)))
    return repertoires
  }

  @Test("more than five calls between two baselines are warned of")
  func negativeControl() {
    let calm = StudyTracking.track(Self.baselines(planted: 0)).patients[0]
    #expect(calm.comparisons[0].negativeControlCalls == 0)
    #expect(!calm.summaries[0].notes.contains(.negativeControl))
    let wild = StudyTracking.track(Self.baselines(planted: 12)).patients[0]
    #expect((wild.comparisons[0].negativeControlCalls ?? 0) >= 12)
    #expect(wild.comparisons[0].notes.contains(.negativeControl))
    #expect(wild.summaries[0].notes.contains(.negativeControl))
  }

  @Test("replicates alone are a negative control too")
  func replicateControl() {
    var repertoires = Blood.blood(days: [(14, [1: 60])])
    var twin = Blood.blood(days: [(14, [1: 60]), (28, [1: 50])])[2]
    twin.sample.day = 14
    twin.sample.replicate = "b"
    repertoires.append(twin)
    let comparison = Self.comparison(repertoires)
    #expect(comparison.negativeControlCalls == 0)
  }
}
