import Sequences

/// Whether a placement looks as if bases were inserted or lost; a few word operations.
extension PackedTargets {
  /// Bases of gene and read beyond a placement that are worth a look.
  static let leastUnplaced = 14
  /// Bases next to the anchor codon in which two differences are worth a look.
  private static let anchorReach = 24
  /// Bases beyond a gap that may outweigh it: ten are worth as much as the loss of one base.
  private static let leastBeyond = 11
  /// Bases on a neighbouring diagonal that must fit about the anchor codon, without a difference.
  private static let leastRun = 8

  /// Whether the bases beyond a placement fit the same target on a neighbouring diagonal.
  ///
  /// Those of the read are compared: where it lost bases, they fit that much farther out in the
  /// target, and where it gained some, that many of its own stand between.
  func fitsBeyond(
    _ placed: Placement, unplaced: Int, _ side: BandedAlignment.Side, in read: borrowing PackedRead
  ) -> Bool {
    guard unplaced >= Self.leastBeyond else { return false }
    let count = min(16, unplaced)
    let isUpstream = side == .upstream
    let edge = isUpstream ? placed.start - placed.anchor - count : placed.end - placed.anchor
    for shift in -BandedAlignment.reach...BandedAlignment.reach where shift != 0 {
      let lost = isUpstream ? max(0, shift) : min(0, shift)
      let (lanes, compared) = differences(
        placed.target, anchor: placed.anchor + shift, from: edge - lost, count: count, in: read)
      if compared >= Self.leastBeyond && lanes.nonzeroBitCount * 8 <= compared { return true }
    }
    return false
  }

  /// Whether the bases of a read before a placed V fit a target whose anchor the seeds have shown at
  /// another position, at most ``BandedAlignment/reach`` bases aside.
  func fitsBefore(
    _ placed: Placement, _ target: Int, anchor: Int, in read: borrowing PackedRead
  ) -> Bool {
    // Where the read gained bases, that many of its own stand between.
    let end = placed.start - max(0, placed.anchor - anchor)
    let count = min(16, end)
    guard count >= Self.leastBeyond else { return false }
    let (lanes, compared) = differences(
      target, anchor: anchor, from: end - count - anchor, count: count, in: read)
    return compared >= Self.leastBeyond && lanes.nonzeroBitCount * 8 <= compared
  }

  /// Whether a placement differs next to its anchor codon where a neighbouring diagonal fits.
  func fitsShifted(
    _ placed: Placement, _ side: BandedAlignment.Side, in read: borrowing PackedRead
  ) -> Bool {
    let count = Self.anchorReach
    let from = side == .upstream ? 3 - count : 0
    let (lanes, _) = differences(
      placed.target, anchor: placed.anchor, from: from, count: count, in: read)
    guard lanes.nonzeroBitCount >= 2 else { return false }
    for shift in -BandedAlignment.reach...BandedAlignment.reach where shift != 0 {
      let anchor = placed.anchor + shift
      let body = differences(
        placed.target, anchor: anchor, from: from, count: count, in: read)
      let inner = differences(
        placed.target, anchor: anchor, from: side == .upstream ? 3 : -count,
        count: count, in: read)
      let (up, down) = side == .upstream ? (body, inner) : (inner, body)
      let upRun = up.lanes.leadingZeroBitCount / 2 - (PackedWord.baseCount - count)
      let downRun = down.lanes.trailingZeroBitCount / 2
      let outward = side == .upstream ? min(upRun, body.compared) : min(downRun, body.compared)
      let inward = side == .upstream ? min(downRun, inner.compared) : min(upRun, inner.compared)
      if outward >= 3 && outward + inward >= Self.leastRun { return true }
    }
    return false
  }

  /// The lanes in which read and target differ among those that both have, and how many these are.
  func differences(
    _ target: Int, anchor: Int, from offset: Int, count: Int, in read: borrowing PackedRead
  ) -> (lanes: UInt64, compared: Int) {
    let position = anchor + offset
    guard position > -PackedWord.baseCount, position < read.length else { return (0, 0) }
    let valid = PackedWord.lanes(
      from: max(0, 0 - position, lower[target] - offset),
      to: min(count, read.length - position, upper[target] - offset))
    var lanes = PackedWord.differences(
      read.window(at: position), window(of: target, at: offset))
    if read.hasUnknown { lanes |= read.unknownWindow(at: position) }
    return (lanes & valid, valid.nonzeroBitCount)
  }
}
