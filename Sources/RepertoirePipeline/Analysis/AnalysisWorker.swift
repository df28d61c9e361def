import ClonotypeAssembly
import SequenceIO
import VDJAlignment

/// One worker: its own aligners, counting table and account, over batches that it pulls.
struct AnalysisWorker: BatchWorker {
  private(set) var account = ReadAccount()
  private(set) var counter: ClonotypeCounter
  private var waiting = WaitingReads()
  private var aligner: ReadAligner
  /// For second mates, so that what was found in the first stays at hand.
  private var mateAligner: ReadAligner
  /// Rows and target counts, where they are asked for.
  private(set) var detail: ReadDetail
  private var merger = MateMerger()
  /// Junctions of a worker's table that cost no copying: 190 MB of address space.
  private static let room = 1 << 20

  init(index: AlignmentIndex, detail: ReadDetail) {
    self.detail = detail
    aligner = ReadAligner(index: index)
    mateAligner = aligner
    counter = ClonotypeCounter(index: index, room: Self.room)
  }

  /// Gives the counting table away and keeps an empty one, so that nobody else holds it.
  mutating func handOver(index: AlignmentIndex) -> ClonotypeCounter {
    precondition(waiting.isEmpty, "reads that wait are counted before a table is given away")
    var table = ClonotypeCounter(index: index)
    swap(&table, &counter)
    return table
  }

  /// Aligns and counts the reads, or pairs, of a batch.
  mutating func run(_ batch: borrowing PairedReadBatch) throws(SequenceIOError) {
    for i in batch.first.indices {
      if detail.isMine(i, of: batch) {
        if batch.isPaired { runPair(batch, i) } else { runSingle(batch.first, i) }
      }
      if detail.writesRows { try detail.endRead(i, of: batch, aligner, mateAligner, merger) }
    }
    counter.count(&waiting)
    try detail.endBatch(batch)
  }

  private mutating func runSingle(_ batch: borrowing ReadBatch, _ i: Int) {
    let quality = batch.quality(i)
    switch aligner.align(sequence: batch.sequence(i), quality: quality) {
    case .rejected(let reason): account.count(reason)
    case .rearranged(let rearrangement):
      counter.count(rearrangement, from: &aligner, quality: quality, in: &waiting)
      account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
      detail.found = .init(rearrangement: rearrangement, place: .first)
    }
  }

  /// A pair counts once: as one read where its mates overlap, else by the mate that shows the
  /// junction.
  private mutating func runPair(_ batch: borrowing PairedReadBatch, _ i: Int) {
    account.pairs.pairs &+= 1
    let overlap = merger.merge(
      sequence: batch.first.sequence(i), quality: batch.first.quality(i),
      mateSequence: batch.second.sequence(i), mateQuality: batch.second.quality(i))
    var end: FragmentEnd?
    if let overlap {
      switch aligner.align(merger) {
      case .rearranged(let rearrangement):
        countMerged(rearrangement, overlap: overlap)
        return
      case .rejected(let reason):
        // What was cut as adapter may be the receptor, of a pair that points outward.
        if !overlap.isReadThrough {
          account.count(reason)
          account.pairs.merged &+= 1
          account.pairs.count(agreement: !overlap.isCut)
          return
        }
        end = FragmentEnd(lengthInBases: merger.sequence.count, reason: reason)
      }
    }
    account.pairs.apart &+= 1
    runApart(batch, i, end: end)
  }

  private mutating func countMerged(_ rearrangement: Rearrangement, overlap: MateOverlap) {
    Self.count(rearrangement, of: merger, from: &aligner, in: &counter, &waiting)
    account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
    account.pairs.merged &+= 1
    account.pairs.count(agreement: !overlap.isCut)
    account.pairs.readThrough &+= overlap.isReadThrough ? 1 : 0
    detail.found = .init(rearrangement: rearrangement, place: .merged)
  }

  private static func count(
    _ rearrangement: Rearrangement, of merger: borrowing MateMerger,
    from aligner: inout ReadAligner, in counter: inout ClonotypeCounter,
    _ waiting: inout WaitingReads
  ) {
    counter.count(rearrangement, from: &aligner, quality: merger.quality, in: &waiting)
  }

