import ArgumentParser
import RepertoirePipeline

/// What the quality of samples decides.
struct QualityOptions: ParsableArguments {
  @Flag(
    name: .customLong("strict-qc"),
    help: "End with code 3 when a quality check of any sample is FAIL; all results are written.")
  var isStrict = false

  /// Ends a command that is done: 2 when samples failed, 3 when a strict check did.
  func finish(_ summary: StudySummary) throws {
    if !summary.failedSamples.isEmpty { throw StatusError(status: .samplesFailed) }
    if isStrict, !summary.lowQualitySamples.isEmpty {
      StandardStreams.writeError(
        "error: --strict-qc: quality checks are FAIL in "
          + summary.lowQualitySamples.joined(separator: ", ")
          + "; expected none. See the advice above and in the qc.json of each.")
      throw StatusError(status: .qualityTooLow)
    }
  }
}
