import Sequences

extension PackedTargets {
  /// How far the score may fall below its best before an extension stops: 20 matches.
  private static var dropLimit: Int { 20 * PlacementScore.match }

  /// Lays one target on the read and extends it from the end of its anchor codon to either side as
  /// far as the score gains; the ends that do not match (trimming, primers, adapters) stay out.
  func placement(
    of target: Int, anchor: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Placement {
    let found = placement(
      of: target, anchor: anchor, in: read, quality: quality, least: .min, differences: -1)
    guard let found else { preconditionFailure("any score reaches the least integer") }
    return found
  }

  /// As above, unless the target cannot reach a score.
  ///
  /// - Parameters:
  ///   - least: A V whose score cannot reach it is not scored to the end: nil.
  ///   - differences: Bases left of the end of the anchor codon that differ, -1 where unknown.
  func placement(
    of target: Int, anchor: Int, in read: borrowing PackedRead, quality: Span<UInt8>,
    least: Int, differences: Int
  ) -> Placement? {
    let lowest = max(lower[target], 0 &- anchor)
    let highest = min(upper[target], read.length &- anchor)
    let middle = max(lowest, min(3, highest))
    var result = Placement(
      target: target, anchor: anchor, score: isAnchored[target] ? 0 : -Self.unanchoredHandicap,
      leftScore: 0, start: anchor &+ middle, end: anchor &+ middle)
    let most = PlacementScore.match &* (middle &- lowest)
    // What it would have if all bases right of the codon fitted; few candidates come further.
    let hoped =
      result.score &+ most &- PlacementScore.match &* max(0, differences)
      &+ PlacementScore.match &* max(0, highest &- middle)
    if hoped < least { return nil }
    extendRight(&result, from: middle, to: highest, in: read, quality: quality)
    if differences == 0 {
      result.leftScore = most
      result.start = anchor &+ lowest
    } else {
      // Each difference takes its match at least; at the end of the read it takes no more.
      let potential = result.score &+ most &- PlacementScore.match &* max(0, differences)
      if potential < least { return nil }
      extendLeft(&result, from: middle, to: lowest, in: read, quality: quality)
    }
    result.score &+= result.leftScore
    return result
  }

  @inline(__always)
  private func differences(
    _ target: Int, word: Int, anchor: Int, from lowest: Int, to highest: Int,
    in read: borrowing PackedRead
  ) -> UInt64 {
    let offset = self.offset(ofWord: word)
    let position = anchor &+ offset
    var lanes = PackedWord.differences(
      read.window(at: position), words[target &* stride &+ word])
    if read.hasUnknown { lanes |= read.unknownWindow(at: position) }
    if offset >= lowest && offset &+ 32 <= highest { return lanes }
    return lanes & PackedWord.lanes(from: lowest &- offset, to: highest &- offset)
  }

  @inline(__always)
  private func loss(
    at position: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Int {
    let at = read.isReverse ? read.length &- 1 &- position : position
    return PlacementScore.loss(qualityASCII: quality[at])
  }

  /// Whether an extension ends at a difference: it fell too far, or matches alone in all bases that
  /// are left would not make more of it.
  ///
  /// In a junction the gene ends and chance goes on; of some seven differences there two are looked at.
  @inline(__always)
  private static func isOver(_ score: Int, best: Int, left: Int) -> Bool {
    score < best &- dropLimit || score &+ PlacementScore.match &* left <= best
  }

  private func extendLeft(
    _ result: inout Placement, from first: Int, to lowest: Int, in read: borrowing PackedRead,
    quality: Span<UInt8>
  ) {
    guard lowest < first else { return }
    var score = 0
    var best = 0
    var bestOffset = first
    var last = first
    var isOver = false
    var word = (first &- 1 &- 3 &+ upstreamWords &* 32) &>> 5
    scan: while word >= 0 {
      let base = offset(ofWord: word)
      if base &+ 32 <= lowest { break }
      var lanes = differences(
        result.target, word: word, anchor: result.anchor, from: lowest, to: first, in: read)
      while lanes != 0 {
        let bit = 63 &- lanes.leadingZeroBitCount
        let offset = base &+ bit &>> 1
        score &+= PlacementScore.match &* (last &- 1 &- offset)
        if score > best {
          best = score
          bestOffset = offset &+ 1
        }
        score &-=
          junctionIsRight
          ? loss(at: result.anchor &+ offset, in: read, quality: quality)
          : PlacementScore.junctionLoss
        if Self.isOver(score, best: best, left: offset &- lowest) {
          isOver = true
          break scan
        }
        last = offset
        lanes &= (1 &<< UInt64(bit)) &- 1
      }
      word &-= 1
    }
    let tail = score &+ PlacementScore.match &* (last &- lowest)
    if !isOver && tail > best {
      best = tail
      bestOffset = lowest
    }
    result.leftScore = best
    result.start = result.anchor &+ bestOffset
  }

  private func extendRight(
    _ result: inout Placement, from first: Int, to highest: Int, in read: borrowing PackedRead,
    quality: Span<UInt8>
  ) {
    guard first < highest else { return }
    var score = 0
    var best = 0
    var bestOffset = first
    var last = first &- 1
    var isOver = false
    var word = (first &- 3 &+ upstreamWords &* 32) &>> 5
    scan: while word < stride {
      let base = offset(ofWord: word)
      if base >= highest { break }
      var lanes = differences(
        result.target, word: word, anchor: result.anchor, from: first, to: highest, in: read)
      while lanes != 0 {
        let bit = lanes.trailingZeroBitCount
        let offset = base &+ bit &>> 1
        score &+= PlacementScore.match &* (offset &- last &- 1)
        if score > best {
          best = score
          bestOffset = offset
        }
        score &-=
          junctionIsRight
          ? PlacementScore.junctionLoss
          : loss(at: result.anchor &+ offset, in: read, quality: quality)
        if Self.isOver(score, best: best, left: highest &- 1 &- offset) {
          isOver = true
          break scan
        }
        last = offset
        lanes &= lanes &- 1
      }
      word &+= 1
    }
    let tail = score &+ PlacementScore.match &* (highest &- 1 &- last)
    if !isOver && tail > best {
      best = tail
      bestOffset = highest
    }
    result.score &+= best
    result.end = result.anchor &+ bestOffset
  }
}

extension PackedTargets {
  /// Length of the exact match of a target that runs on from offset `first`, in bases.
  func matches(
    of target: Int, from first: Int, origin: Int, in read: borrowing PackedRead
  ) -> Int {
    var offset = first
    let end = min(upper[target], read.length - origin)
    while offset < end {
      let lane = offset - 3 + upstreamWords * 32
      let word = words[target * stride + lane / 32]
      let code = UInt8(truncatingIfNeeded: (word >> UInt64(2 * (lane % 32))) & 3)
      if read.code(at: origin + offset) != code { break }
      offset += 1
    }
    return offset - first
  }
}
