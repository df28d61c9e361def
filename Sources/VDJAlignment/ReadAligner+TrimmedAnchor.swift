import Sequences

/// V and J that an exonuclease trimmed beyond their anchor codon: such a receptor has no junction.
///
/// What follows the trimmed end stands where the codon would and differs in three of four bases, so
/// the bases about the codon are worth less than none. Where just two differ, or of more some by low
/// quality, errors may have done it.
extension ReadAligner {
  /// Bases, those of the anchor codon included, that may show it.
  private static let compared = 12
  /// Bases before the codon of J and behind it that may show that J ends there.
  private static let comparedBefore = 8
  private static let comparedBehind = 20
  /// What they lose on the way to a trimmed end: three certain differences and one chance match.
  ///
  /// Of V that lack four bases from the inner end of their codon on, 35 % still are called by chance, of
  /// J 24 %; of those that lack eight 4 %.
  private static let leastLost = 3 * 18 - PlacementScore.match - 2

  /// Whether the V of a read ends before its anchor codon.
  @inline(__always)
  mutating func isTrimmedBeyondAnchor(_ v: Placement, quality: Span<UInt8>) -> Bool {
    v.lost >= 60 && v.end <= v.anchor &+ 6 && losesAtAnchor(v: v, quality: quality)
  }

  /// Whether the J of a read starts behind its anchor codon.
  @inline(__always)
  mutating func isTrimmedBeyondAnchor(j: Placement, quality: Span<UInt8>) -> Bool {
    j.start > j.anchor && losesAtAnchor(j: j, quality: quality)
  }

  /// Whether the receptor in a read ends within the anchor codon of J, or before it, and other bases
  /// follow, as of an adapter.
  @inline(__always)
  mutating func endsBeforeJunction(j: Placement, quality: Span<UInt8>) -> Bool {
    j.end <= j.anchor &+ 6 && losesWithinAnchor(j: j, quality: quality)
  }

  /// Whether the bases from a difference before the codon's end on lose, and not by errors.
  @inline(never)
  private mutating func losesWithinAnchor(j: Placement, quality: Span<UInt8>) -> Bool {
    let first = 0 - Self.comparedBefore
    let count = Self.comparedBefore + 3 + Self.comparedBehind
    let (lanes, _) = index.j.differences(
      j.target, anchor: j.anchor, from: first, count: count, in: oriented)
    let end = min(count, oriented.length - j.anchor - first, index.j.upper[j.target] - first)
    var sum = 0
    for i in 0..<end {
      // What was lost up to here and made up for was an error.
      if sum == 0 && first + i >= 3 { return false }
      sum = min(0, sum + worth(lanes, i, at: j.anchor + first + i, quality: quality))
      if sum <= -Self.leastLost { return true }
    }
    return false
  }

  @inline(never)
  private mutating func losesAtAnchor(v: Placement, quality: Span<UInt8>) -> Bool {
    let first = 3 - Self.compared
    let (lanes, _) = index.v.differences(
      v.target, anchor: v.anchor, from: first, count: Self.compared, in: oriented)
    // Bases that fit behind the codon speak for it.
    var sum = PlacementScore.match * max(0, v.end - v.anchor - 3)
    for i in (0..<Self.compared).reversed() {
      sum += worth(lanes, i, at: v.anchor + first + i, quality: quality)
      if sum <= -Self.leastLost { return true }
    }
    return false
  }

  @inline(never)
  private mutating func losesAtAnchor(j: Placement, quality: Span<UInt8>) -> Bool {
    let (lanes, _) = index.j.differences(
      j.target, anchor: j.anchor, from: 0, count: Self.compared, in: oriented)
    var sum = 0
    for i in 0..<Self.compared {
      sum += worth(lanes, i, at: j.anchor + i, quality: quality)
      if sum <= -Self.leastLost { return true }
    }
    return false
  }

  /// What the base of a lane is worth that stands at a position of the read.
  private func worth(_ lanes: UInt64, _ lane: Int, at position: Int, quality: Span<UInt8>) -> Int {
    guard lanes >> UInt64(2 * lane) & 1 != 0 else { return PlacementScore.match }
    let at = oriented.isReverse ? quality.count - 1 - position : position
    return 0 - PlacementScore.loss(qualityASCII: quality[at])
  }
}
