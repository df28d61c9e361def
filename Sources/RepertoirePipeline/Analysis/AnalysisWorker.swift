import ClonotypeAssembly
import SequenceIO
import VDJAlignment

/// One worker: its own aligner, counting table and account, over batches that it pulls.
struct AnalysisWorker: Sendable {
  private(set) var account = ReadAccount()
  private(set) var counter: ClonotypeCounter
  private var aligner: ReadAligner

  init(index: AlignmentIndex) {
    aligner = ReadAligner(index: index)
    counter = ClonotypeCounter(index: index)
  }

  /// Aligns and counts the reads of a batch; a pair counts once.
  mutating func run(_ batch: borrowing PairedReadBatch) {
    for i in batch.first.indices {
      guard let reason = take(batch.first, i) else { continue }
      // The junction usually lies in one mate; where the first has none, the second may.
      guard batch.isPaired else {
        account.count(reason)
        continue
      }
      guard let second = take(batch.second, i) else { continue }
      // The reason of the mate that came further.
      account.count(second.index > reason.index ? second : reason)
    }
  }

  /// Counts a read if it is a rearrangement, else tells why it is none.
  private mutating func take(_ batch: borrowing ReadBatch, _ i: Int) -> Rejection? {
    let quality = batch.quality(i)
    switch aligner.align(sequence: batch.sequence(i), quality: quality) {
    case .rejected(let reason):
      return reason
    case .rearranged(let rearrangement):
      counter.count(rearrangement, from: aligner, quality: quality)
      account.countRearrangement(
        of: rearrangement.locus, isReverse: rearrangement.isReverse)
      return nil
    }
  }
}
