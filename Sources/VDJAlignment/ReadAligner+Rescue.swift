import Germline
import Sequences

/// Reads with a base inserted or lost, which no ungapped placement explains.
///
/// Only what looks so pays for a gapped alignment: a placement that stops inside its gene while the
/// bases beyond fit a neighbouring diagonal, or one that differs next to its anchor codon while a
/// neighbouring diagonal fits there. Everything else stays as it was placed.
extension ReadAligner {
  /// What a placement may lose against one without differences and is not looked at: one of them.
  private static let mostLost = PlacementScore.match + 18
  /// By how much a path with a gap must be better than the one without: five bases.
  static let leastGain = 5 * PlacementScore.match
  /// Least score between a gap and the inner end of the placement in the junction: eight bases.
  ///
  /// A V trimmed beyond its anchor codon fits worse there, and a gap would invent a codon.
  static let leastAtAnchor = 8 * PlacementScore.match
  /// Least score of a V that only a gap brings about: 20 matching bases.
  private static let leastRescuedVScore = 20 * PlacementScore.match

  /// Extends the placed V over an indel, or moves its anchor behind one.
  @inline(__always)
  mutating func refineV(locusMask: UInt8, quality: Span<UInt8>) {
    let v = vSearch.best
    if v.start >= PackedTargets.leastUnplaced || v.lost > Self.mostLost {
      refineV(v, locusMask: locusMask, quality: quality)
    }
  }

  /// The same for J.
  @inline(__always)
  mutating func refineJ(locusMask: UInt8, quality: Span<UInt8>) {
    let j = jSearch.best
    let unplaced = min(oriented.length, j.anchor &+ index.j.upper[j.target]) &- j.end
    if unplaced >= PackedTargets.leastUnplaced || j.lost > Self.mostLost || j.start > j.anchor {
      refineJ(j, unplaced: unplaced, locusMask: locusMask, quality: quality)
    }
  }

  // Out of line: few reads come here, and the others need not carry it through their caches.
  @inline(never)
  private mutating func refineV(
    _ v: Placement, locusMask: UInt8, quality: Span<UInt8>
  ) {
    let unplaced = v.start - max(0, v.anchor + index.v.lower[v.target])
    guard
      index.v.fitsBeyond(v, unplaced: unplaced, .upstream, in: oriented)
        || index.v.fitsShifted(v, .upstream, in: oriented)
        || unplaced >= PackedTargets.leastUnplaced && vSearch.hasCandidateBeforeBest(in: oriented)
    else { return }
    _ = Self.layBestGappedV(
      &vSearch, with: &gapped, placed: v.target, anchor: v.anchor, locusMask: locusMask,
      in: oriented, quality: quality)
  }

  @inline(never)
  private mutating func refineJ(
    _ j: Placement, unplaced: Int, locusMask: UInt8, quality: Span<UInt8>
  ) {
    guard
      index.j.fitsBeyond(j, unplaced: unplaced, .downstream, in: oriented)
        || index.j.fitsShifted(j, .downstream, in: oriented)
    else { return }
    _ = Self.layGapped(
      &jSearch, with: &gapped, target: j.target, anchor: j.anchor, side: .downstream,
      locusMask: locusMask, in: oriented, quality: quality)
  }

  /// Places a V with a gap before J where none was placed without.
  @inline(never)
  mutating func rescueV(before j: Placement, locusMask: UInt8, quality: Span<UInt8>) -> Bool {
    guard !vSearch.isEmpty else { return false }
    let least = vSearch.countDifferences(from: 0, least: .max, in: oriented)
    let target = vSearch.leastTarget
    let anchor = vSearch.leastAnchor
    let covered = min(oriented.length, anchor + 3) - max(0, anchor + index.v.lower[target])
    // Chance differs in three of four bases.
    guard covered >= 24, least * 2 <= covered else { return false }
    return Self.layBestGappedV(
      &vSearch, with: &gapped, placed: target, anchor: anchor, locusMask: locusMask,
      in: oriented, quality: quality)
      && vSearch.best.score >= Self.leastRescuedVScore
      && vSearch.best.leftScore >= Self.leastLeftVScore && vSearch.best.anchor < j.anchor
  }

  /// Lays a target with gaps and, where that is better by enough, decides all targets of the loci
  /// on the same path; false when it is not.
  @inline(never)
  static func layGapped(
    _ search: inout SegmentSearch, with gapped: inout BandedAlignment, target: Int, anchor: Int,
    side: BandedAlignment.Side, locusMask: UInt8, in read: borrowing PackedRead,
    quality: Span<UInt8>
  ) -> Bool {
    let germline = BandedAlignment.Germline(target, of: search.targets)
    let credit = creditAtAnchor(
      target, of: search.targets, anchor: anchor, side: side, in: read)
    guard
      let found = gapped.align(
        germline, side: side, anchor: anchor, credit: credit, in: read, quality: quality),
      found.hasGap,
      found.score >= max(0, found.ungapped)
        + leastGain(of: gapped, anchor: anchor, credit: credit, side: side),
      gapped.scoreAtAnchor(germline, side: side, in: read, quality: quality) >= leastAtAnchor
    else { return false }
    decideOnPath(
      &search, with: &gapped, side: side, locusMask: locusMask, in: read, quality: quality)
    return true
  }

  /// Decides all targets of the loci on the path of the last gapped alignment.
  static func decideOnPath(
    _ search: inout SegmentSearch, with gapped: inout BandedAlignment,
    side: BandedAlignment.Side, locusMask: UInt8, in read: borrowing PackedRead,
    quality: Span<UInt8>
  ) {
    gapped.reserveScores(search.targets.targets.count)
    var best: Placement?
    for target in search.targets.targets.indices
    where search.targets.locusMask[target] & locusMask != 0 {
      var placement = gapped.placement(
        of: BandedAlignment.Germline(target, of: search.targets), side: side, in: read,
        quality: quality)
      if !search.targets.isAnchored[target] {
        placement.score -= PackedTargets.unanchoredHandicap
      }
      gapped.scores[target] = placement.score
      if placement.score > best?.score ?? Int.min { best = placement }
    }
    guard let best else { return }
    search.best = best
    search.ties.empty()
    for target in search.targets.targets.indices
    where search.targets.locusMask[target] & locusMask != 0
      && gapped.scores[target] >= best.score - SegmentSearch.tieMargin
    {
      search.ties.insert(UInt16(truncatingIfNeeded: target))
    }
  }
}
