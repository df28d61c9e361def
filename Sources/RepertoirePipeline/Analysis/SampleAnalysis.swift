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
    await assemble(
      try await count(
        r1: r1, r2: r2, settings: settings, rearrangements: rearrangements, progress: progress),
      sample: sample, settings: settings)
  }

  /// Extracts and counts the reads of a share of the records; see ``run``.
  ///
  /// The first ones go to the keeper, if there is one.
  static func count(
    r1: [String], r2: [String], settings: AnalysisSettings, share: InputShare = .all,
    keeper: StartKeeper? = nil, rearrangements: String?,
    progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?
  ) async throws -> CountedReads {
    let index = AlignmentIndexCache.index(settings.reference, loci: settings.loci)
    let source = try MateSource(
      first: r1, second: r2, capacities: ReaderCapacities(records: settings.batchSize))
    let detail = try ReadDetail(
      index: index, targets: settings.targets, table: rearrangements, share: share)
    let meter = ReadMeter(source: source, report: progress)

    var workers = try await AnalysisWorker.run(
      over: source, meter: meter, threads: settings.threads, keeper: keeper
    ) { AnalysisWorker(index: index, detail: detail) }
    let targets = try detail.finish(workers.map(\.detail))
    let (table, account) = merge(&workers, index: index)
    var counted = CountedReads(account: account, table: table)
    counted.targets = targets
    counted.inputsWithoutEndMarker = source.progress.unmarked(r1: r1, r2: r2)
    counted.memberSizes = detail.memberSizes
    return counted
  }

  /// The repertoire of counted reads of a kit without identifiers.
  static func assemble(
    _ counted: consuming CountedReads, sample: Sample, settings: AnalysisSettings
  ) async -> AnalyzedSample {
    let (targets, unmarked) = (counted.targets, counted.inputsWithoutEndMarker)
    var result = await assemble(
      counted.table, counted.account,
      index: AlignmentIndexCache.index(settings.reference, loci: settings.loci), sample: sample,
      threads: settings.threads)
    result.targets = targets
    result.inputsWithoutEndMarker = unmarked
    return result
  }

  /// Merges the workers' tables, in any order; each is freed as soon as it is merged.
  private static func merge(
    _ workers: inout [AnalysisWorker], index: AlignmentIndex
  ) -> (table: ClonotypeCounter, account: ReadAccount) {
    var account = ReadAccount()
    // The largest table first: it is taken over whole.
    workers.sort { $0.counter.distinctJunctions > $1.counter.distinctJunctions }
    var table = ClonotypeCounter(index: index)
    for number in workers.indices {
      account.merge(workers[number].account)
      let counter = workers[number].handOver(index: index)
      if number == 0 { table = counter } else { table.merge(counter) }
    }
    return (table, account)
  }

  /// The repertoire of counted reads, with the account of its productive ones.
  static func assemble(
    _ table: ClonotypeCounter, _ counted: ReadAccount, index: AlignmentIndex, sample: Sample,
    threads: Int
  ) async -> AnalyzedSample {
    var account = counted
    let (repertoire, folding) = await RepertoireAssembler(index: index).assemble(
      table, sample: sample, threads: threads)
    for locus in Locus.allCases {
      account.reject(folding.chimericReads[locus.index], of: locus, as: .pcrChimera)
      account.setProductiveRearrangements(
        repertoire.total(locus: locus, productiveOnly: true), of: locus)
    }
    return AnalyzedSample(repertoire: repertoire, account: account, folding: folding)
  }
}
