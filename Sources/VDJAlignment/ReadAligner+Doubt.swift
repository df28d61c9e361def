import Germline
import Sequences

/// Placements that are no junction all the same.
///
/// What each read comes by is `mutating`, though it changes nothing: a call that only reads had the
/// whole aligner copied, 1.4 KB, which took 2 % of the processor time of a million reads.
extension ReadAligner {
  /// Bases between V and J from which on a recombination signal is looked for: its shortest form
  /// has 28.
  private static let leastSignalled = 28
  /// Errors that the qualities of a junction may promise when J was found by its place alone, in
  /// ten thousandths.
  private static let mostErrors = 10_000

  /// A J that scores less, 18 matching bases, must lie near V and hold its anchor: with 13 one in ten
  /// thousand reads of a V that random bases follow gave a J by chance.
  private static let certainJScore = 18 * PlacementScore.match
  /// Bases between V and a J that is near: twice what most receptors have.
  private static let mostBetween = 45

  /// Least score of V and such a J together: 38 matching bases.
  private static let leastTogether = 38 * PlacementScore.match

  /// Whether a J of few bases stands behind V by chance.
  ///
  /// - Parameter isSought: It was found by trying all places, which chance has more of; then six
  ///   bases behind its anchor codon are to fit as well.
  @inline(__always)
  mutating func isChance(j: Placement, behind v: Placement, isSought: Bool) -> Bool {
    j.score < Self.certainJScore && isDistantOrDifferent(j: j, from: v, bases: isSought ? 9 : 3)
  }

  @inline(never)
  private mutating func isDistantOrDifferent(j: Placement, from v: Placement, bases: Int) -> Bool {
    let (lanes, compared) = index.j.differences(
      j.target, anchor: j.anchor, from: 0, count: bases, in: oriented)
    return v.score + j.score < Self.leastTogether || j.start - v.end > Self.mostBetween
      || lanes.nonzeroBitCount > max(1, compared / 4)
  }

  /// Whether V and J stand in the genome as they were before recombination: a recombination signal
  /// follows the whole V or precedes the whole J.
  ///
  /// Their distance alone says nothing.
  @inline(__always)
  mutating func isUnrearranged(v: Placement, j: Placement) -> Bool {
    let between = j.start &- v.end
    return between >= Self.leastSignalled && hasSignal(v: v, j: j)
  }

  @inline(never)
  private mutating func hasSignal(v: Placement, j: Placement) -> Bool {
    let isVWhole = v.end == v.anchor + index.v.upper[v.target]
    let isJWhole = j.start == j.anchor + index.j.lower[j.target]
    return (isVWhole && isHeptamer([1, 0, 1, 0, 2, 3, 2], at: v.end))
      || (isJWhole && isHeptamer([1, 0, 1, 3, 2, 3, 2], at: j.start - 7))
  }

  /// Whether the bases from a position on are CACAGTG, or its reverse complement CACTGTG, with at
  /// most one difference, and none in the three that the recombinase cuts at.
  private func isHeptamer(_ heptamer: [UInt8], at position: Int) -> Bool {
    guard position >= 0, position + 7 <= oriented.length else { return false }
    var differences = 0
    for i in 0..<7 where oriented.code(at: position + i) != heptamer[i] {
      let isAtCut = heptamer[3] == 0 ? i < 3 : i > 3
      differences += isAtCut ? 2 : 1
    }
    return differences <= 1
  }

  /// Whether the qualities of a junction promise more errors than one.
  func isDoubtful(_ junction: Range<Int>, quality: Span<UInt8>) -> Bool {
    var errors = 0
    for position in junction {
      let at = oriented.isReverse ? quality.count - 1 - position : position
      errors += Self.errors(quality: Int(Phred.quality(ofASCII: quality[at])))
    }
    return errors > Self.mostErrors
  }

  /// The probability of an error, in ten thousandths.
  private static func errors(quality: Int) -> Int {
    var share = 10_000
    for _ in 0..<quality / 10 { share /= 10 }
    switch quality % 10 {
    case 0: return share
    case 1: return share * 794 / 1000
    case 2: return share * 631 / 1000
    case 3: return share * 501 / 1000
    case 4: return share * 398 / 1000
    case 5: return share * 316 / 1000
    case 6: return share * 251 / 1000
    case 7: return share * 200 / 1000
    case 8: return share * 158 / 1000
    default: return share * 126 / 1000
    }
  }
}
