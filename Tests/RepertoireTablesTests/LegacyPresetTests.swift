import RepertoireTables
import RepertoireTracking
import Repertoires
import TestSupport
import Testing

/// Patient 9 of Chow et al., PNAS 2020, as the authors tested it: binomial and BH over every
/// rearrangement that the vendor lists, by its whole sequence.
@Suite(
  "A published test on its own data",
  .enabled(if: SharedData.has("data/chow2020-p9"), Comment(rawValue: SharedData.absent)))
struct LegacyPresetTests {
  private static func blood(_ name: String, day: Double) throws -> Repertoire {
    var options = RepertoireReader.Options()
    options.keepsReads = true
    return try RepertoireReader.read(
      path: SharedData.path("data/chow2020-p9/\(name).tsv.gz"),
      sample: Sample(id: name, patientID: "P9", tissue: .blood, day: day), options: options
    ).repertoire
  }

  @Test("immunoseq-legacy gives the authors' 15 rises and 41 falls of 69,455 clones")
  func weekTwo() throws {
    let study = StudyTracking.track(
      [try Self.blood("P9-PB1", day: 0), try Self.blood("P9-PB2", day: 14)],
      parameters: TrackingParameters(preset: .immunoseqLegacy))
    let comparison = try #require(study.patients[0].comparisons.first)
    #expect(comparison.tested == 69_455)
    #expect(comparison.up == 15 && comparison.down == 41)
    #expect(comparison.baselineTotal == 246_830 && comparison.dayTotal == 154_199)
    // Clones that share a junction, or have none, are still told apart by name.
    let names = Set(study.patients[0].clones.map(\.cloneID))
    #expect(names.count == study.patients[0].clones.count)
  }
}
