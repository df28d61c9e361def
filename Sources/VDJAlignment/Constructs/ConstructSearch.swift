import Germline
import Sequences

/// The constructs that one read shows; a worker's scratch, reused for every read.
struct ConstructSearch: Sendable {
  /// One way a construct may lie on the read.
  struct Claim: Sendable {
    var construct: Int
    var isReverse: Bool
    /// The base of the read at the construct's first base.
    ///
    /// In reverse, where a word begins: base of the read plus base of the construct.
    var diagonal: Int
    var words: Int
  }

  /// The best claim of each construct; the first ``claimCount`` are of the last read.
  private(set) var claims: [Claim] = []
  private(set) var claimCount = 0

  private let index: ConstructIndex
  private var read = PackedRead()
  // Filled up to a count of their own, as in SegmentSearch.
  private var candidates: [Claim] = []
  private var candidateCount = 0

  init(index: ConstructIndex) { self.index = index }

  /// Forgets the last read.
  mutating func clear() { claimCount = 0 }

  /// Looks for the constructs of a read, ASCII bases as in the file.
  mutating func look(at sequence: Span<UInt8>) {
    claimCount = 0
    candidateCount = 0
    read.load(sequence)
    let last = read.length &- SeedIndex.seedLength
    var position = 0
    while position <= last {
      let word = UInt32(truncatingIfNeeded: read.window(at: position) & SeedIndex.seedMask)
      let places = index.seeds.places(of: word)
      if !places.isEmpty, isEvidence(word, at: position) { vote(places, at: position) }
      position &+= SeedIndex.seedLength
    }
    if candidateCount > 0 { makeClaims() }
  }

  private func isEvidence(_ word: UInt32, at position: Int) -> Bool {
    if read.hasUnknown, read.unknownWindow(at: position) & SeedIndex.seedMask != 0 { return false }
    return ConstructIndex.isEvidence(word, leastDinucleotides: index.rule.leastDinucleotides)
  }

  @inline(__always)
  private static func diagonal(_ posting: SeedPosting, at position: Int) -> Int {
    posting.isReverse ? position &+ Int(posting.offset) : position &- Int(posting.offset)
  }

  private mutating func vote(_ places: Range<Int>, at position: Int) {
    for at in places {
      let posting = index.seeds.postings[at]
      let construct = Int(posting.target)
      let diagonal = Self.diagonal(posting, at: position)
      var i = 0
      while i < candidateCount {
        if candidates[i].diagonal == diagonal && candidates[i].construct == construct
          && candidates[i].isReverse == posting.isReverse
        {
          candidates[i].words &+= 1
          break
        }
        i &+= 1
      }
      guard i == candidateCount else { continue }
      let candidate = Claim(
        construct: construct, isReverse: posting.isReverse, diagonal: diagonal, words: 1)
      if i < candidates.count { candidates[i] = candidate } else { candidates.append(candidate) }
      candidateCount &+= 1
    }
  }

  /// Takes the candidates with enough words as claims, the best of each construct.
  private mutating func makeClaims() {
    var i = 0
    while i < candidateCount {
      let candidate = candidates[i]
      i &+= 1
      guard candidate.words >= index.rule.leastWords,
        candidate.words &* 100 >= room(for: candidate) &* index.rule.leastPercent
      else { continue }
      var at = 0
      while at < claimCount && claims[at].construct != candidate.construct { at &+= 1 }
      if at == claimCount {
        if at < claims.count { claims[at] = candidate } else { claims.append(candidate) }
        claimCount &+= 1
      } else if candidate.words > claims[at].words {
        // Of equal ways the one of the first word stays.
        claims[at] = candidate
      }
    }
  }

  /// Words of the read that lie whole on the construct of a candidate.
  private func room(for candidate: Claim) -> Int {
    let step = SeedIndex.seedLength
    let span = index.lengths[candidate.construct] &- step
    // Words begin at p with 0 <= p - diagonal <= span, in reverse 0 <= diagonal - p <= span.
    let lowest = candidate.isReverse ? candidate.diagonal &- span : candidate.diagonal
    let highest = candidate.isReverse ? candidate.diagonal : candidate.diagonal &+ span
    let first = (max(0, lowest) &+ step &- 1) / step
    let last = min(read.length &- step, highest) / step
    return last &- first &+ 1
  }

  /// Exact words of the read on a construct; 0 without a claim of it.
  func words(of construct: Int) -> Int {
    var i = 0
    while i < claimCount {
      if claims[i].construct == construct { return claims[i].words }
      i &+= 1
    }
    return 0
  }

  /// Marks the bases of a construct under the exact words of its claim, if there is one.
  func cover(_ construct: Int, in account: inout ConstructAccount) {
    var i = 0
    while i < claimCount && claims[i].construct != construct { i &+= 1 }
    guard i < claimCount else { return }
    let claim = claims[i]
    var position = 0
    while position <= read.length &- SeedIndex.seedLength {
      let word = UInt32(truncatingIfNeeded: read.window(at: position) & SeedIndex.seedMask)
      for at in index.seeds.places(of: word) {
        let posting = index.seeds.postings[at]
        if Int(posting.target) == construct && posting.isReverse == claim.isReverse
          && Self.diagonal(posting, at: position) == claim.diagonal
          && isEvidence(word, at: position)
        {
          account.cover(construct, from: Int(posting.offset), count: SeedIndex.seedLength)
        }
      }
      position &+= SeedIndex.seedLength
    }
  }
}
