import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Published tests and replicates")
struct PresetTests {
  /// Two samples of clones with out-of-frame rows and sequences that part one junction.
  static func legacyRun() -> [Repertoire] {
    let rows = (0..<50).map { Row(junction: RepertoireBuilder.junction($0 + 500), count: 40) }
    let grown = [
      Row(junction: RepertoireBuilder.junction(1), count: 60),
      Row(junction: RepertoireBuilder.junction(2), count: 60, isProductive: false),
    ]
    let fallen = [Row(junction: RepertoireBuilder.junction(3), count: 60)]
    return [(0.0, rows + fallen), (14.0, rows + grown)].map { day, rows in
      RepertoireBuilder.repertoire(RepertoireBuilder.sample("B\(day)", .blood, day: day), rows)
    }
  }

  @Test("immunoseq-legacy tests every rearrangement, in frame or not, and knows no effect rules")
  func legacy() throws {
    let study = StudyTracking.track(
      Self.legacyRun(), parameters: TrackingParameters(preset: .immunoseqLegacy))
    let comparison = study.patients[0].comparisons[0]
    #expect(comparison.tested == 53 && comparison.up == 2 && comparison.down == 1)
    #expect(comparison.dispersionSource == .legacy && comparison.alpha == 0.01)
    #expect(comparison.notes.contains(.legacyTest))
    #expect(study.patients[0].summaries[0].notes.contains(.legacyTest))
    #expect(study.clone(1)?.bloodClass == .expanded)
    #expect(study.clone(2)?.bloodClass == .expanded)
    #expect(study.clone(3)?.bloodClass == .contracted)
  }

  @Test("a published test says that kits and reads do not stop it")
  func legacySaysSo() throws {
    var repertoires = Self.legacyRun()
    for place in repertoires.indices {
      repertoires[place].countUnit = .reads
      repertoires[place].sample.kit = "kit\(place)"
    }
    let own = StudyTracking.track(repertoires).patients[0].comparisons[0]
    #expect(own.tested == 0 && own.notes.contains(.kitsDiffer))
    #expect(!own.notes.contains(.legacyTest))
    let legacy = StudyTracking.track(
      repertoires, parameters: TrackingParameters(preset: .immunoseqLegacy)
    ).patients[0].comparisons[0]
    #expect(legacy.up == 2 && legacy.notes.contains(.kitsDiffer))
    #expect(legacy.notes.contains(.legacyTest))
  }

  @Test("whole sequences part clones of one junction under immunoseq-legacy alone")
  func legacySequences() {
    var repertoires = Self.legacyRun()
    for place in repertoires.indices {
      for row in repertoires[place].clonotypes.indices {
        var note = ClonotypeAnnotation()
        let junction = repertoires[place].texts.string(repertoires[place].clonotypes[row].junction)
        // The first clone is written with another leader in each sample.
        let leader = row == 0 ? "AC\(place == 0 ? "A" : "C")" : "ACG"
        note.sequence = repertoires[place].texts.append(Array((leader + junction).utf8))
        repertoires[place].annotations.append(note)
      }
    }
    let legacy = StudyTracking.track(
      repertoires, parameters: TrackingParameters(preset: .immunoseqLegacy))
    #expect(legacy.patients[0].comparisons[0].tested == 54)
    #expect(StudyTracking.track(repertoires).patients[0].comparisons[0].tested == 52)
  }

  @Test("immunoseq-legacy-aa joins nucleotide variants and keeps to productive rows")
  func legacyAminoAcids() {
    var repertoires = Self.legacyRun()
    for place in repertoires.indices {
      for row in repertoires[place].clonotypes.indices where row < 2 {
        repertoires[place].clonotypes[row].junctionAA = repertoires[place].texts.append(
          Array("CASSF".utf8))
      }
      for row in repertoires[place].clonotypes.indices where row >= 2 {
        repertoires[place].clonotypes[row].junctionAA = repertoires[place].clonotypes[row].junction
      }
    }
    let study = StudyTracking.track(
      repertoires, parameters: TrackingParameters(preset: .immunoseqLegacyAA))
    // 50 even clones of which two are one, and the productive ones that rise or fall.
    #expect(study.patients[0].comparisons[0].tested == 51)
  }

  @Test("with biological replicates every one must show the rise")
  func concordance() throws {
    let compartment = BloodTrackingTests.compartment
    let planted: [(String, Double, [Int: Int])] = [
      ("A1", 0, [:]), ("A2", 0, [:]), ("B1", 14, [1: 40, 2: 90]), ("B2", 14, [1: 45]),
    ]
    let repertoires = planted.enumerated().map { seed, row in
      var sample = RepertoireBuilder.sample(row.0, .blood, day: row.1)
      sample.replicate = row.0
      sample.replicateType = .biological
      return RepertoireBuilder.repertoire(
        sample, compartment.draw(cells: 24_000, planted: row.2, seed: UInt64(seed + 40)))
    }
    let study = StudyTracking.track(repertoires)
    let comparison = study.patients[0].comparisons[0]
    #expect(comparison.dispersionSource == .replicate && comparison.alpha == 0.01)
    #expect(study.clone(1)?.bloodClass == .new)
    let discordant = try #require(study.clone(2))
    #expect(discordant.bloodClass == .candidate)
    #expect(discordant.notes.contains(.replicateDiscordant))
  }

  @Test("two reads replicates of one day confirm a rise")
  func replicatesConfirmReads() throws {
    var repertoires = BloodTrackingTests.blood(days: [(14, [1: 90, 2: 90])], unit: .reads)
    var twin = repertoires[1]
    twin.sample.id = "B1b"
    twin.sample.replicate = "b"
    // The second replicate shows clone 1 and not clone 2, the last row.
    twin.clonotypes.removeLast()
    repertoires.append(twin)
    let study = StudyTracking.track(repertoires)
    #expect(study.clone(1)?.bloodClass == .new)
    #expect(study.clone(2)?.bloodClass == .candidate)
    #expect(study.clone(2)?.notes.contains(.readsWithoutUMI) == true)
  }
}
