import Germline
import Sequences

/// Places V and J on reads, one after the other; a worker's own scratch over a shared index.
///
/// J first: its seeds, on both strands, tell receptor, strand and locus. Then V, upstream of J on
/// the same strand, among the genes that recombine with the locus. T-cell receptors carry no
/// somatic hypermutation, so placement is ungapped.
public struct ReadAligner: Sendable {
  /// Shortest read that is looked at, in bases.
  public static let shortestRead = 20
  /// Least score of J: 15 matching bases.
  static let leastJScore = 15 * PlacementScore.match
  /// Least score of V: 18 matching bases, 8 of them up to the end of the anchor codon.
  static let leastVScore = 18 * PlacementScore.match
  static let leastLeftVScore = 8 * PlacementScore.match
  /// Bases between J seeds of the first pass; a window of 19 bases without error is found.
  private static let jStride = 8
  /// Seeds left of the anchor codon whose places are all compared at least.
  ///
  /// With fewer differences than such seeds no V outside the candidates can be better, since it
  /// differs in each of them.
  private static let provingSeeds = 2
  /// Differences left of the anchor by which a V may exceed the least and still be scored: the
  /// bases right of it may outweigh them, and a mispriming primer deceives on the left.
  private static let spareDifferences = 4
  /// With more differences than this even the nearest V explains the left side badly (an indel, a
  /// template switch), and every candidate is scored.
  private static let mostDifferences = 8
  /// A J placed with less is compared with every J of its locus at the same anchor: errors may
  /// have hidden the right one from the seeds of the first pass.
  private static let plainJScore = 30 * PlacementScore.match
  /// Bases before J in which V is looked for first: a V and a junction of 200 bases.
  ///
  /// A long genomic read may hold another V, whole and unrearranged, further up.
  private static let vReach = 512
  /// Seeds of one search that are kept; a V of 300 bases has fewer in steps of 12.
  private static let mostSeeds = 128

  let index: AlignmentIndex
  /// The read as it stands in the file until J is placed, then on the strand of the receptor.
  var oriented = PackedRead()
  /// The other strand; meaningful only where it was needed.
  var opposite = PackedRead()
  var vSearch: SegmentSearch
  var jSearch: SegmentSearch
  var reverseJSearch: SegmentSearch
  private var seedPlaces: [Range<Int>] = []
  private var seedPositions: [Int] = []

  /// An aligner over an index.
  public init(index: AlignmentIndex) {
    self.index = index
    vSearch = SegmentSearch(index.v)
    jSearch = SegmentSearch(index.j)
    reverseJSearch = SegmentSearch(index.j)
    seedPlaces.reserveCapacity(Self.mostSeeds)
    seedPositions.reserveCapacity(Self.mostSeeds)
  }

  /// The tied V targets of the last rearranged read: positions in ``AlignmentIndex/vTargets``,
  /// ascending.
  public var vTies: [UInt16] { vSearch.ties }

  /// The tied J targets of the last rearranged read: positions in ``AlignmentIndex/jTargets``,
  /// ascending.
  public var jTies: [UInt16] { jSearch.ties }

  /// Narrows the tied V targets of the last rearranged read to those that its mate leaves open.
  ///
  /// - Parameter mate: An aligner whose last read was the mate; what it found is only heeded when
  ///   it placed a V there, with J or alone, and agrees with any of the ties.
  public mutating func narrowV(byMate mate: borrowing ReadAligner, outcome: AlignmentOutcome) {
    guard mate.vSearch.best.score >= Self.leastLoneScore else { return }
    switch outcome {
    case .rearranged, .rejected(.noJ), .rejected(.junctionNotCovered):
      vSearch.narrow(to: mate.vSearch.ties)
    case .rejected: break
    }
  }

