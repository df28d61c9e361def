import ArgumentParser
import RepertoirePipeline

/// What decides the tracking.
struct TrackingOptions: ParsableArguments {
  @Option(help: "Seed of all random draws.")
  var seed: UInt64 = 1

  @Option(help: "False-discovery rate of calls, above 0 and below 0.2. (default: of the preset)")
  var fdr: Double?

  @Option(help: "The test: default, immunoseq-legacy or immunoseq-legacy-aa.")
  var preset = "default"

  @Flag(help: "List clones too that were neither tested nor seen in a biopsy.")
  var allClones = false

  /// The parameters; throws 64 for a preset or rate that does not exist.
  func parameters() throws -> TrackingSettings {
    guard
      let settings = TrackingSettings(
        preset: preset, seed: seed, falseDiscoveryRate: fdr, listsAllClones: allClones)
    else {
      throw ValidationError(
        "--preset '\(preset)', --fdr \(fdr.map { "\($0)" } ?? "unset"): expected default, "
          + "immunoseq-legacy or immunoseq-legacy-aa, and a rate above 0 and below 0.2.")
    }
    return settings
  }
}
