import Germline
import Sequences

/// Finds where the targets of one segment lie in a read; a worker's scratch for one segment.
///
/// Seeds give candidates, each a target with the position of its anchor; all candidates with one
/// anchor position are compared with the same windows of the read.
struct SegmentSearch: Sendable {
  /// A target at an anchor position, with its differences left of the end of the anchor codon, -1
  /// before they are counted.
  struct Candidate: Sendable {
    var target: Int
    var anchor: Int
    var differences: Int
  }

  /// Where a target was proposed last, and the stamp of that read.
  private struct Sighting {
    var stamp: UInt32
    var anchor: Int32
  }

  /// Score points by which a tied target may fall short of the best: one chance match of the base
  /// next to the trimmed end, 1 in 4, is no evidence for one allele.
  ///
  /// On a million simulated reads one base left the right V out of fewer calls than none or two.
  static let tieMargin = PlacementScore.match

  /// Bases left of the end of the anchor codon that a candidate should cover; each that is missing
  /// counts as a difference, so that a scrap at the start of a read does not beat a V with errors.
  private static let leastCompared = 24

  let targets: PackedTargets
  /// The best placement found; meaningful after a search returned true.
  var best = Placement(
    target: 0, anchor: 0, score: 0, leftScore: 0, start: 0, end: 0)
  /// Targets whose score at the best anchor is within the margin, ascending.
  var ties: TiedTargets

  /// Anchor of the first candidate with the fewest differences.
  private(set) var leastAnchor = 0
  /// That candidate's target.
  private(set) var leastTarget = 0

  // Filled up to a count of their own: emptying an array costs a call into the runtime.
  private var candidates: [Candidate] = []
  private(set) var candidateCount = 0
  private var placements: [Placement] = []
  private var placementCount = 0
  private var sightings: [Sighting]
  private var stamp: UInt32 = 0
  private var window: [UInt64]
  private var windowAnchor = Int.min

  init(_ targets: PackedTargets) {
    self.targets = targets
    sightings = Array(repeating: Sighting(stamp: 0, anchor: 0), count: targets.targets.count)
    window = [UInt64](repeating: 0, count: targets.stride)
    ties = TiedTargets(targetCount: targets.targets.count)
  }

  /// Whether no candidate is waiting.
  var isEmpty: Bool { candidateCount == 0 }

  /// Forgets the candidates of the read before.
  mutating func begin() {
    candidateCount = 0
    best.score = 0
    stamp &+= 1
    windowAnchor = Int.min
  }

  /// Candidates that are taken in; a read whose seeds give more is a repeat, and looking through
  /// all for each one would cost their square.
  private static let mostCandidates = 16_384
  /// Candidates among which a second anchor of a target is looked for.
  private static let mostLookedThrough = 512

  /// Takes in a target at an anchor position, once; in a read of repeats perhaps twice.
  mutating func propose(_ target: Int, anchor: Int) {
    makeRoom(for: 1)
    candidateCount = Self.take(
      target, anchor: anchor, stamp: stamp, sightings: &sightings, into: &candidates,
      at: candidateCount)
  }

  /// Takes in the places of a seed; of loci alone, or of anchors before a position, where told so.
  ///
  /// - Parameters:
  ///   - places: Positions among the postings of the targets.
  ///   - position: The seed's first base in the read.
  mutating func propose(
    _ places: Range<Int>, ofSeedAt position: Int, locusMask: UInt8 = .max, before end: Int = .max
  ) {
    makeRoom(for: places.count)
    var at = places.lowerBound
    while at < places.upperBound {
      let posting = targets.seeds.postings[at]
      let target = Int(posting.target)
      let anchor = position &- Int(posting.offset)
      if targets.locusMask[target] & locusMask != 0 && anchor < end {
        candidateCount = Self.take(
          target, anchor: anchor, stamp: stamp, sightings: &sightings, into: &candidates,
          at: candidateCount)
      }
      at &+= 1
    }
  }

  @inline(__always)
  private mutating func makeRoom(for count: Int) {
    let needed = min(candidateCount &+ count, Self.mostCandidates)
    while candidates.count < needed {
      candidates.append(Candidate(target: 0, anchor: 0, differences: -1))
    }
  }