  /// Aligns one read.
  ///
  /// - Parameters:
  ///   - sequence: ASCII bases as in the file.
  ///   - quality: ASCII qualities, Phred + 33, one for each base.
  public mutating func align(
    sequence: Span<UInt8>, quality: Span<UInt8>
  ) -> AlignmentOutcome {
    precondition(sequence.count == quality.count, "a read has one quality for each base")
    guard sequence.count >= Self.shortestRead else { return .rejected(.tooShort) }
    oriented.load(sequence)
    guard placeJ(quality: quality) else {
      return .rejected(reasonWithoutJ(sequence: sequence, quality: quality))
    }
    let j = jSearch.best
    let locus = index.locus(ofJ: j.target)
    let mask = UInt8(1) &<< UInt8(truncatingIfNeeded: locus.index)
    guard placeV(before: j, locusMask: mask, quality: quality) else {
      return .rejected(reasonWithoutV(j: j, quality: quality))
    }
    jSearch.preferFirst(
      behind: vSearch.best.end, atLeast: Self.leastLoneScore, locusMask: mask)
    return rearrangement(j: jSearch.best, locus: locus)
  }

  private func rearrangement(j: Placement, locus: Locus) -> AlignmentOutcome {
    let v = vSearch.best
    let length = oriented.length
    guard v.anchor >= 0, j.anchor + 3 <= length else { return .rejected(.junctionNotCovered) }
    guard v.anchor + 3 <= j.anchor else { return .rejected(.wrongOrder) }
    guard index.v.isAnchored[v.target], index.j.isAnchored[j.target] else {
      return .rejected(.noAnchor)
    }
    let junction = v.anchor..<j.anchor + 3
    if oriented.hasUnknown && hasUnknown(in: junction) {
      return .rejected(.ambiguousJunction)
    }
    return .rearranged(
      Rearrangement(
        locus: locus, isReverse: oriented.isReverse, junction: junction, v: v.start..<v.end,
        j: j.start..<j.end))
  }

  private func hasUnknown(in range: Range<Int>) -> Bool {
    for position in range where oriented.code(at: position) == Nucleotide.unknown { return true }
    return false
  }

  // MARK: J

  /// Places J on the better strand and orients the read; false without J.
  private mutating func placeJ(quality: Span<UInt8>) -> Bool {
    jSearch.begin()
    reverseJSearch.begin()
    proposeJ(from: 0, by: Self.jStride)
    if decideJ(quality: quality) { return true }
    for phase in 1..<Self.jStride { proposeJ(from: phase, by: Self.jStride) }
    return decideJ(quality: quality)
  }

  private mutating func proposeJ(from first: Int, by step: Int) {
    let last = oriented.length &- SeedIndex.seedLength
    var position = first
    // One window of 32 bases holds the seeds at 0, 8 and 16.
    while position <= last {
      var window = oriented.window(at: position)
      let end = min(position &+ 20, last)
      while position <= end {
        proposeJ(seed: UInt32(truncatingIfNeeded: window & SeedIndex.seedMask), at: position)
        window &>>= UInt64(truncatingIfNeeded: step &* 2)
        position &+= step
      }
    }
  }

  @inline(__always)
  private mutating func proposeJ(seed: UInt32, at position: Int) {
    let places = index.j.seeds.places(of: seed)
    var at = places.lowerBound
    while at < places.upperBound {
      let posting = index.j.seeds.postings[at]
      let target = Int(posting.target)
      if posting.isReverse {
        let start = oriented.length &- SeedIndex.seedLength &- position
        reverseJSearch.propose(target, anchor: start &- Int(posting.offset))
      } else {
        jSearch.propose(target, anchor: position &- Int(posting.offset))
      }
      at &+= 1
    }
  }

  private mutating func decideJ(quality: Span<UInt8>) -> Bool {
    var forwardScore = 0
    if !jSearch.isEmpty, jSearch.decide(limit: .max, in: oriented, quality: quality) {
      if jSearch.best.score < Self.plainJScore {
        jSearch.proposeAllAtBest()
        _ = jSearch.decide(limit: .max, in: oriented, quality: quality)
      }
      forwardScore = jSearch.best.score
    }
    var reverseScore = 0
    if !reverseJSearch.isEmpty {
      opposite.loadReverseComplement(of: oriented)
      if reverseJSearch.decide(limit: .max, in: opposite, quality: quality) {
        if reverseJSearch.best.score < Self.plainJScore {
          reverseJSearch.proposeAllAtBest()
          _ = reverseJSearch.decide(limit: .max, in: opposite, quality: quality)
        }
        reverseScore = reverseJSearch.best.score
      }
    }
    guard max(forwardScore, reverseScore) >= Self.leastJScore else { return false }
    if reverseScore > forwardScore {
      swap(&jSearch, &reverseJSearch)
      swap(&oriented, &opposite)
    }
    return true
  }

