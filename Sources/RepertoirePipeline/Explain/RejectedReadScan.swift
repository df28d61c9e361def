internal import ClonotypeAssembly
internal import Foundation
internal import SequenceIO
internal import VDJAlignment

/// Reads the start of a sample with the worker that analyses it, one read at a time, so that each
/// read's reason is the one that it is counted under in `qc.json`.
struct RejectedReadScan {
  /// Reads, or pairs, that were looked at.
  private(set) var reads = 0
  /// Those that ended as rearrangements; molecules are made of them later.
  private(set) var rearranged = 0
  /// Reads of each reason.
  private(set) var rejected = [Int](repeating: 0, count: Rejection.allCases.count)
  /// The first reads of each reason, in the order of the input.
  private(set) var kept: [[RejectedRead]] = Rejection.allCases.map { _ in [] }

  /// The worker that the analysis of the kit has.
  private struct Worker {
    var plain: AnalysisWorker?
    var structured: MoleculeWorker?

    var account: ReadAccount { plain?.account ?? structured?.account ?? ReadAccount() }

    mutating func run(_ batch: PairedReadBatch) throws {
      try plain?.run(batch)
      try structured?.run(batch)
    }
  }

  /// Scans at most `limit` reads and keeps the first `count` of each wanted reason.
  ///
  /// Ends early once enough reads of the only wanted reason were found.
  /// - Throws: `SequenceIOError` when a file is broken, `CancellationError` when cancelled.
  init(_ plan: SamplePlan, atMost limit: Int, keeping count: Int, of only: Rejection?) throws {
    let source = try MateSource(
      first: plan.r1, second: plan.r2, capacities: ReaderCapacities(records: 1024))
    var worker = try Self.worker(plan)
    var batch = PairedReadBatch()
    while reads < limit, try source.next(into: &batch) {
      try Task.checkCancellation()
      for i in 0..<min(batch.count, limit - reads) {
        let reason = try Self.run(&worker, batch, i)
        reads += 1
        guard let reason else {
          rearranged += 1
          continue
        }
        rejected[reason.index] += 1
        guard only == nil || only == reason, kept[reason.index].count < count else { continue }
        kept[reason.index].append(Self.read(batch, i, number: batch.first.firstRecord + i, reason))
      }
      if let only, kept[only.index].count >= count { break }
    }
  }

  private static func worker(_ plan: SamplePlan) throws -> Worker {
    let index = AlignmentIndexCache.index(plan.settings.reference, loci: plan.settings.loci)
    let detail = try ReadDetail(index: index, targets: nil, table: nil)
    guard !plan.kit.isPlain else {
      return Worker(plain: AnalysisWorker(index: index, detail: detail))
    }
    let runs = SortedRuns(
      folder: FileManager.default.temporaryDirectory.path, memory: plan.settings.memory,
      key: .identifier, partition: .whole)
    return Worker(
      structured: MoleculeWorker(index: index, kit: plan.kit, runs: runs, detail: detail))
  }

  /// Runs a worker over one read; the reason it was rejected for, nil for a rearrangement.
  private static func run(
    _ worker: inout Worker, _ batch: PairedReadBatch, _ i: Int
  ) throws -> Rejection? {
    var one = PairedReadBatch()
    one.isPaired = batch.isPaired
    one.first.append(
      name: bytes(batch.first.name(i)), sequence: bytes(batch.first.sequence(i)),
      quality: bytes(batch.first.quality(i)))
    if batch.isPaired {
      one.second.append(
        name: bytes(batch.second.name(i)), sequence: bytes(batch.second.sequence(i)),
        quality: bytes(batch.second.quality(i)))
    }
    let before = worker.account
    try worker.run(one)
    let after = worker.account
    return Rejection.allCases.first { after.rejections($0) > before.rejections($0) }
  }

  private static func read(
    _ batch: PairedReadBatch, _ i: Int, number: Int, _ reason: Rejection
  ) -> RejectedRead {
    var mates = [(bytes(batch.first.sequence(i)), bytes(batch.first.quality(i)))]
    if batch.isPaired {
      mates.append((bytes(batch.second.sequence(i)), bytes(batch.second.quality(i))))
    }
    return RejectedRead(
      number: number + 1, name: String(decoding: bytes(batch.first.name(i)), as: UTF8.self),
      mates: mates, reason: reason)
  }

  private static func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