  /// Puts a target at an anchor position behind `count` candidates unless it is one of them or there
  /// are too many; how many there are then.
  @inline(__always)
  private static func take(
    _ target: Int, anchor: Int, stamp: UInt32, sightings: inout [Sighting],
    into candidates: inout [Candidate], at count: Int
  ) -> Int {
    // One look at who else holds a list, not one for each step.
    var sighted = sightings.mutableSpan
    if sighted[target].stamp == stamp {
      if Int(sighted[target].anchor) == anchor { return count }
      // A second anchor of one target is rare: look through the list.
      var i = count &- 1
      let lowest = max(0, count &- mostLookedThrough)
      while i >= lowest {
        if candidates[i].target == target && candidates[i].anchor == anchor { return count }
        i &-= 1
      }
    }
    guard count < mostCandidates else { return count }
    sighted[target] = Sighting(stamp: stamp, anchor: Int32(truncatingIfNeeded: anchor))
    candidates[count] = Candidate(target: target, anchor: anchor, differences: -1)
    return count &+ 1
  }

  /// Counts the differences of the candidates from `first` on; returns the least of all.
  @inline(__always)
  mutating func countDifferences(
    from first: Int, least: Int, in read: borrowing PackedRead
  ) -> Int {
    var least = least
    var i = first
    while i < candidateCount {
      let candidate = candidates[i]
      let count = differences(of: candidate.target, at: candidate.anchor, in: read)
      candidates[i].differences = count
      if count < least {
        least = count
        leastAnchor = candidate.anchor
        leastTarget = candidate.target
      }
      i &+= 1
    }
    return least
  }

  /// Bases left of the end of the anchor codon in which target and read differ, or too few of them.
  @inline(__always)
  private mutating func differences(
    of target: Int, at anchor: Int, in read: borrowing PackedRead
  ) -> Int {
    let lower = max(targets.lower[target], 0 &- anchor)
    let upper = min(3, read.length &- anchor)
    if anchor != windowAnchor { fillWindow(anchor, in: read) }
    var count = missing(of: target, at: anchor, in: read)
    var word = targets.upstreamWords &- 1
    let base = target &* targets.stride
    while word >= 0 {
      let offset = targets.offset(ofWord: word)
      if offset &+ 32 <= lower { break }
      var lanes = PackedWord.differences(window[word], targets.words[base &+ word])
      // Of a V that stands alone the anchor may lie far behind the read.
      if read.hasUnknown && offset < upper { lanes |= read.unknownWindow(at: anchor &+ offset) }
      if offset < lower || offset &+ 32 > upper {
        lanes &= PackedWord.lanes(from: lower &- offset, to: upper &- offset)
      }
      count &+= lanes.nonzeroBitCount
      word &-= 1
    }
    return count
  }

  /// Bases that lack to the least that should be compared.
  private func missing(of target: Int, at anchor: Int, in read: borrowing PackedRead) -> Int {
    let lower = max(targets.lower[target], 0 &- anchor)
    let upper = min(3, read.length &- anchor)
    return max(0, Self.leastCompared &- (upper &- lower))
  }

  private mutating func fillWindow(_ anchor: Int, in read: borrowing PackedRead) {
    windowAnchor = anchor
    var word = targets.upstreamWords &- 1
    while word >= 0 {
      let position = anchor &+ targets.offset(ofWord: word)
      if position &+ 32 <= 0 { break }
      window[word] = position < read.length ? read.window(at: position) : 0
      word &-= 1
    }
  }

