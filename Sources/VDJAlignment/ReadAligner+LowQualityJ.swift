import Germline
import Sequences

/// J behind a V that stands alone, without seeds: low quality or an indel leaves J no 12 bases in a
/// row without error.
extension ReadAligner {
  /// Least score of a J that is sought behind a V: 16 matching bases.
  private static let leastScore = 16 * PlacementScore.match
  /// How far behind the anchor of V the anchor of J is sought: a junction of 65 residues.
  private static let mostJunction = 195

  /// A read whose V was found alone: with a J behind it where there is one and the qualities of the
  /// junction promise no more than one error, else rejected for the reason given.
  @inline(never)
  mutating func rescued(quality: Span<UInt8>, reason: Rejection) -> AlignmentOutcome {
    guard rescueJ(quality: quality) else { return .rejected(reason) }
    let outcome = rearrangement(
      j: jSearch.best, locus: index.locus(ofJ: jSearch.best.target), quality: quality)
    if case .rearranged(let found) = outcome, isDoubtful(found.junction, quality: quality) {
      return .rejected(.lowQuality)
    }
    return outcome
  }

  /// Places J behind the V that was found alone, on the strand of that V; false without.
  private mutating func rescueJ(quality: Span<UInt8>) -> Bool {
    if isLoneVOnOpposite { swap(&oriented, &opposite) }
    let v = vSearch.best
    let mask = index.v.locusMask[v.target]
    guard v.anchor >= 0, index.v.isAnchored[v.target] else { return false }
    var best: Placement?
    let last = min(oriented.length - 3, v.anchor + Self.mostJunction)
    var anchor = v.anchor + 3
    while anchor <= last {
      for target in index.j.targets.indices where index.j.locusMask[target] & mask != 0 {
        guard isLikelyJ(target, anchor: anchor, behind: v.anchor + 3) else { continue }
        gapped.follow(
          0..<min(index.j.upper[target], oriented.length - anchor), anchor: anchor)
        let placement = gapped.placement(
          of: BandedAlignment.Germline(target, of: index.j), side: .downstream, in: oriented,
          quality: quality)
        if placement.score > best?.score ?? 0 { best = placement }
      }
      anchor += 1
    }
    guard let found = best else { return false }
    let jMask = index.j.locusMask[found.target]
    let isGapped = Self.layGapped(
      &jSearch, with: &gapped, target: found.target, anchor: found.anchor, side: .downstream,
      locusMask: jMask, in: oriented, quality: quality)
    if !isGapped {
      gapped.follow(
        0..<min(index.j.upper[found.target], oriented.length - found.anchor),
        anchor: found.anchor)
      Self.decideOnPath(
        &jSearch, with: &gapped, side: .downstream, locusMask: jMask, in: oriented,
        quality: quality)
    }
    let j = jSearch.best
    return j.score >= Self.leastScore && j.anchor >= v.anchor + 3
      && !isChance(j: j, behind: v, isSought: true)
  }

  /// Whether at least half of the bases about the anchor fit; chance fits in a quarter.
  private func isLikelyJ(_ target: Int, anchor: Int, behind first: Int) -> Bool {
    let right = index.j.differences(
      target, anchor: anchor, from: 0, count: PackedWord.baseCount, in: oriented)
    let reach = max(0, min(12, anchor - first))
    let left = index.j.differences(
      target, anchor: anchor, from: -reach, count: reach, in: oriented)
    let compared = right.compared + left.compared
    let different = right.lanes.nonzeroBitCount + left.lanes.nonzeroBitCount
    return compared - different >= 9 && different * 2 <= compared
  }
}
