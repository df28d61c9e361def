import Sequences

/// The read that two overlapping mates make.
extension MateMerger {
  /// Where a position of the laid second mate is in its file order.
  @inline(__always)
  func mateIndex(_ position: Int, of count: Int) -> Int {
    second.isReverse ? count &- 1 &- position : position
  }

  /// Writes the fragment: both mates over the range of the overlap, and on either side of it the one
  /// that covers what lies beyond.
  mutating func write(
    _ fragment: Range<Int>, overlap: MateOverlap, sameStrand: Bool, sequence: Span<UInt8>,
    quality: Span<UInt8>, mateSequence: Span<UInt8>, mateQuality: Span<UInt8>
  ) {
    count = fragment.count
    if bases.count < count {
      bases = [UInt8](repeating: 0, count: count &* 2)
      qualities = bases
    }
    let shared = overlap.range
    let from = fragment.lowerBound
    if from < shared.lowerBound {
      copy(
        from..<shared.lowerBound, overlap, to: 0, isFirst: !sameStrand || overlap.offset >= 0,
        sequence: sequence, quality: quality, mateSequence: mateSequence, mateQuality: mateQuality)
    }
    Self.merge(
      sequence.extracting(shared), quality.extracting(shared), letters: upperCase,
      with: stretch(shared, overlap, of: mateSequence.count, isFirst: false), of: mateSequence,
      mateQuality, letters: second.isReverse ? complement : upperCase,
      to: shared.lowerBound &- from,
      of: &bases, &qualities)
    if shared.upperBound < fragment.upperBound {
      copy(
        shared.upperBound..<fragment.upperBound, overlap, to: shared.upperBound &- from,
        isFirst: sameStrand && overlap.offset &+ second.length < first.length, sequence: sequence,
        quality: quality,
        mateSequence: mateSequence, mateQuality: mateQuality)
    }
  }

  /// Where positions of the fragment stand in the file order of a mate, and by how much that moves
  /// from one to the next.
  private struct Stretch {
    var start: Int
    var step: Int
    var count: Int
  }

  private func stretch(
    _ range: Range<Int>, _ overlap: MateOverlap, of count: Int, isFirst: Bool
  ) -> Stretch {
    guard !isFirst else { return Stretch(start: range.lowerBound, step: 1, count: range.count) }
    return Stretch(
      start: mateIndex(range.lowerBound &- overlap.offset, of: count),
      step: second.isReverse ? -1 : 1, count: range.count)
  }

  /// Writes positions that one mate alone covers.
  private mutating func copy(
    _ range: Range<Int>, _ overlap: MateOverlap, to start: Int, isFirst: Bool,
    sequence: Span<UInt8>, quality: Span<UInt8>, mateSequence: Span<UInt8>, mateQuality: Span<UInt8>
  ) {
    let from = stretch(range, overlap, of: mateSequence.count, isFirst: isFirst)
    if isFirst {
      Self.copy(from, of: sequence, quality, letters: upperCase, to: start, of: &bases, &qualities)
    } else {
      Self.copy(
        from, of: mateSequence, mateQuality, letters: second.isReverse ? complement : upperCase,
        to: start, of: &bases, &qualities)
    }
  }

  // The arrays are handed over one by one: each base would ask anew whether they are shared.
  private static func copy(
    _ from: Stretch, of sequence: Span<UInt8>, _ quality: Span<UInt8>, letters: [UInt8],
    to start: Int, of bases: inout [UInt8], _ qualities: inout [UInt8]
  ) {
    var bases = bases.mutableSpan
    var qualities = qualities.mutableSpan
    var at = from.start
    for to in start..<start &+ from.count {
      bases[to] = letters[Int(sequence[at])]
      qualities[to] = quality[at]
      at &+= from.step
    }
  }

  /// Writes positions that both mates cover.
  private static func merge(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, letters: [UInt8], with mate: Stretch,
    of mateSequence: Span<UInt8>, _ mateQuality: Span<UInt8>, letters mateLetters: [UInt8],
    to start: Int, of bases: inout [UInt8], _ qualities: inout [UInt8]
  ) {
    var bases = bases.mutableSpan
    var qualities = qualities.mutableSpan
    var at = mate.start
    for i in 0..<mate.count {
      let base = merged(
        letters[Int(sequence[i])], quality[i], mateLetters[Int(mateSequence[at])], mateQuality[at])
      bases[start &+ i] = base.base
      qualities[start &+ i] = base.quality
      at &+= mate.step
    }
  }

  /// Two readings of one base, in ASCII with qualities in ASCII: agreement adds the qualities up to
  /// a bound, of two that differ the better keeps what it exceeds the other by; the first where
  /// both are as good.
  @inline(__always)
  static func merged(
    _ one: UInt8, _ oneQuality: UInt8, _ other: UInt8, _ otherQuality: UInt8
  ) -> (base: UInt8, quality: UInt8) {
    if one == unknown { return (other, otherQuality) }
    if other == unknown { return (one, oneQuality) }
    let isOneBetter = oneQuality >= otherQuality
    let better = isOneBetter ? oneQuality : otherQuality
    let worse = isOneBetter ? otherQuality : oneQuality
    if one == other {
      let sum = better &+ (worse &- Phred.asciiOffset)
      return (one, max(better, min(highestQuality &+ Phred.asciiOffset, sum)))
    }
    let rest = max(doubtfulQuality, better &- worse) &+ Phred.asciiOffset
    return (isOneBetter ? one : other, rest)
  }
}
