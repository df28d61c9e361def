import ClonotypeAssembly
import SequenceIO
import VDJAlignment

/// One worker: its own aligners, counting table and account, over batches that it pulls.
struct AnalysisWorker: Sendable {
  private(set) var account = ReadAccount()
  private(set) var counter: ClonotypeCounter
  private var aligner: ReadAligner
  /// For second mates, so that what was found in the first stays at hand.
  private var mateAligner: ReadAligner
  /// Rows and target counts, where they are asked for.
  private(set) var detail: ReadDetail

  init(index: AlignmentIndex, detail: ReadDetail) {
    self.detail = detail
    aligner = ReadAligner(index: index)
    mateAligner = aligner
    counter = ClonotypeCounter(index: index)
  }

  /// Aligns and counts the reads, or pairs, of a batch.
  mutating func run(_ batch: borrowing PairedReadBatch) throws(SequenceIOError) {
    for i in batch.first.indices {
      if batch.isPaired { runPair(batch, i) } else { runSingle(batch.first, i) }
      if detail.writesRows { try detail.endRead(i, of: batch, aligner, mateAligner) }
    }
    try detail.endBatch(batch)
  }

  private mutating func runSingle(_ batch: borrowing ReadBatch, _ i: Int) {
    let quality = batch.quality(i)
    switch aligner.align(sequence: batch.sequence(i), quality: quality) {
    case .rejected(let reason): account.count(reason)
    case .rearranged(let rearrangement):
      counter.count(rearrangement, from: aligner, quality: quality)
      account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
      detail.found = .init(rearrangement: rearrangement, isSecond: false)
    }
  }

  /// A pair counts once: by the mate that shows the junction, or shows it better; the other one
  /// narrows the V genes.
  private mutating func runPair(_ batch: borrowing PairedReadBatch, _ i: Int) {
    let firstQuality = batch.first.quality(i)
    let secondQuality = batch.second.quality(i)
    let first = aligner.align(sequence: batch.first.sequence(i), quality: firstQuality)
    let second = mateAligner.align(sequence: batch.second.sequence(i), quality: secondQuality)
    switch (first, second) {
    case (.rejected(let a), .rejected(let b)):
      // The reason of the mate that came further.
      account.count(b.index > a.index ? b : a)
    case (.rearranged(let a), .rejected):
      countPair(a, first: true, other: second, quality: firstQuality)
    case (.rejected, .rearranged(let b)):
      countPair(b, first: false, other: first, quality: secondQuality)
    case (.rearranged(let a), .rearranged(let b)):
      // Where the two differ, the better read junction is the right one.
      let isSecondBetter = b.junctionQuality(secondQuality) > a.junctionQuality(firstQuality)
      if isSecondBetter {
        countPair(b, first: false, other: first, quality: secondQuality)
      } else {
        countPair(a, first: true, other: second, quality: firstQuality)
      }
    }
  }

  private mutating func countPair(
    _ rearrangement: Rearrangement, first: Bool, other: AlignmentOutcome, quality: Span<UInt8>
  ) {
    if first {
      aligner.narrowV(byMate: mateAligner, outcome: other)
      counter.count(rearrangement, from: aligner, quality: quality)
    } else {
      mateAligner.narrowV(byMate: aligner, outcome: other)
      counter.count(rearrangement, from: mateAligner, quality: quality)
    }
    account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
    detail.found = .init(rearrangement: rearrangement, isSecond: !first)
  }
}
