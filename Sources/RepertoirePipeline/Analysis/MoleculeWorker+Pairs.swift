import ClonotypeAssembly
import SequenceIO
import VDJAlignment

/// A pair counts once: as one read where its templates overlap, else by the mate that shows the
/// junction.
extension MoleculeWorker {
  /// Aligns what the mates hold of the receptor.
  mutating func alignPair(
    _ first: borrowing ReadBatch, _ second: borrowing ReadBatch, _ i: Int
  ) throws(SequenceIOError) {
    let sequence = first.sequence(i).extracting(match.template)
    let quality = first.quality(i).extracting(match.template)
    let mate = second.sequence(i).extracting(mateMatch.template)
    let mateQuality = second.quality(i).extracting(mateMatch.template)
    end = nil
    if hasTwoTemplates {
      account.pairs.pairs &+= 1
      isCompared = (first.firstRecord &+ i) % Self.comparedEvery == 0
      if try countAsOne(sequence, quality, mate, mateQuality) { return }
      account.pairs.apart &+= 1
    }
    try alignApart(sequence, quality, mate, mateQuality)
  }

  /// Counts two templates that overlap as one read; false where each is to be looked at alone.
  private mutating func countAsOne(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, _ mate: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) -> Bool {
    guard
      let overlap = merger.merge(
        sequence: sequence, quality: quality, mateSequence: mate, mateQuality: mateQuality)
    else { return false }
    switch aligner.align(merger) {
    case .rearranged(let found):
      let record = Self.record(found, of: merger, from: &aligner, umi: umi, in: &reads)
      account.countRearrangement(of: found.locus, isReverse: found.isReverse)
      account.pairs.readThrough &+= overlap.isReadThrough ? 1 : 0
      if hasUMI.any { try runs.append(record) }
      detail.found = .init(rearrangement: found, place: .merged)
    case .rejected(let reason):
      // What was cut as linker or adapter may be the receptor, of a pair that points outward.
      if overlap.isReadThrough {
        end = FragmentEnd(lengthInBases: merger.sequence.count, reason: reason)
        return false
      }
      account.count(reason)
    }
    account.pairs.merged &+= 1
    if isCompared { account.pairs.count(agreement: !overlap.isCut) }
    return true
  }

  private static func record(
    _ found: Rearrangement, of merger: borrowing MateMerger, from aligner: inout ReadAligner,
    umi: UMIReading, in reads: inout MoleculeReads
  ) -> MoleculeRecord {
    reads.count(found, from: &aligner, quality: merger.quality, umi: umi)
  }

  /// Aligns the mates: the first that shows the junction counts, the other one narrows its V.
  private mutating func alignApart(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, _ mate: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    // A mate without template has nothing to load, and shows nothing.
    aligner.load(sequence, isSecond: false, from: &merger)
    if let found = aligner.rearrangementAtFirstSight(quality: quality), admits(found, quality) {
      if isCompared || aligner.leavesVOpen {
        mateAligner.load(mate, isSecond: true, from: &merger)
      }
      if isCompared { compareSecond(mate, mateQuality, with: found, quality) }
      return try countFirst(found, quality, mateQuality)
    }
    // Most second mates show at first sight what first mates do not show at the second either.
    mateAligner.load(mate, isSecond: true, from: &merger)
    if let found = mateAligner.rearrangementAtFirstSight(quality: mateQuality),
      admits(found, mateQuality)
    {
      if isCompared { compareFirst(sequence, quality, with: found, mateQuality) }
      return try countSecond(found, quality, mateQuality)
    }
    if let found = aligner.rearrangementAtSecondSight(quality: quality), admits(found, quality) {
      if isCompared { compareSecond(mate, mateQuality, with: found, quality) }
      return try countFirst(found, quality, mateQuality)
    }
    if let found = mateAligner.rearrangementAtSecondSight(quality: mateQuality),
      admits(found, mateQuality)
    {
      if isCompared { compareFirst(sequence, quality, with: found, mateQuality) }
      return try countSecond(found, quality, mateQuality)
    }
    try alignAtLength(sequence, quality, mate, mateQuality)
  }

