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
  /// Bases between J seeds of the first pass; a window of 23 bases without error is found.
  ///
  /// In steps of 8 there were half as many lookups more, and one read in a million on the other
  /// strand.
  static let jStride = 12
  /// Seeds left of the anchor codon whose places are all compared at least.
  ///
  /// With fewer differences than such seeds no V outside the candidates can be better, since it
  /// differs in each of them.
  static let provingSeeds = 2
  /// Differences left of the anchor by which a V may exceed the least and still be scored: the
  /// bases right of it may outweigh them, and a mispriming primer deceives on the left.
  static let spareDifferences = 4
  /// With more differences than this even the nearest V explains the left side badly (an indel, a
  /// template switch), and every candidate is scored.
  static let mostDifferences = 8
  /// A J placed with less is compared with every J of its locus at the same anchor: errors may
  /// have hidden the right one from the seeds of the first pass.
  static let plainJScore = 30 * PlacementScore.match
  /// Bases before J in which V is looked for first: a V and a junction of 200 bases.
  ///
  /// A long genomic read may hold another V, whole and unrearranged, further up.
  static let vReach = 512
  /// Seeds of one search that are kept; a V of 300 bases has fewer in steps of 12.
  static let mostSeeds = 128

  let index: AlignmentIndex
  /// The read as it stands in the file until J is placed, then on the strand of the receptor.
  var oriented = PackedRead()
  /// The other strand; meaningful only where it was needed.
  var opposite = PackedRead()
  var vSearch: SegmentSearch
  var jSearch: SegmentSearch
  var reverseJSearch: SegmentSearch
  /// The seeds of the read that lie in a V, those of fewest places first.
  var seeds: [SeedInRead]
  var seedCount = 0
  /// Where seeds of a J stand in a read whose J the first pass did not find.
  var jSeedPositions: [Int] = []
  /// For the few reads that look as if bases were inserted or lost.
  var gapped = BandedAlignment()
  /// Whether the V that was last found alone lies on the other strand than ``oriented``.
  var isLoneVOnOpposite = false
  /// Whether a read was loaded that is long enough, for the steps of a pair.
  var isLoaded = false
  /// Whether the first sight of such a read showed a J.
  var isJPlaced = false
  /// Whether the receptor in the last read is on its reverse strand; nil where neither V nor J was
  /// placed.
  public internal(set) var isReceptorReverse: Bool?

  /// An aligner over an index.
  public init(index: AlignmentIndex) {
    self.index = index
    vSearch = SegmentSearch(index.v)
    jSearch = SegmentSearch(index.j)
    reverseJSearch = SegmentSearch(index.j)
    seeds = Array(repeating: SeedInRead(position: 0, first: 0, count: 0), count: Self.mostSeeds)
    jSeedPositions.reserveCapacity(Self.mostSeeds)
  }

  /// The tied V targets of the last rearranged read: positions in ``AlignmentIndex/vTargets``,
  /// ascending.
  public var vTies: [UInt16] { vSearch.ties.list }

  /// The tied J targets of the last rearranged read: positions in ``AlignmentIndex/jTargets``,
  /// ascending.
  public var jTies: [UInt16] { jSearch.ties.list }

  /// ``vTies`` for as long as the aligner aligns nothing else; for counting, read by read.
  public var vTieSpan: Span<UInt16> {
    @_lifetime(borrow self) get { vSearch.ties.span }
  }

  /// ``jTies`` in the same way.
  public var jTieSpan: Span<UInt16> {
    @_lifetime(borrow self) get { jSearch.ties.span }
  }

  /// What the last rearranged read loses, in score points, by its differences from V and J.
  public var lostScore: Int { vSearch.best.lost &+ jSearch.best.lost }

  /// Aligns one read.
  ///
  /// - Parameters:
  ///   - sequence: ASCII bases as in the file.
  ///   - quality: ASCII qualities, Phred + 33, one for each base.
  public mutating func align(
    sequence: Span<UInt8>, quality: Span<UInt8>
  ) -> AlignmentOutcome {
    precondition(sequence.count == quality.count, "a read has one quality for each base")
    isReceptorReverse = nil
    guard sequence.count >= Self.shortestRead else { return .rejected(.tooShort) }
    oriented.load(sequence)
    return outcomeByJ(quality: quality) ?? outcomeWithoutJ(sequence: sequence, quality: quality)
  }

  /// What the read that is loaded is by its J; nil without J.
  @inline(__always)
  mutating func outcomeByJ(quality: Span<UInt8>) -> AlignmentOutcome? {
    guard placeJ(quality: quality) else { return nil }
    let j = jSearch.best
    guard let locus = placeV(before: j, quality: quality) else {
      let reason = reasonWithoutV(j: j, quality: quality)
      // A weak J of another locus may stand by chance where the errors hide the right one.
      return reason == .chimera && j.score < Self.plainJScore
        ? rescued(quality: quality, reason: reason) : .rejected(reason)
    }
    if isChance(j: j, behind: vSearch.best, isSought: false) { return .rejected(.noJ) }
    if isOfOtherLocus(j: j, locus: locus, quality: quality) { return .rejected(.chimera) }
    return finished(locus: locus, quality: quality)
  }

  /// Takes the strand and the locus of a J that was placed, and places V before it; the locus, or nil
  /// without a fitting V.
  @inline(__always)
  mutating func placeV(before j: Placement, quality: Span<UInt8>) -> Locus? {
    isReceptorReverse = oriented.isReverse
    let locus = index.locus(ofJ: j.target)
    let mask = locus.bit
    let isPlaced =
      placeV(before: j, locusMask: mask, quality: quality)
      || rescueV(before: j, locusMask: mask, quality: quality)
    return isPlaced ? locusByV(locus, quality: quality) : nil
  }

  /// What the read that is loaded is, which has no J.
  mutating func outcomeWithoutJ(
    sequence: Span<UInt8>, quality: Span<UInt8>
  ) -> AlignmentOutcome {
    let reason = reasonWithoutJ(sequence: sequence, quality: quality)
    return reason == .noJ ? rescued(quality: quality, reason: reason) : .rejected(reason)
  }

  /// What the read is, V and J being placed: the first J behind V, gaps, and what a junction needs.
  @inline(__always)
  mutating func finished(locus: Locus, quality: Span<UInt8>) -> AlignmentOutcome {
    let mask = locus.bit
    preferFirstJ(locusMask: mask, quality: quality)
    refineV(locusMask: mask, quality: quality)
    refineJ(locusMask: mask, quality: quality)
    widenShortV(locusMask: mask, quality: quality)
    return rearrangement(j: jSearch.best, locus: locus, quality: quality)
  }

  @inline(__always)
  mutating func rearrangement(
    j: Placement, locus: Locus, quality: Span<UInt8>
  ) -> AlignmentOutcome {
    let v = vSearch.best
    let length = oriented.length
    guard index.askedLoci & locus.bit != 0 else { return .rejected(.noJ) }
    guard v.anchor >= 0, j.anchor + 3 <= length else { return .rejected(.junctionNotCovered) }
    guard v.anchor + 3 <= j.anchor else { return .rejected(.wrongOrder) }
    guard index.v.isAnchored[v.target], index.j.isAnchored[j.target],
      !isTrimmedBeyondAnchor(v, quality: quality), !isTrimmedBeyondAnchor(j: j, quality: quality)
    else {
      return .rejected(.noAnchor)
    }
    if endsBeforeJunction(j: j, quality: quality) { return .rejected(.junctionNotCovered) }
    if isUnrearranged(v: v, j: j) { return .rejected(.unrearranged) }
    let junction = v.anchor..<j.anchor + 3
    if oriented.hasUnknown && hasUnknown(in: junction) {
      return .rejected(.ambiguousJunction)
    }
    return .rearranged(
      Rearrangement(
        locus: locus, isReverse: oriented.isReverse, junction: junction, v: v.start..<v.end,
        j: j.start..<j.end))
  }

  private mutating func hasUnknown(in range: Range<Int>) -> Bool {
    for position in range where oriented.code(at: position) == Nucleotide.unknown { return true }
    return false
  }
}

/// A seed of a read and where its places stand among the postings of an index.
struct SeedInRead: Sendable {
  var position: Int
  var first: UInt32
  var count: UInt32
}

/// The last rearranged read on the strand of its receptor, packed, for the counting table.
extension ReadAligner {
  /// Its bases as ``PackedWord``s, and some words of A behind them; A for unknown bases.
  public var orientedWords: Span<UInt64> {
    @_lifetime(borrow self) get { oriented.bases }
  }

  /// The lanes of its unknown bases in the same way; empty where all are known.
  public var orientedUnknown: Span<UInt64> {
    @_lifetime(borrow self) get { oriented.unknownBases }
  }
}
