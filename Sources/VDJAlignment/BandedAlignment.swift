import Germline
import Sequences

/// One germline target laid on a read with gaps, in a band about an ungapped placement: a worker's
/// scratch.
///
/// Affine gaps after Gotoh (1982), integer scores weighted by quality, from the far end of the
/// target to its anchor codon, which holds no gap itself. Of equal paths the one with its gaps
/// farthest from the anchor is taken, so that a homopolymer that reaches the junction is cut
/// outside of it.
struct BandedAlignment: Sendable {
  /// The most bases by which the read may be shifted against the first placement.
  static let reach = 8
  /// What a gap of one base loses: sequencers insert or lose about one base in a million.
  static let gapOpen = 60
  /// What each further base of a gap loses.
  static let gapExtend = 10

  /// On which side of the junction the target lies: V upstream, J downstream.
  enum Side: Sendable { case upstream, downstream }

  /// Target bases without a gap between them; offsets from the anchor codon's first base.
  struct Run: Sendable, Equatable {
    var offsets: Range<Int>
    /// Position in the read of the anchor codon, were there no gap before it.
    var anchor: Int
  }

  /// A target, its bases and where they stand.
  struct Germline {
    let target: Int
    let codes: [UInt8]
    let lower: Int
    var upper: Int { lower + codes.count }

    /// The bases that a target is compared by.
    init(_ target: Int, of targets: borrowing PackedTargets) {
      self.target = target
      codes = targets.bases[target].codes
      lower = targets.lower[target]
    }

    /// The bases of its record alone.
    init(record target: Int, of targets: borrowing PackedTargets) {
      self.target = target
      codes = targets.targets[target].codes
      lower = targets.records[target].lowerBound
    }
  }

  /// The runs of the last alignment, from the anchor codon outward.
  var runs: [Run] = []
  /// The runs of an alignment that later ones may not better.
  private var keptRuns: [Run] = []
  /// What each target of a segment is worth, for whoever compares them.
  var scores: [Int] = []
  private var matched = [Int](repeating: 0, count: Self.width + 2)
  private var inserted = [Int](repeating: 0, count: Self.width + 2)
  private var deleted = [Int](repeating: 0, count: Self.width + 2)
  private var matchedBefore = [Int](repeating: 0, count: Self.width + 2)
  private var insertedBefore = [Int](repeating: 0, count: Self.width + 2)
  private var deletedBefore = [Int](repeating: 0, count: Self.width + 2)
  /// By row and column: where each of the three states came from.
  private var moves: [UInt8] = []

  private static let width = 2 * reach + 1
  private static let impossible = -1_000_000
  private static let fromMatched: UInt8 = 1
  private static let fromInserted: UInt8 = 2
  private static let fromDeleted: UInt8 = 3
  private static let staysInserted: UInt8 = 4
  private static let staysDeleted: UInt8 = 8

  /// Keeps the path of the last alignment through those that follow.
  mutating func keepRuns() { swap(&runs, &keptRuns) }

  /// Takes back the path that was kept.
  mutating func restoreRuns() { swap(&runs, &keptRuns) }

  /// Makes room for the score of each of `count` targets.
  mutating func reserveScores(_ count: Int) {
    if scores.count < count { scores = Array(repeating: 0, count: count) }
  }

