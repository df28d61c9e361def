import Germline
import Sequences

/// What a read without a rearrangement is; only rejected reads pay for these searches.
extension ReadAligner {
  /// Least score of a V or C that stands alone in a read: 24 matching bases.
  static let leastLoneScore = 24 * PlacementScore.match
  /// A read is worthless when this share of its bases, in percent, is unknown or below Q10.
  private static let worthlessPercent = 40

  /// Why a read without J is no rearrangement.
  mutating func reasonWithoutJ(sequence: Span<UInt8>, quality: Span<UInt8>) -> Rejection {
    opposite.loadReverseComplement(of: oriented)
    if placeLoneV(onOpposite: false, quality: quality)
      || placeLoneV(onOpposite: true, quality: quality)
    {
      isReceptorReverse = oriented.isReverse != isLoneVOnOpposite
      return isWithoutRoomForJ(behind: vSearch.best) ? .junctionNotCovered : .noJ
    }
    if Self.isWorthless(sequence: sequence, quality: quality) { return .lowQuality }
    if hasC(in: oriented) || hasC(in: opposite) { return .constantOnly }
    return .notAReceptor
  }

  /// Whether the read ends within 20 bases behind the anchor codon of V.
  mutating func isWithoutRoomForJ(behind v: Placement) -> Bool {
    v.anchor + 3 + 20 > oriented.length
  }

  /// Why a read with J but without a fitting V before it is no rearrangement.
  mutating func reasonWithoutV(j: Placement, quality: Span<UInt8>) -> Rejection {
    opposite.loadReverseComplement(of: oriented)
    if placeLoneV(onOpposite: false, quality: quality) {
      let locus = index.locus(ofJ: j.target)
      if index.v.locusMask[vSearch.best.target] & locus.bit == 0 { return .chimera }
      return vSearch.best.anchor >= j.anchor ? .wrongOrder : .noV
    }
    if placeLoneV(onOpposite: true, quality: quality) { return .wrongOrder }
    // Fewer bases before J than the shortest V that is called, plus a few of the junction.
    return j.start < 24 ? .junctionNotCovered : .noV
  }

  /// Bases that a V of few bases leaves unread before it, from which on another may fit them.
  private static let leastUnread = 24
  /// How much better the V of another locus is to be: ten matching bases.
  private static let clearlyBetter = 10 * PlacementScore.match

  /// Whether the V that was placed fits by the few bases before the anchor alone, in which V genes of
  /// all loci are alike, and one of another locus fits far better.
  @inline(__always)
  mutating func isOfOtherLocus(j: Placement, locus: Locus, quality: Span<UInt8>) -> Bool {
    let v = vSearch.best
    return v.score < Self.leastLoneScore && v.start >= Self.leastUnread
      && v.start - Self.leastUnread >= v.anchor + index.v.lower[v.target]
      && hasBetterV(than: v, j: j, locus: locus, quality: quality)
  }

  @inline(never)
  private mutating func hasBetterV(
    than v: Placement, j: Placement, locus: Locus, quality: Span<UInt8>
  ) -> Bool {
    if placeLoneV(onOpposite: false, quality: quality),
      index.v.locusMask[vSearch.best.target] & locus.bit == 0,
      vSearch.best.anchor < j.anchor, vSearch.best.score >= v.score + Self.clearlyBetter
    {
      return true
    }
    // The search for it has taken the place of the V that was placed.
    let isPlaced = placeV(before: j, quality: quality) != nil
    precondition(isPlaced, "a V that was placed is placed again")
    return false
  }

  /// Places the best V of any locus anywhere in the read; false when none is good enough.
  private mutating func placeLoneV(onOpposite: Bool, quality: Span<UInt8>) -> Bool {
    vSearch.begin()
    let seeds = index.v.seeds
    var position = 0
    let last = oriented.length - SeedIndex.seedLength
    while position <= last {
      let window = onOpposite ? opposite.window(at: position) : oriented.window(at: position)
      let seed = UInt32(truncatingIfNeeded: window & SeedIndex.seedMask)
      vSearch.propose(seeds.places(of: seed), ofSeedAt: position)
      position += 4
    }
    guard !vSearch.isEmpty else { return false }
    let isFound =
      onOpposite
      ? vSearch.decide(limit: .max, in: opposite, quality: quality)
      : vSearch.decide(limit: .max, in: oriented, quality: quality)
    isLoneVOnOpposite = onOpposite
    return isFound && vSearch.best.score >= Self.leastLoneScore
  }

  private func hasC(in read: borrowing PackedRead) -> Bool {
    let seeds = index.c.seeds
    var position = 0
    let last = read.length - SeedIndex.seedLength
    while position <= last {
      let seed = UInt32(truncatingIfNeeded: read.window(at: position) & SeedIndex.seedMask)
      for at in seeds.places(of: seed) where !seeds.postings[at].isReverse {
        let posting = seeds.postings[at]
        let origin = position - Int(posting.offset)
        if index.c.matches(
          of: Int(posting.target), from: Int(posting.offset), origin: origin, in: read) >= 24
        {
          return true
        }
      }
      position += 4
    }
    return false
  }

  /// Whether 40 % of a read's bases are unknown or below Q10, so that it is `low_quality` without a gene.
  ///
  /// - Parameters:
  ///   - sequence: ASCII bases as in the file.
  ///   - quality: ASCII qualities, Phred + 33, one for each base.
  public static func isWorthless(sequence: Span<UInt8>, quality: Span<UInt8>) -> Bool {
    worthlessBases(sequence, quality) * 100 >= sequence.count * worthlessPercent
  }

  /// How many bases are unknown or below Q10.
  ///
  /// - Parameters:
  ///   - sequence: ASCII bases as in the file, of a read or a part of it.
  ///   - quality: ASCII qualities, Phred + 33, one for each base.
  public static func worthlessBases(_ sequence: Span<UInt8>, _ quality: Span<UInt8>) -> Int {
    var bad = 0
    for i in sequence.indices {
      let isUnknown = Nucleotide.code(ofASCII: sequence[i]) == Nucleotide.unknown
      if isUnknown || quality[i] < Phred.asciiOffset + 10 { bad += 1 }
    }
    return bad
  }
}
