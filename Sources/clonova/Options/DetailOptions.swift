import ArgumentParser
import RepertoirePipeline

/// What is written or counted of each sample's reads beside its clonotypes.
struct DetailOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Write samples/ID/ID.rearrangements.tsv.gz too: one AIRR row a rearranged read."))
  var rearrangements = false

  @Option(
    help: ArgumentHelp(
      "Count the reads of the sequences in this FASTA file too (a CAR transgene, a spike-in): in "
        + "ID.qc.json and the summary.",
      discussion:
        "A read, or one mate, counts when three of its 12-base words or more, and half of those "
        + "that lie on the target, are exact. Reads are counted, also with molecular identifiers.",
      valueName: "fasta"))
  var targets: String?

  /// The settings with what was asked for.
  ///
  /// Throws what reading the targets throws; says on standard error which of them overlap with
  /// receptor genes or consist of repeats.
  func added(to settings: AnalysisSettings) throws -> AnalysisSettings {
    var settings = settings
    settings.writesRearrangements = rearrangements
    guard let targets else { return settings }
    let set = try TargetSet(reading: targets, settings: settings)
    for warning in set.warnings { StandardStreams.writeError("warning: " + warning + ".") }
    settings.targets = set
    return settings
  }
}