  /// By the mate that shows the junction, or shows it better; the other one narrows the genes.
  ///
  /// Both are looked at for J before either pays for the search without it.
  ///
  /// - Parameter end: The end of the fragment, where the mates overlap and were read through.
  private mutating func runApart(
    _ batch: borrowing PairedReadBatch, _ i: Int, end: FragmentEnd?
  ) {
    let firstQuality = batch.first.quality(i)
    let secondQuality = batch.second.quality(i)
    aligner.load(batch.first.sequence(i), isSecond: false, from: &merger)
    mateAligner.load(batch.second.sequence(i), isSecond: true, from: &merger)
    let firstByJ = aligner.alignByJ(quality: firstQuality)
    let secondByJ = mateAligner.alignByJ(quality: secondQuality)
    var first: AlignmentOutcome
    var second: AlignmentOutcome
    switch (firstByJ, secondByJ) {
    case (.rearranged(let found), nil):
      first = .rearranged(found)
      second = mateAligner.alignWithoutJ(
        sequence: batch.second.sequence(i), quality: secondQuality, besideRearranged: aligner)
    case (nil, .rearranged(let found)):
      first = aligner.alignWithoutJ(
        sequence: batch.first.sequence(i), quality: firstQuality, besideRearranged: mateAligner)
      second = .rearranged(found)
    default:
      first =
        firstByJ
        ?? aligner.alignWithoutJ(sequence: batch.first.sequence(i), quality: firstQuality)
      second =
        secondByJ
        ?? mateAligner.alignWithoutJ(sequence: batch.second.sequence(i), quality: secondQuality)
    }
    if let end {
      first = end.admitted(first, readLength: firstQuality.count)
      second = end.admitted(second, readLength: secondQuality.count)
    }
    switch (first, second) {
    case (.rejected(let a), .rejected(let b)):
      if mergesOnOneStrand(batch, i) { return }
      // The reason of the mate that came further.
      account.count(b.index > a.index ? b : a)
    case (.rearranged(let a), .rejected):
      countPair(a, first: true, other: second, quality: firstQuality, secondQuality)
    case (.rejected, .rearranged(let b)):
      countPair(b, first: false, other: first, quality: secondQuality, firstQuality)
    case (.rearranged(let a), .rearranged(let b)):
      // Where the two differ, the better read junction is the right one.
      let isSecondBetter = b.junctionQuality(secondQuality) > a.junctionQuality(firstQuality)
      if isSecondBetter {
        countPair(b, first: false, other: first, quality: secondQuality, firstQuality)
      } else {
        countPair(a, first: true, other: second, quality: firstQuality, secondQuality)
      }
    }
  }

  /// Reads mates that both show a part of a receptor on one strand, none of them its junction, as
  /// one read if they overlap as they stand; whether that gave a rearrangement.
  private mutating func mergesOnOneStrand(_ batch: borrowing PairedReadBatch, _ i: Int) -> Bool {
    guard let isReverse = aligner.isReceptorReverse, isReverse == mateAligner.isReceptorReverse
    else { return false }
    account.pairs.sameStrand &+= 1
    let overlap = merger.merge(
      sequence: batch.first.sequence(i), quality: batch.first.quality(i),
      mateSequence: batch.second.sequence(i), mateQuality: batch.second.quality(i),
      sameStrand: true)
    guard overlap != nil,
      case .rearranged(let rearrangement) = aligner.align(merger)
    else { return false }
    Self.count(rearrangement, of: merger, from: &aligner, in: &counter, &waiting)
    account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
    detail.found = .init(rearrangement: rearrangement, place: .merged)
    return true
  }

  private mutating func countPair(
    _ rearrangement: Rearrangement, first: Bool, other: AlignmentOutcome, quality: Span<UInt8>,
    _ otherQuality: Span<UInt8>
  ) {
    let orientation: MateOrientation
    if first {
      account.pairs.count(
        agreement: aligner.agrees(
          withMate: mateAligner, outcome: other, rearrangement, quality: quality,
          mateQuality: otherQuality))
      orientation = aligner.orientation(toMate: mateAligner, outcome: other)
      aligner.narrowV(byMate: mateAligner, outcome: other, quality: quality)
      aligner.narrowJ(byMate: mateAligner, outcome: other)
      counter.count(rearrangement, from: &aligner, quality: quality, in: &waiting)
    } else {
      account.pairs.count(
        agreement: mateAligner.agrees(
          withMate: aligner, outcome: other, rearrangement, quality: quality,
          mateQuality: otherQuality))
      orientation = mateAligner.orientation(toMate: aligner, outcome: other)
      mateAligner.narrowV(byMate: aligner, outcome: other, quality: quality)
      mateAligner.narrowJ(byMate: aligner, outcome: other)
      counter.count(rearrangement, from: &mateAligner, quality: quality, in: &waiting)
    }
    account.countRearrangement(of: rearrangement.locus, isReverse: rearrangement.isReverse)
    detail.found = .init(rearrangement: rearrangement, place: first ? .first : .second)
    account.pairs.sameStrand &+= orientation == .sameStrand ? 1 : 0
    account.pairs.outward &+= orientation == .outward ? 1 : 0
  }
}
