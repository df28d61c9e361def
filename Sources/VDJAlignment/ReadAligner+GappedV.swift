import Germline
import Sequences

/// Which V a read with a base inserted or lost shows.
///
/// On a path that was laid for one V every other is worth less than on its own, so the V that
/// fits best without a gap, often one of its family, took the place of the right one in 0.3 to 5 % of
/// such reads. So those that seem to fit best with a gap are each laid out.
extension ReadAligner {
  /// V that are laid out besides the one that was placed.
  ///
  /// With more the calls did not change; near copies of one gene have one path.
  private static let mostLaidOut = 3

  /// Lays the V of the loci that fit best with a gap and, where the best of them is better by enough
  /// than without one, decides all on its path; false when it is not.
  ///
  /// - Parameter placed: The V that fits best without a gap.
  @inline(never)
  static func layBestGappedV(
    _ search: inout SegmentSearch, with gapped: inout BandedAlignment, placed: Int, anchor: Int,
    locusMask: UInt8, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Bool {
    rank(search.targets, with: &gapped, anchor: anchor, locusMask: locusMask, in: read)
    var best = (target: -1, score: 0)
    var ungapped = 0
    let credit = creditAtAnchor(
      placed, of: search.targets, anchor: anchor, side: .upstream, in: read)
    var target = placed
    for turn in 0...mostLaidOut {
      if turn > 0 { target = likeliest(search.targets, by: gapped, locusMask: locusMask) }
      gapped.scores[target] = .min
      guard
        let found = score(
          target, of: search.targets, with: &gapped, anchor: anchor, credit: credit, in: read,
          quality: quality)
      else { continue }
      ungapped = max(ungapped, found.ungapped)
      if found.hasGap && found.score > best.score {
        best = (target, found.score)
        gapped.keepRuns()
      }
    }
    guard best.target >= 0 else { return false }
    gapped.restoreRuns()
    let gain = leastGain(of: gapped, anchor: anchor, credit: credit, side: .upstream)
    guard best.score >= ungapped + gain else { return false }
    let germline = BandedAlignment.Germline(best.target, of: search.targets)
    let atAnchor = gapped.scoreAtAnchor(germline, side: .upstream, in: read, quality: quality)
    guard atAnchor >= leastAtAnchor else { return false }
    decideOnPath(
      &search, with: &gapped, side: .upstream, locusMask: locusMask, in: read, quality: quality)
    // One that was not laid out may have a better path of its own.
    if search.best.target != best.target,
      let found = score(
        search.best.target, of: search.targets, with: &gapped, anchor: anchor, in: read,
        quality: quality), found.hasGap, found.score > search.best.score
    {
      decideOnPath(
        &search, with: &gapped, side: .upstream, locusMask: locusMask, in: read, quality: quality)
    }
    return true
  }

  /// Notes for each target of the loci what it is worth with one gap.
  private static func rank(
    _ targets: borrowing PackedTargets, with gapped: inout BandedAlignment, anchor: Int,
    locusMask: UInt8, in read: borrowing PackedRead
  ) {
    gapped.reserveScores(targets.targets.count)
    for target in targets.targets.indices where targets.locusMask[target] & locusMask != 0 {
      gapped.scores[target] = targets.scoreWithOneGap(target, anchor: anchor, in: read)
    }
  }

  /// The first of the targets with the highest score that was noted.
  private static func likeliest(
    _ targets: borrowing PackedTargets, by gapped: borrowing BandedAlignment, locusMask: UInt8
  ) -> Int {
    var best = -1
    for target in targets.targets.indices where targets.locusMask[target] & locusMask != 0 {
      if best < 0 || gapped.scores[target] > gapped.scores[best] { best = target }
    }
    precondition(best >= 0, "a V of the loci was placed")
    return best
  }

  /// Aligns one target with gaps; its scores less what one without an anchor loses.
  private static func score(
    _ target: Int, of targets: borrowing PackedTargets, with gapped: inout BandedAlignment,
    anchor: Int, credit: Int = 0, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> (score: Int, ungapped: Int, hasGap: Bool)? {
    let germline = BandedAlignment.Germline(target, of: targets)
    guard
      var found = gapped.align(
        germline, side: .upstream, anchor: anchor, credit: credit, in: read, quality: quality)
    else { return nil }
    if !targets.isAnchored[target] {
      found.score -= PackedTargets.unanchoredHandicap
      found.ungapped -= PackedTargets.unanchoredHandicap
    }
    return found
  }
}
