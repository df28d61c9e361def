import ArgumentParser
import RepertoirePipeline

/// What decides the tracking.
struct TrackingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "Seed of all random draws. (default: 1)",
    transform: { try OptionNumber.whole($0, in: 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional,
    help: "False-discovery rate of calls, above 0 and below 0.2. (default: of the preset)",
    transform: {
      try OptionNumber.real($0, expected: "a rate above 0 and below 0.2") { $0 > 0 && $0 < 0.2 }
    })
  var fdr: Double?

  @Option(help: "The test: default, immunoseq-legacy or immunoseq-legacy-aa.")
  var preset = "default"

  @Flag(help: "List clones too that were neither tested nor seen in a biopsy.")
  var allClones = false

  @Option(
    help: ArgumentHelp(
      "Dispersion of your assay from replicates, as JSON: what a pair that cannot be fitted falls "
        + "back on.", valueName: "file"))
  var assayProfile: String?

  @Option(
    help: ArgumentHelp(
      "A VDJdb or McPAS table: clones of known specificity are named and bystanders flagged. Where "
        + "patients.tsv has a column hla (A*02:01,A*24:02,...), only for HLA alleles of the patient.",
      valueName: "file"))
  var annotations: String?

  /// All that decides the tracking, with the files read.
  func settings() throws -> TrackingSettings {
    try parameters().reading(assayProfile: assayProfile, annotations: annotations)
  }

  /// The parameters; throws 64 for a preset or rate that does not exist.
  func parameters() throws -> TrackingSettings {
    guard
      let settings = TrackingSettings(
        preset: preset, seed: seed, falseDiscoveryRate: fdr, listsAllClones: allClones)
    else {
      throw ValidationError(
        "--preset: '\(preset)' given; expected default, immunoseq-legacy or immunoseq-legacy-aa.")
    }
    return settings
  }
}
