import Germline
import Sequences

/// V: the rarest seeds upstream of J, then the best placement among all that could be it.
extension ReadAligner {
  /// Places V upstream of J, among the targets that recombine with its locus.
  mutating func placeV(
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

  /// Looks up the seeds that end at or before `end`, backwards over at most `reach` bases, and keeps
  /// their places, the fewest first.
  private mutating func gatherSeeds(before end: Int, by step: Int, reach: Int) {
    seedCount = 0
    var position = end &- SeedIndex.seedLength
    let lowest = max(0, end &- reach)
    while position >= lowest && seedCount < Self.mostSeeds {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      let places = index.v.seeds.places(of: seed)
      if !places.isEmpty {
        let count = UInt32(truncatingIfNeeded: places.count)
        var at = seedCount
        while at > 0 && seeds[at &- 1].count > count {
          seeds[at] = seeds[at &- 1]
          at &-= 1
        }
        seeds[at] = SeedInRead(
          position: position, first: UInt32(truncatingIfNeeded: places.lowerBound), count: count)
        seedCount &+= 1
      }
      position &-= step
    }
  }

  /// Compares the places of the seeds, rarest first, until no other target can be better; the
  /// least number of differences, `Int.max` without a candidate.
  private mutating func compareSeeds(j: Placement, locusMask: UInt8) -> Int {
    var least = Int.max
    var proving = 0
    var number = 0
    while number < seedCount {
      let seed = seeds[number]
      let first = vSearch.candidateCount
      let places = Int(seed.first)..<Int(seed.first) &+ Int(seed.count)
      vSearch.propose(places, ofSeedAt: seed.position, locusMask: locusMask, before: j.anchor)
      least = vSearch.countDifferences(from: first, least: least, in: oriented)
      // A target that shares none of the seeds left of the anchor differs in each of them.
      if seed.position &+ SeedIndex.seedLength <= vSearch.leastAnchor &+ 3 { proving &+= 1 }
      if proving >= Self.provingSeeds && least < proving { break }
      number &+= 1
    }
    return least
  }
}
