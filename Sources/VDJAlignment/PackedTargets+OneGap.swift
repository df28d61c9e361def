import Sequences

/// What targets are worth on a read with one gap, word by word: enough to tell which are worth a
/// gapped alignment, at a fortieth of its instructions.
extension PackedTargets {
  /// What a difference takes from the score: its own loss and the match that it is not.
  private static let lossOfDifference = PlacementScore.match + 18

  /// The score of the best path from the end of a V's anchor codon outward that changes its diagonal
  /// once at most and lies at `anchor` before or behind the gap.
  ///
  /// The word that holds the gap fits neither diagonal and counts nothing; the gap is priced as one
  /// base.
  func scoreWithOneGap(_ target: Int, anchor: Int, in read: borrowing PackedRead) -> Int {
    var best = 0
    for shift in -BandedAlignment.reach...BandedAlignment.reach where shift != 0 {
      var (plain, shifted) = (0, 0)
      var (toShifted, toPlain) = (-BandedAlignment.gapOpen, -BandedAlignment.gapOpen)
      var word = upstreamWords - 1
      while word >= 0 {
        let onPlain = score(of: target, word: word, anchor: anchor, in: read)
        let onShifted = score(of: target, word: word, anchor: anchor + shift, in: read)
        guard let onPlain, let onShifted else { break }
        toShifted = max(toShifted + onShifted, plain - BandedAlignment.gapOpen + max(0, onShifted))
        toPlain = max(toPlain + onPlain, shifted - BandedAlignment.gapOpen + max(0, onPlain))
        plain += onPlain
        shifted += onShifted
        best = max(best, toShifted, toPlain)
        word -= 1
      }
    }
    return isAnchored[target] ? best : best - Self.unanchoredHandicap
  }

  /// What one word of a target is worth at an anchor position; nil where target or read lie wholly
  /// behind it.
  private func score(
    of target: Int, word: Int, anchor: Int, in read: borrowing PackedRead
  ) -> Int? {
    let offset = offset(ofWord: word)
    let position = anchor + offset
    let end = PackedWord.baseCount
    guard offset + end > lower[target], position + end > 0 else { return nil }
    guard position < read.length else { return 0 }
    let valid = PackedWord.lanes(
      from: max(lower[target] - offset, 0 - position),
      to: min(end, 3 - offset, read.length - position))
    var lanes = PackedWord.differences(read.window(at: position), words[target * stride + word])
    if read.hasUnknown { lanes |= read.unknownWindow(at: position) }
    return valid.nonzeroBitCount * PlacementScore.match
      - (lanes & valid).nonzeroBitCount * Self.lossOfDifference
  }
}
