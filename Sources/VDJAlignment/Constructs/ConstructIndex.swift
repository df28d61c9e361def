import Germline
import Sequences

/// Finds the constructs that the 12-base words of a read are in, on both strands.
///
/// **Evidence.** A read is cut into words of 12 bases at 0, 12, 24 and so on, which are independent
/// of each other. It is a read of a construct when at least three of them stand in it exactly, on
/// one strand and one diagonal, and these are at least half of the words that lie whole on the
/// construct there. The half keeps out relatives: of the words of a gene that shares 80 % of its
/// bases, 7 % are exact. Words of repeats (fewer than five of the sixteen dinucleotides) are none.
///
/// **Chance.** A word of a random read (bases independent, equally frequent) stands at a given place
/// with 4^-12. With n words and D diagonals on both strands, at most D * binomial(n, 3) * 4^-36 of
/// random reads are counted: ``chance(readLength:)``, 2e-16 for 150 bases and 1,500 of a construct.
public struct ConstructIndex: Sendable {
  /// What makes a read one of a construct.
  struct Rule: Sendable {
    /// Exact words on one diagonal.
    var leastWords = 3
    /// Their share, in percent, among the words that lie whole on the construct.
    var leastPercent = 50
    /// Dinucleotides in a word, of the eleven there are.
    var leastDinucleotides = 5
  }

  /// Shortest construct: a read over all of it holds three whole words of it.
  public static let shortest = 4 * SeedIndex.seedLength - 1
  /// Bases of the shortest read that can hold three words, and so be evidence.
  public static let shortestRead = Rule().leastWords * SeedIndex.seedLength
  /// Longest construct, in bases; an offset has 16 bits.
  public static let longest = 32_000
  /// Words that a construct of the shortest length has when all are evidence.
  public static let leastUsableWords = shortest - SeedIndex.seedLength + 1
  /// Most constructs of a set.
  public static let most = 1_000

  /// The constructs.
  public let constructs: [Construct]
  let rule: Rule
  let seeds: SeedIndex
  let lengths: [Int]

  /// Indexes a set; each construct has ``shortest`` to ``longest`` bases.
  public init(_ constructs: [Construct]) { self.init(constructs, rule: Rule()) }

  init(_ constructs: [Construct], rule: Rule) {
    precondition(constructs.count <= Self.most, "a set has at most a thousand constructs")
    precondition(
      constructs.allSatisfy { (Self.shortest...Self.longest).contains($0.codes.count) },
      "a construct has a length that can be indexed")
    self.constructs = constructs
    self.rule = rule
    lengths = constructs.map(\.codes.count)
    seeds = SeedIndex(
      sequences: constructs.map(\.codes), origins: constructs.map { _ in 0 }, bothStrands: true)
  }

  /// The share of random reads of a length that are counted for any of the constructs, at most.
  public func chance(readLength: Int) -> Double {
    let words = readLength / SeedIndex.seedLength
    guard words >= rule.leastWords else { return 0 }
    var share = lengths.reduce(0) { $0 + 2 * Double($1 + readLength) }
    for word in 0..<rule.leastWords {
      share *= Double(words - word) / Double(word + 1)
      for _ in 0..<SeedIndex.seedLength { share /= 4 }
    }
    return min(1, share)
  }

  /// The number of words of a construct that can be evidence.
  public static func usableWords(of codes: [UInt8]) -> Int {
    guard codes.count >= SeedIndex.seedLength else { return 0 }
    return (0...codes.count - SeedIndex.seedLength).count { start in
      let word = codes[start..<start + SeedIndex.seedLength]
      return word.allSatisfy { $0 < 4 }
        && isEvidence(
          UInt32(truncatingIfNeeded: PackedWord.pack(codes: word)[0]),
          leastDinucleotides: Rule().leastDinucleotides)
    }
  }

  /// Whether a packed word holds enough dinucleotides to be told from a repeat.
  @inline(__always)
  static func isEvidence(_ word: UInt32, leastDinucleotides: Int) -> Bool {
    var seen: UInt32 = 0
    var rest = word
    var i = 1
    while i < SeedIndex.seedLength {
      seen |= 1 &<< (rest & 15)
      rest &>>= 2
      i &+= 1
    }
    return seen.nonzeroBitCount >= leastDinucleotides
  }
}
