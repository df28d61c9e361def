import ClonotypeAssembly
import Germline
public import Repertoires
import SequenceIO
import Sequences
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
  ///   - rearrangements: Where to write the table of reads, or nil for none.
  ///   - progress: Called now and then with the share of compressed bytes read, in [0, 1], and the
  ///     reads so far; nil share where the input has no known size.
  /// - Throws: `SequenceIOError` when a file is broken, `CancellationError` when cancelled.
  public static func run(
    sample: Sample, r1: [String], r2: [String], settings: AnalysisSettings,
    rearrangements: String? = nil,
    progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)? = nil
  ) async throws -> AnalyzedSample {
    let index = AlignmentIndexCache.index(settings.reference, loci: settings.loci)
    let source = try MateSource(
      first: r1, second: r2, capacities: ReaderCapacities(records: settings.batchSize))
    let detail = try ReadDetail(index: index, targets: settings.targets, table: rearrangements)
    let meter = ReadMeter(source: source, report: progress)

    let workers = try await withThrowingTaskGroup(of: AnalysisWorker.self) { group in
      for _ in 0..<max(1, settings.threads) {
        group.addTask {
          var worker = AnalysisWorker(index: index, detail: detail)
          var batch = PairedReadBatch()
          while try source.next(into: &batch) {
            try Task.checkCancellation()
            try worker.run(batch)
            meter.add(reads: batch.count)
          }
          return worker
        }
      }
      var finished: [AnalysisWorker] = []
      for try await worker in group { finished.append(worker) }
      return finished
    }
    let targets = try detail.finish(workers.map(\.detail))
    var result = await assemble(workers, index: index, sample: sample, threads: settings.threads)
    result.targets = targets
    return result
  }

  /// Merges the workers' tables, in any order, and makes the repertoire.
  private static func assemble(
    _ workers: [AnalysisWorker], index: AlignmentIndex, sample: Sample, threads: Int
  ) async -> AnalyzedSample {
    var table = ClonotypeCounter(index: index)
    var account = ReadAccount()
    // The largest table first: it is taken over whole.
    let sorted = workers.sorted { $0.counter.distinctJunctions > $1.counter.distinctJunctions }
    for (number, worker) in sorted.enumerated() {
      account.merge(worker.account)
      if number == 0 { table = worker.counter } else { table.merge(worker.counter) }
    }
    let (repertoire, folding) = await RepertoireAssembler(index: index).assemble(
      table, sample: sample, threads: threads)
    for locus in Locus.allCases {
      account.setProductiveRearrangements(
        repertoire.total(locus: locus, productiveOnly: true), of: locus)
    }
    return AnalyzedSample(repertoire: repertoire, account: account, folding: folding)
  }
}
