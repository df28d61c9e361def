import Sequences

/// How two mates fit at one offset.
extension MateMerger {
  /// Overlaps that are looked at for repeats, in bases: none of a receptor is longer.
  private static let longestRepeat = 96
  /// Bases of a repeat that are to fit aside.
  private static let leastAside = 12

  /// The overlap with the second mate at an offset; nil when the two are not of one sequence.
  func overlap(
    at offset: Int, quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) -> MateOverlap? {
    let found = fit(at: offset, quality: quality, mateQuality: mateQuality, least: Self.leastScore)
    return found.flatMap { $0.score >= Self.leastScore ? $0 : nil }
  }

  /// Whether mates that overlap in a tandem repeat fit some of its units aside as well.
  ///
  /// Those overlaps may have too few bases to count for themselves.
  func fitsAside(
    _ overlap: MateOverlap, quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) -> Bool {
    let length = overlap.range.count
    guard length <= Self.longestRepeat else { return false }
    let least = Self.leastAside &* PlacementScore.match
    var shift = 0 &- length
    while shift <= length - Self.leastAside {
      let found =
        shift == 0
        ? nil
        : fit(
          at: overlap.offset &+ shift, quality: quality, mateQuality: mateQuality, least: least)
      if let found, found.score &+ found.loss >= least, overlap.isBetter(than: found) != true {
        return true
      }
      shift &+= 1
    }
    return false
  }

  /// What the mates share at an offset, whatever its score; nil where more of it differs than may, or
  /// it is too short for a score.
  private func fit(
    at offset: Int, quality: Span<UInt8>, mateQuality: Span<UInt8>, least: Int
  ) -> MateOverlap? {
    let start = max(0, offset)
    let end = min(first.length, offset &+ second.length)
    guard (end &- start) &* PlacementScore.match >= least else { return nil }
    let mostMismatches = (end &- start) / Self.basesPerDifference
    var mismatches = 0
    var known = 0
    var loss = 0
    var at = start
    while at < end {
      let valid = PackedWord.lanes(from: 0, to: end &- at)
      var unknown: UInt64 = 0
      if first.hasUnknown { unknown |= first.unknownWindow(at: at) }
      if second.hasUnknown { unknown |= second.unknownWindow(at: at &- offset) }
      let compared = valid & ~unknown
      var lanes =
        PackedWord.differences(first.window(at: at), second.window(at: at &- offset)) & compared
      known &+= compared.nonzeroBitCount
      mismatches &+= lanes.nonzeroBitCount
      if mismatches > mostMismatches { return nil }
      while lanes != 0 {
        let position = at &+ lanes.trailingZeroBitCount &>> 1
        let worse = min(
          quality[position], mateQuality[mateIndex(position &- offset, of: mateQuality.count)])
        loss &+= PlacementScore.loss(qualityASCII: worse)
        lanes &= lanes &- 1
      }
      at &+= PackedWord.baseCount
    }
    let score = (known &- mismatches) &* PlacementScore.match &- loss
    return MateOverlap(
      offset: offset, range: start..<end, mismatches: mismatches, score: score, loss: loss,
      isReadThrough: false)
  }
}