  /// Aligns a target about an anchor position and keeps the path in ``runs``.
  ///
  /// - Parameter credit: What speaks for a path that ends on another diagonal than that of the anchor.
  /// - Returns: The score of the best path, with its credit, that of the best path without gap or shift, and whether
  ///   the best has a gap; nil when the read does not hold the anchor codon.
  mutating func align(
    _ germline: Germline, side: Side, anchor: Int, credit: Int = 0,
    in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> (score: Int, ungapped: Int, hasGap: Bool)? {
    let isUpstream = side == .upstream
    let step = isUpstream ? 1 : -1
    let first =
      isUpstream
      ? max(germline.lower, 0 - anchor - Self.reach)
      : min(germline.upper, read.length - anchor + Self.reach) - 1
    let last = isUpstream ? 2 : 0
    let rows = (last - first) * step + 1
    guard rows >= 3, germline.lower <= 0, germline.upper >= 3 else { return nil }
    if moves.count < rows * Self.width {
      moves = [UInt8](repeating: 0, count: 2 * rows * Self.width)
    }
    for b in matched.indices {
      matched[b] = Self.impossible
      inserted[b] = Self.impossible
      deleted[b] = Self.impossible
      matchedBefore[b] = Self.impossible
      insertedBefore[b] = Self.impossible
      deletedBefore[b] = Self.impossible
    }
    var plain = 0
    for row in 0..<rows {
      swap(&matched, &matchedBefore)
      swap(&inserted, &insertedBefore)
      swap(&deleted, &deletedBefore)
      let offset = first + step * row
      let code = germline.codes[offset - germline.lower]
      let isInCodon = offset >= 0 && offset <= 2
      let isLocked = isInCodon && offset != (isUpstream ? 0 : 2)
      for b in 1...Self.width {
        let position = anchor + offset + step * (b - 1 - Self.reach)
        let score = Self.score(code, at: position, in: read, quality: quality)
        var move: UInt8 = 0
        var best = isLocked ? Self.impossible : 0
        if matchedBefore[b] > best || (isLocked && matchedBefore[b] > Self.impossible) {
          best = matchedBefore[b]
          move = Self.fromMatched
        }
        if !isLocked {
          if insertedBefore[b] > best {
            best = insertedBefore[b]
            move = Self.fromInserted
          }
          if deletedBefore[b] > best {
            best = deletedBefore[b]
            move = Self.fromDeleted
          }
        }
        matched[b] = max(Self.impossible, best + score)
        if isInCodon {
          inserted[b] = Self.impossible
          deleted[b] = Self.impossible
        } else {
          let opened = matched[b - 1] - Self.gapOpen
          let extended = inserted[b - 1] - Self.gapExtend
          inserted[b] = max(Self.impossible, opened, extended)
          if extended > opened { move |= Self.staysInserted }
          let openedDeletion = matchedBefore[b + 1] - Self.gapOpen
          let extendedDeletion = deletedBefore[b + 1] - Self.gapExtend
          deleted[b] = max(Self.impossible, openedDeletion, extendedDeletion)
          if extendedDeletion > openedDeletion { move |= Self.staysDeleted }
        }
        moves[row * Self.width + b - 1] = move
        if b == Self.reach + 1 { plain = max(0, plain) + score }
      }
    }
    return choose(
      germline, isUpstream: isUpstream, first: first, rows: rows, anchor: anchor, plain: plain,
      credit: credit, in: read)
  }

  /// Takes the shift whose path and ungapped extension into the junction are best together; no
  /// shift, then the smaller, where two are equal.
  private mutating func choose(
    _ germline: Germline, isUpstream: Bool, first: Int, rows: Int, anchor: Int, plain: Int,
    credit: Int, in read: borrowing PackedRead
  ) -> (score: Int, ungapped: Int, hasGap: Bool)? {
    let step = isUpstream ? 1 : -1
    var best = Self.impossible / 2
    var bestColumn = -1
    var ungapped = 0
    for turn in 0..<Self.width {
      // 0, -1, 1, -2, 2, ...
      let shift = turn % 2 == 0 ? turn / 2 : -(turn / 2 + 1)
      let column = Self.reach + 1 + shift
      let inside = Self.extension(
        germline, isUpstream: isUpstream, anchor: anchor + step * shift, in: read)
      if shift == 0 { ungapped = plain + inside.score }
      let score = matched[column] + inside.score + (shift == 0 ? 0 : credit)
      if score > best {
        best = score
        bestColumn = column
      }
    }
    guard bestColumn > 0 else { return nil }
    trace(from: bestColumn - 1, first: first, rows: rows, step: step, anchor: anchor)
    return (best, ungapped, runs.count > 1)
  }

  private mutating func trace(
    from lastColumn: Int, first: Int, rows: Int, step: Int, anchor: Int
  ) {
    runs.removeAll(keepingCapacity: true)
    var column = lastColumn
    var row = rows - 1
    var state = Self.fromMatched
    while row >= 0 {
      let move = moves[row * Self.width + column]
      let offset = first + step * row
      switch state {
      case Self.fromMatched:
        let start = anchor + step * (column - Self.reach)
        if let run = runs.last, run.anchor == start {
          runs[runs.count - 1].offsets =
            min(run.offsets.lowerBound, offset)..<max(run.offsets.upperBound, offset + 1)
        } else {
          runs.append(Run(offsets: offset..<offset + 1, anchor: start))
        }
        if move & 3 == 0 { return }
        state = move & 3
        row -= 1
      case Self.fromInserted:
        if move & Self.staysInserted == 0 { state = Self.fromMatched }
        column -= 1
      default:
        if move & Self.staysDeleted == 0 { state = Self.fromMatched }
        row -= 1
        column += 1
      }
    }
  }
}