  // MARK: V

  /// Places V upstream of J, among the targets that recombine with its locus.
  private mutating func placeV(
    before j: Placement, locusMask: UInt8, quality: Span<UInt8>
  ) -> Bool {
    // Every 12th word first; every word where those held errors or only chance places.
    vSearch.begin()
    let step = SeedIndex.seedLength
    return decideV(
      before: j, seedStep: step, reach: Self.vReach, locusMask: locusMask, quality: quality)
      || (j.start > Self.vReach
        && decideV(before: j, seedStep: step, reach: .max, locusMask: locusMask, quality: quality))
      || decideV(before: j, seedStep: 1, reach: .max, locusMask: locusMask, quality: quality)
  }

  private mutating func decideV(
    before j: Placement, seedStep: Int, reach: Int, locusMask: UInt8, quality: Span<UInt8>
  ) -> Bool {
    gatherSeeds(before: j.start, by: seedStep, reach: reach)
    let least = compareSeeds(j: j, locusMask: locusMask)
    guard least < .max else { return false }
    let limit = least > Self.mostDifferences ? Int.max : least &+ Self.spareDifferences
    guard vSearch.decide(limit: limit, in: oriented, quality: quality) else { return false }
    return vSearch.best.score >= Self.leastVScore
      && vSearch.best.leftScore >= Self.leastLeftVScore
  }

  /// Looks up the seeds that end at or before `end`, at most `reach` bases, backwards, and keeps their places with the
  /// fewest first.
  private mutating func gatherSeeds(before end: Int, by step: Int, reach: Int) {
    seedPlaces.removeAll(keepingCapacity: true)
    seedPositions.removeAll(keepingCapacity: true)
    var position = end &- SeedIndex.seedLength
    let lowest = max(0, end &- reach)
    while position >= lowest && seedPlaces.count < Self.mostSeeds {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      let places = index.v.seeds.places(of: seed)
      if !places.isEmpty {
        var at = seedPlaces.count
        seedPlaces.append(places)
        seedPositions.append(position)
        while at > 0 && seedPlaces[at &- 1].count > places.count {
          seedPlaces.swapAt(at &- 1, at)
          seedPositions.swapAt(at &- 1, at)
          at &-= 1
        }
      }
      position &-= step
    }
  }

  /// Compares the places of the seeds, rarest first, until no other target can be better; the
  /// least number of differences, `Int.max` without a candidate.
  private mutating func compareSeeds(j: Placement, locusMask: UInt8) -> Int {
    var least = Int.max
    var proving = 0
    for number in seedPlaces.indices {
      let first = vSearch.candidateCount
      proposeV(
        places: seedPlaces[number], position: seedPositions[number], jAnchor: j.anchor,
        locusMask: locusMask)
      least = vSearch.countDifferences(from: first, least: least, in: oriented)
      // A target that shares none of the seeds left of the anchor differs in each of them.
      if seedPositions[number] &+ SeedIndex.seedLength <= vSearch.leastAnchor &+ 3 { proving &+= 1 }
      if proving >= Self.provingSeeds && least < proving { break }
    }
    return least
  }

  private mutating func proposeV(
    places: Range<Int>, position: Int, jAnchor: Int, locusMask: UInt8
  ) {
    var at = places.lowerBound
    while at < places.upperBound {
      let posting = index.v.seeds.postings[at]
      let target = Int(posting.target)
      let anchor = position &- Int(posting.offset)
      if index.v.locusMask[target] & locusMask != 0 && anchor < jAnchor {
        vSearch.propose(target, anchor: anchor)
      }
      at &+= 1
    }
  }
}

/// The last rearranged read on the strand of its receptor, packed, for the counting table.
extension ReadAligner {
  /// 32 bases from a position on, as ``PackedWord``; A behind the end and for unknown bases.
  public func orientedWord(at position: Int) -> UInt64 { oriented.window(at: position) }

  /// Whether any of its bases is unknown.
  public var orientedHasUnknown: Bool { oriented.hasUnknown }

  /// The lanes of unknown bases among 32 from a position on; only with ``orientedHasUnknown``.
  public func orientedUnknown(at position: Int) -> UInt64 { oriented.unknownWindow(at: position) }
}
