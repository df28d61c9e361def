import Germline
import Sequences

/// J: seeds on both strands, then the best placement.
extension ReadAligner {
  /// Places J on the better strand and orients the read; false without J.
  mutating func placeJ(quality: Span<UInt8>) -> Bool {
    placeJAtFirstSight(quality: quality) || placeJAtSecondSight(quality: quality)
  }

  /// The same by every 12th word alone, which hold a J with 23 bases in a row without error.
  mutating func placeJAtFirstSight(quality: Span<UInt8>) -> Bool {
    jSearch.begin()
    reverseJSearch.begin()
    proposeJ(from: 0, by: Self.jStride)
    return decideJ(quality: quality)
  }

  /// The same by all other words, where the first sight showed none.
  mutating func placeJAtSecondSight(quality: Span<UInt8>) -> Bool {
    let known = jSearch.candidateCount &+ reverseJSearch.candidateCount
    collectJSeeds()
    for phase in 1..<Self.jStride {
      for position in jSeedPositions where position % Self.jStride == phase {
        proposeJ(
          seed: UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask),
          at: position)
      }
    }
    // Without a new place there is nothing to decide anew.
    guard jSearch.candidateCount &+ reverseJSearch.candidateCount > known else { return false }
    return decideJ(quality: quality)
  }

  /// Notes the positions of the seeds that stand in a J, ascending.
  ///
  /// A read without J has few or none, so they are told apart in one pass, word by word, in half
  /// the time of looking them up one by one.
  private mutating func collectJSeeds() {
    jSeedPositions.removeAll(keepingCapacity: true)
    let last = oriented.length &- SeedIndex.seedLength
    var first = 0
    // One window of 32 bases holds the seeds at 0 to 20.
    while first <= last {
      var window = oriented.window(at: first)
      let end = min(first &+ 20, last)
      var position = first
      while position <= end {
        let seed = UInt32(truncatingIfNeeded: window & SeedIndex.seedMask)
        if index.j.seeds.mayHavePlaces(of: seed) { noteJSeed(seed, at: position) }
        window &>>= 2
        position &+= 1
      }
      first &+= 21
    }
  }

  @inline(never)
  private mutating func noteJSeed(_ seed: UInt32, at position: Int) {
    if !index.j.seeds.places(of: seed).isEmpty { jSeedPositions.append(position) }
  }

  private mutating func proposeJ(from first: Int, by step: Int) {
    let last = oriented.length &- SeedIndex.seedLength
    var position = first
    // One window of 32 bases holds the seeds at 0 and 12.
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
    let plain = Self.plainJScore
    let hasForward =
      !jSearch.isEmpty && jSearch.decideAmongAll(below: plain, in: oriented, quality: quality)
    let forwardScore = hasForward ? jSearch.best.score : 0
    var reverseScore = 0
    if !reverseJSearch.isEmpty {
      opposite.loadReverseComplement(of: oriented)
      if reverseJSearch.decideAmongAll(below: plain, in: opposite, quality: quality) {
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
}
