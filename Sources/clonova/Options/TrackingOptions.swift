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
