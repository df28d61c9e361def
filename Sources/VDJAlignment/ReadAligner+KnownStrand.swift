import Germline
import Sequences

/// V alone, in the mate of a read that has shown the junction: its strand and the V it may be are
/// known.
extension ReadAligner {
  /// One difference in so many bases, as errors make, is no reason to look for another V.
  ///
  /// With 16, the mate of a chimera was taken for a V of 5 % other bases than its own.
  private static let basesPerDifference = 48

  /// Lays the read that is loaded on one of its strands.
  @inline(__always)
  mutating func turn(toReverse isReverse: Bool) {
    guard oriented.isReverse != isReverse else { return }
    opposite.loadReverseComplement(of: oriented)
    swap(&oriented, &opposite)
  }

  /// Places the best of some V alone in the read that is laid on the receptor's strand, where one of
  /// them nearly fits it as far as both reach; false where none does.
  ///
  /// A seed of the first of them tells where all lie, since they are alike.
  ///
  /// - Parameter ties: Positions in ``AlignmentIndex/vTargets``, not none.
  mutating func placeKnownV(_ ties: borrowing TiedTargets, quality: Span<UInt8>) -> Bool {
    let target = ties.span[0]
    var position = 0
    var lastAnchor = Int.min
    let last = oriented.length &- SeedIndex.seedLength
    while position <= last {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      let places = index.v.seeds.places(of: seed)
      var at = places.lowerBound
      while at < places.upperBound {
        let posting = index.v.seeds.postings[at]
        // The places of a seed stand in the order of targets.
        if posting.target > target { break }
        let anchor = position &- Int(posting.offset)
        if posting.target == target && anchor != lastAnchor {
          lastAnchor = anchor
          if placeKnownV(ties, anchor: anchor, quality: quality) { return true }
        }
        at &+= 1
      }
      position &+= SeedIndex.seedLength
    }
    return false
  }

  private mutating func placeKnownV(
    _ ties: borrowing TiedTargets, anchor: Int, quality: Span<UInt8>
  ) -> Bool {
    vSearch.begin()
    let tied = ties.span
    var i = 0
    while i < tied.count {
      vSearch.propose(Int(tied[i]), anchor: anchor)
      i &+= 1
    }
    let least = vSearch.countDifferences(from: 0, least: .max, in: oriented)
    let lower = max(0, anchor &+ index.v.lower[vSearch.leastTarget])
    let covered = min(oriented.length, anchor &+ 3) &- lower
    guard covered >= 24, least &* Self.basesPerDifference <= covered else { return false }
    return vSearch.decide(limit: .max, in: oriented, quality: quality)
      && vSearch.best.score >= Self.leastLoneScore
  }

  /// Places the best of some V as ``placeKnownV(_:quality:)`` does, though they need not be alike: a seed
  /// of any of them tells where they lie.
  private mutating func placeKnownVOfFamilies(
    _ ties: borrowing TiedTargets, quality: Span<UInt8>
  ) -> Bool {
    guard placeSeededV(ties, quality: quality) else { return false }
    return placeKnownV(ties, anchor: vSearch.best.anchor, quality: quality)
  }

  /// Places the best of some V alone by the seeds of all of them, however badly it fits; false when none
  /// is good enough.
  private mutating func placeSeededV(
    _ ties: borrowing TiedTargets, quality: Span<UInt8>
  ) -> Bool {
    vSearch.begin()
    var position = 0
    let last = oriented.length &- SeedIndex.seedLength
    while position <= last {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      for at in index.v.seeds.places(of: seed) {
        let posting = index.v.seeds.postings[at]
        if ties.contains(posting.target) {
          vSearch.propose(Int(posting.target), anchor: position &- Int(posting.offset))
        }
      }
      position &+= 8
    }
    guard !vSearch.isEmpty else { return false }
    return vSearch.decide(limit: .max, in: oriented, quality: quality)
      && vSearch.best.score >= Self.leastLoneScore
  }

  /// Whether a mate may change the V of the last rearranged read: it must be loaded then.
  public var leavesVOpen: Bool { vSearch.ties.count > 1 || isVShort }

  /// Narrows the tied V targets of the last rearranged read to those that its mate shows best.
  ///
  /// Where the mate shows another one better by two differences, and the read shows that nearly as well
  /// as its own, it is taken instead.
  ///
  /// - Parameters:
  ///   - mate: An aligner over the same index, which holds the mate of this read since
  ///     ``load(_:)`` if this ``leavesVOpen``; what it found of it is lost.
  ///   - mateQuality: The qualities of the mate.
  ///   - isReverse: Whether the mate is on the other strand than the receptor.
  ///   - quality: The qualities of this read.
  public mutating func narrowV(
    byLoaded mate: inout ReadAligner, mateQuality: Span<UInt8>, isReverse: Bool,
    quality: Span<UInt8>
  ) {
    guard leavesVOpen, mate.isLoaded else { return }
    precondition(mate.oriented.length == mateQuality.count, "the mate is that of this read")
    mate.turn(toReverse: isReverse)
    var fits = mate.placeKnownV(vSearch.ties, quality: mateQuality)
    if isVShort, !fits || mate.vSearch.best.lost > 0 {
      let score = fits ? mate.vSearch.best.score : 0
      let ties = widenTrimmedV(quality: quality)
      if vSearch.ties.count > ties.count {
        // One difference is an error or an allele, two tell another gene.
        if mate.placeKnownVOfFamilies(vSearch.ties, quality: mateQuality),
          mate.vSearch.best.score >= score + Self.twoDifferences
        {
          return vSearch.narrow(to: mate.vSearch.ties)
        }
        vSearch.ties = ties
        // What the mate showed of these is overwritten.
        fits = mate.placeKnownV(ties, quality: mateQuality)
      }
    }
    if fits || mate.placeSeededV(vSearch.ties, quality: mateQuality) {
      vSearch.narrow(to: mate.vSearch.ties)
    }
  }

  /// What two differences of good bases take from a score: 24 points each, fewer at an end.
  private static let twoDifferences = 7 * PlacementScore.match
}