  /// Scores the candidates that have at most `limit` differences and keeps the best and its ties;
  /// false when there is none.
  mutating func decide(
    limit: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Bool {
    placementCount = 0
    var least = Int.max
    var i = 0
    while i < candidateCount {
      least = min(least, candidates[i].differences)
      i &+= 1
    }
    // Those with the fewest differences first: most others cannot reach them.
    var bestAt = -1
    place(from: least, to: least, bestAt: &bestAt, in: read, quality: quality)
    if least < limit {
      place(from: least &+ 1, to: limit, bestAt: &bestAt, in: read, quality: quality)
    }
    guard bestAt >= 0 else { return false }
    best = placements[bestAt]
    collectTies()
    return true
  }

  /// Places the candidates whose differences lie in a closed range and that may reach the best.
  private mutating func place(
    from lowest: Int, to highest: Int, bestAt: inout Int, in read: borrowing PackedRead,
    quality: Span<UInt8>
  ) {
    var i = 0
    while i < candidateCount {
      let candidate = candidates[i]
      i &+= 1
      if candidate.differences < lowest || candidate.differences > highest { continue }
      let least = bestAt < 0 ? Int.min : placements[bestAt].score &- Self.tieMargin
      let found = targets.placement(
        of: candidate.target, anchor: candidate.anchor, in: read, quality: quality, least: least,
        differences: candidate.differences < 1
          ? candidate.differences
          : candidate.differences &- missing(of: candidate.target, at: candidate.anchor, in: read))
      guard let placement = found else { continue }
      if bestAt < 0 || Self.isBetter(placement, than: placements[bestAt]) {
        bestAt = placementCount
      }
      if placementCount < placements.count {
        placements[placementCount] = placement
      } else {
        placements.append(placement)
      }
      placementCount &+= 1
    }
  }

  /// A total order: score, then more of it left, then the first anchor, then the first target.
  private static func isBetter(_ a: Placement, than b: Placement) -> Bool {
    if a.score != b.score { return a.score > b.score }
    if a.leftScore != b.leftScore { return a.leftScore > b.leftScore }
    if a.anchor != b.anchor { return a.anchor < b.anchor }
    return a.target < b.target
  }

  private mutating func collectTies() {
    ties.empty()
    var i = 0
    while i < placementCount {
      let placement = placements[i]
      if placement.anchor == best.anchor && placement.score >= best.score &- Self.tieMargin {
        ties.insert(UInt16(truncatingIfNeeded: placement.target))
      }
      i &+= 1
    }
    if targets.hasOrphons && ties.count > 1 { dropOrphons() }
  }

  /// Leaves the tied genes of the locus where an orphon ties with them.
  private mutating func dropOrphons() {
    guard ties.contains(where: { targets.isOrphon[Int($0)] }),
      ties.contains(where: { !targets.isOrphon[Int($0)] })
    else { return }
    ties.keep { !targets.isOrphon[Int($0)] }
    guard targets.isOrphon[best.target] else { return }
    var bestAt: Int?
    for i in 0..<placementCount where placements[i].anchor == best.anchor {
      guard ties.contains(UInt16(truncatingIfNeeded: placements[i].target)) else { continue }
      if let known = bestAt, !Self.isBetter(placements[i], than: placements[known]) { continue }
      bestAt = i
    }
    if let bestAt { best = placements[bestAt] }
  }

  /// Ties all targets of the loci at the best anchor that fall short of the best by no more than a
  /// margin; orphons only where the best is one.
  mutating func widenTies(
    to margin: Int, locusMask: UInt8, in read: borrowing PackedRead, quality: Span<UInt8>
  ) {
    let least = best.score - margin
    for target in targets.targets.indices
    where targets.locusMask[target] & locusMask != 0
      && (!targets.isOrphon[target] || targets.isOrphon[best.target])
    {
      let found = targets.placement(
        of: target, anchor: best.anchor, in: read, quality: quality, least: least,
        differences: -1)
      if let found, found.score >= least { ties.insert(UInt16(truncatingIfNeeded: target)) }
    }
  }

  /// Whether any of the ties is among `targets`.
  func hasTie(among targets: borrowing TiedTargets) -> Bool {
    ties.contains { targets.contains($0) }
  }

  /// Keeps the ties that are among `targets`; all of them when none is.
  mutating func narrow(to targets: borrowing TiedTargets) {
    if hasTie(among: targets) { ties.keep { targets.contains($0) } }
  }

  /// Whether the read goes on before the best placement as one of the candidates does a few bases
  /// aside: a gap of another target than the best.
  func hasCandidateBeforeBest(in read: borrowing PackedRead) -> Bool {
    var i = 0
    while i < candidateCount {
      let candidate = candidates[i]
      let shift = candidate.anchor - best.anchor
      if shift != 0, abs(shift) <= BandedAlignment.reach,
        targets.fitsBefore(best, candidate.target, anchor: candidate.anchor, in: read)
      {
        return true
      }
      i += 1
    }
    return false
  }

  /// Decides among all candidates; a best one below `score` is compared with every target of its loci
  /// at the same anchor, since errors may have hidden the right one from the seeds.
  mutating func decideAmongAll(
    below score: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Bool {
    guard decide(limit: .max, in: read, quality: quality) else { return false }
    if best.score < score {
      proposeAllAtBest()
      _ = decide(limit: .max, in: read, quality: quality)
    }
    return true
  }

  /// Proposes every target of the best one's loci at its anchor position, and of those whose V the
  /// best one may follow too.
  private mutating func proposeAllAtBest() {
    let mask = Locus.withSharedV(targets.locusMask[best.target])
    for target in targets.targets.indices where targets.locusMask[target] & mask != 0 {
      propose(target, anchor: best.anchor)
    }
  }
}
