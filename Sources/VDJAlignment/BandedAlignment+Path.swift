import Sequences

/// What targets are worth on one path, so that they can be compared.
extension BandedAlignment {
  /// Takes a path without gaps in place of that of the last alignment.
  mutating func follow(_ offsets: Range<Int>, anchor: Int) {
    runs.removeAll(keepingCapacity: true)
    runs.append(Run(offsets: offsets, anchor: anchor))
  }

  /// Lays a target on the path of the last alignment.
  func placement(
    of germline: Germline, side: Side, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Placement {
    let isUpstream = side == .upstream
    let anchor = runs[0].anchor
    var sum = 0
    var best = 0
    var result = Placement(
      target: germline.target, anchor: anchor, score: 0, leftScore: 0,
      start: isUpstream ? anchor + 3 : anchor, end: isUpstream ? anchor + 3 : anchor)
    var edge = isUpstream ? 3 : 0
    var anchorBefore = anchor
    walk: for run in runs {
      if run.anchor != anchorBefore {
        let skipped =
          isUpstream ? edge - run.offsets.upperBound : run.offsets.lowerBound - edge
        let length = max(skipped, abs(run.anchor - anchorBefore))
        sum -= Self.gapOpen + (length - 1) * Self.gapExtend
        anchorBefore = run.anchor
      }
      for i in 0..<run.offsets.count {
        let offset = isUpstream ? run.offsets.upperBound - 1 - i : run.offsets.lowerBound + i
        guard offset >= germline.lower, offset < germline.upper else { break walk }
        let position = run.anchor + offset
        let code = germline.codes[offset - germline.lower]
        sum += Self.score(code, at: position, in: read, quality: quality)
        if sum > best {
          best = sum
          if isUpstream { result.start = position } else { result.end = position + 1 }
        }
      }
      edge = isUpstream ? run.offsets.lowerBound : run.offsets.upperBound
    }
    let inside = Self.extension(
      germline, isUpstream: isUpstream, anchor: anchor, in: read)
    result.score = best + inside.score
    result.leftScore = isUpstream ? best : inside.score
    if isUpstream {
      result.end = anchor + 3 + inside.length
    } else {
      result.start = anchor - inside.length
    }
    return result
  }

  /// What the run that holds the anchor codon is worth together with the extension into the
  /// junction.
  func scoreAtAnchor(
    _ germline: Germline, side: Side, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Int {
    let run = runs[0]
    var sum = Self.extension(
      germline, isUpstream: side == .upstream, anchor: run.anchor, in: read
    ).score
    for offset in run.offsets where offset >= germline.lower && offset < germline.upper {
      let code = germline.codes[offset - germline.lower]
      sum += Self.score(code, at: run.anchor + offset, in: read, quality: quality)
    }
    return sum
  }

  /// The best ungapped extension of a target from its anchor codon into the junction.
  static func `extension`(
    _ germline: Germline, isUpstream: Bool, anchor: Int, in read: borrowing PackedRead
  ) -> (score: Int, length: Int) {
    var sum = 0
    var best = (score: 0, length: 0)
    var i = 0
    while true {
      let offset = isUpstream ? 3 + i : -1 - i
      let position = anchor + offset
      guard offset >= germline.lower, offset < germline.upper, position >= 0,
        position < read.length
      else { return best }
      let isEqual = germline.codes[offset - germline.lower] == read.code(at: position)
      sum += isEqual ? PlacementScore.match : 0 - PlacementScore.junctionLoss
      i += 1
      if sum > best.score { best = (sum, i) }
      if sum < best.score - 20 * PlacementScore.match { return best }
    }
  }

  /// What a germline base at a position of the read is worth; impossible outside of the read.
  @inline(__always)
  static func score(
    _ code: UInt8, at position: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Int {
    guard position >= 0, position < read.length else { return -100_000 }
    let at = read.isReverse ? read.length &- 1 &- position : position
    return read.code(at: position) == code
      ? PlacementScore.gain(qualityASCII: quality[at])
      : 0 &- PlacementScore.loss(qualityASCII: quality[at])
  }
}