  /// Holds the second mate, which is loaded, against the rearrangement of the first; what is loaded
  /// stays so.
  // Out of line: every 64th pair gets here.
  @inline(never)
  private mutating func compareSecond(
    _ mate: Span<UInt8>, _ mateQuality: Span<UInt8>, with found: Rearrangement,
    _ quality: Span<UInt8>
  ) {
    let outcome = mateAligner.align(sequence: mate, quality: mateQuality)
    account.pairs.count(
      agreement: aligner.agrees(
        withMate: mateAligner, outcome: outcome, found, quality: quality,
        mateQuality: mateQuality))
  }

  /// The same of the first mate, where the second is rearranged.
  @inline(never)
  private mutating func compareFirst(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, with found: Rearrangement,
    _ mateQuality: Span<UInt8>
  ) {
    let outcome = aligner.align(sequence: sequence, quality: quality)
    account.pairs.count(
      agreement: mateAligner.agrees(
        withMate: aligner, outcome: outcome, found, quality: mateQuality,
        mateQuality: quality))
  }

  /// Whether a junction that a mate shows alone is that of the fragment.
  @inline(__always)
  private func admits(_ found: Rearrangement, _ quality: Span<UInt8>) -> Bool {
    end?.admits(found, readLength: quality.count) ?? true
  }

  private func admitted(_ outcome: AlignmentOutcome, _ quality: Span<UInt8>) -> AlignmentOutcome {
    end?.admitted(outcome, readLength: quality.count) ?? outcome
  }

  /// Counts a pair by its first mate; the second one, if it is loaded, narrows the V.
  private mutating func countFirst(
    _ found: Rearrangement, _ quality: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    aligner.narrowV(
      byLoaded: &mateAligner, mateQuality: mateQuality, isReverse: !found.isReverse,
      quality: quality)
    try count(found, quality: quality, isFirst: true)
  }

  /// The same by the second mate.
  private mutating func countSecond(
    _ found: Rearrangement, _ quality: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    mateAligner.narrowV(
      byLoaded: &aligner, mateQuality: quality, isReverse: !found.isReverse, quality: mateQuality)
    try count(found, quality: mateQuality, isFirst: false)
  }

  /// The same where neither mate shows the junction at first sight; or the reason of the mate that
  /// came further.
  private mutating func alignAtLength(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, _ mate: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    var furthest: Rejection
    switch admitted(aligner.align(sequence: sequence, quality: quality), quality) {
    case .rearranged(let found): return try count(found, quality: quality, isFirst: true)
    case .rejected(let reason): furthest = reason
    }
    switch admitted(mateAligner.align(sequence: mate, quality: mateQuality), mateQuality) {
    case .rearranged(let found): return try count(found, quality: mateQuality, isFirst: false)
    case .rejected(let reason): if reason.index > furthest.index { furthest = reason }
    }
    account.count(furthest)
  }

  /// Counts a read, or a pair by one of its mates, as the rearrangement that it shows.
  mutating func count(
    _ found: Rearrangement, quality: Span<UInt8>, isFirst: Bool
  ) throws(SequenceIOError) {
    let record =
      isFirst
      ? reads.count(found, from: &aligner, quality: quality, umi: umi)
      : reads.count(found, from: &mateAligner, quality: quality, umi: umi)
    account.countRearrangement(of: found.locus, isReverse: found.isReverse)
    if hasUMI.any { try runs.append(record) }
    guard detail.writesRows else { return }
    var whole = found
    // The template reaches to the end of the read, so only forward reads have bases before it.
    if !found.isReverse {
      let start = (isFirst ? match : mateMatch).template.lowerBound
      whole.junction = found.junction.lowerBound + start..<found.junction.upperBound + start
      whole.v = found.v.lowerBound + start..<found.v.upperBound + start
      whole.j = found.j.lowerBound + start..<found.j.upperBound + start
    }
    detail.found = .init(rearrangement: whole, place: isFirst == isSwapped ? .second : .first)
  }
}
