import Sequences

/// Gaps a few bases outside of an anchor codon.
///
/// The bases between gap and junction that fit the diagonal of the rest are so few that two or three
/// of them differ, and chance lets some of the junction fit: two errors and a trimmed gene explain such
/// a read nearly as well as a gap, but begin the junction of a V, or end that of a J, elsewhere.
extension ReadAligner {
  /// Bases up to the inner end of the anchor codon in which two differences are the sign of a gap.
  private static let reachOfSign = 12
  /// What such a sign is worth: two errors that near are as rare as a gap, but cost 22 points less.
  ///
  /// Without it 479 of 3,240 reads whose V lost or gained 2 to 4 bases up to 8 bases before the codon
  /// began their junction elsewhere, with it 130; 3,000 reads with two errors there and 3,000 with a
  /// trimmed codon stayed.
  private static let credit = 20

  /// What speaks for a gap where the gene that was placed differs twice in its codon or just outside
  /// of it; nothing elsewhere.
  static func creditAtAnchor(
    _ target: Int, of targets: borrowing PackedTargets, anchor: Int, side: BandedAlignment.Side,
    in read: borrowing PackedRead
  ) -> Int {
    let (lanes, _) = targets.differences(
      target, anchor: anchor, from: side == .upstream ? 3 - reachOfSign : 0, count: reachOfSign,
      in: read)
    return lanes.nonzeroBitCount >= 2 ? credit : 0
  }

  /// By how much the path at hand, with its credit, must be better than the one without a gap.
  ///
  /// There are few ways to lay a gap that near, so that none need be good by chance.
  static func leastGain(
    of gapped: borrowing BandedAlignment, anchor: Int, credit: Int, side: BandedAlignment.Side
  ) -> Int {
    let run = gapped.runs[0]
    guard credit > 0, run.anchor != anchor else { return leastGain }
    let isNear =
      side == .upstream
      ? run.offsets.lowerBound >= 3 - reachOfSign : run.offsets.upperBound <= reachOfSign
    return isNear ? 1 : leastGain + credit
  }
}
