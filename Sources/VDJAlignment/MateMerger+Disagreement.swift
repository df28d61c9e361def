import Sequences

/// Overlaps whose one end is of two sequences: a mate lost or gained a base there, or ran into bases
/// that are no template.
///
/// Taking the better of two bases would then weave a read that neither mate shows. Each mate is
/// best where it begins, so that beyond such a point the read goes on as the mate that begins, or
/// goes on, on that side.
extension MateMerger {
  /// What an end must lose to be cut: as much as two good bases that differ.
  private static let leastLoss = 2 * PlacementScore.loss(qualityASCII: .max)
  /// Differences from which on an overlap is looked at.
  static let leastDisagreement = 2

  /// Cuts the ends of an overlap over which the mates are not of one sequence.
  // Out of line: few overlaps hold so many differences.
  @inline(never)
  func cutDisagreement(
    of overlap: inout MateOverlap, quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) {
    var score = 0
    var bestScore = 0
    var start = overlap.range.lowerBound
    var best = overlap.range
    for position in overlap.range {
      if score < 0 {
        start = position
        score = 0
      }
      score &+= agreement(at: position, of: overlap, quality: quality, mateQuality: mateQuality)
      if score > bestScore {
        bestScore = score
        best = start..<position &+ 1
      }
    }
    let ends = (
      overlap.range.lowerBound..<best.lowerBound, best.upperBound..<overlap.range.upperBound
    )
    if cut(ends.0, of: &overlap, quality: quality, mateQuality: mateQuality) {
      overlap.range = best.lowerBound..<overlap.range.upperBound
      overlap.isCut = true
    }
    if cut(ends.1, of: &overlap, quality: quality, mateQuality: mateQuality) {
      overlap.range = overlap.range.lowerBound..<best.upperBound
      overlap.isCut = true
    }
  }

  /// Takes an end out of the account of an overlap where it is of two sequences; whether it is.
  ///
  /// Of shifted bases three of four differ, of a bad mate's hardly a third: there the better of two
  /// bases is right more often than either mate.
  private func cut(
    _ end: Range<Int>, of overlap: inout MateOverlap, quality: Span<UInt8>,
    mateQuality: Span<UInt8>
  ) -> Bool {
    var score = 0
    var mismatches = 0
    for position in end {
      let part = agreement(at: position, of: overlap, quality: quality, mateQuality: mateQuality)
      score &+= part
      mismatches &+= part < 0 ? 1 : 0
    }
    guard score <= -Self.leastLoss, mismatches &* 2 >= end.count else { return false }
    overlap.score &-= score
    overlap.mismatches &-= mismatches
    return true
  }

  /// What a position of an overlap adds to its score: nothing where a mate does not know its base.
  @inline(__always)
  private func agreement(
    at position: Int, of overlap: MateOverlap, quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) -> Int {
    let base = first.code(at: position)
    let other = second.code(at: position &- overlap.offset)
    if base == Nucleotide.unknown || other == Nucleotide.unknown { return 0 }
    if base == other { return PlacementScore.match }
    let index = mateIndex(position &- overlap.offset, of: mateQuality.count)
    return 0 &- PlacementScore.loss(qualityASCII: min(quality[position], mateQuality[index]))
  }
}
