import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct ConstructCounterTests {
  /// Bases drawn evenly.
  static func random(_ count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
  }

  static func ascii(_ codes: some Sequence<UInt8>) -> [UInt8] {
    codes.map(Nucleotide.ascii(ofCode:))
  }

  /// What single reads give.
  static func account(_ reads: [[UInt8]], _ index: ConstructIndex) -> ConstructAccount {
    var counter = ConstructCounter(index: index)
    for read in reads { counter.count(ascii(read).span) }
    return counter.account
  }

  /// The rule in plain words: every construct, strand and diagonal, word by word.
  static func naive(_ read: [UInt8], _ constructs: [Construct]) -> (construct: Int?, isTied: Bool) {
    let starts = Array(stride(from: 0, through: read.count - 12, by: 12))
    var best = [Int](repeating: 0, count: constructs.count)
    for (number, construct) in constructs.enumerated() {
      for codes in [construct.codes, Nucleotide.reverseComplement(ofCodes: construct.codes)] {
        for diagonal in -codes.count...read.count {
          let whole = starts.filter { $0 - diagonal >= 0 && $0 - diagonal + 12 <= codes.count }
          let exact = whole.count { start in
            let word = read[start..<start + 12]
            let dinucleotides = Set(zip(word, word.dropFirst()).map { $0 * 5 + $1 })
            return word.elementsEqual(codes[start - diagonal..<start - diagonal + 12])
              && word.allSatisfy { $0 < 4 } && dinucleotides.count >= 5
          }
          if exact >= 3 && exact * 2 >= whole.count { best[number] = max(best[number], exact) }
        }
      }
    }
    let most = best.max() ?? 0
    guard most > 0 else { return (nil, false) }
    let winners = best.indices.filter { best[$0] == most }
    return (winners.count == 1 ? winners[0] : nil, winners.count > 1)
  }

  @Test("reads are counted as plain comparison of every place counts them", arguments: 0..<8)
  func oracle(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let shared = Self.random(70, using: &generator)
    let constructs = [
      Construct(name: "a", codes: Self.random(150, using: &generator) + shared),
      Construct(name: "b", codes: shared + Self.random(60, using: &generator)),
      Construct(name: "c", codes: Self.random(47, using: &generator)),
      Construct(
        name: "d",
        codes: Self.random(30, using: &generator) + [0, 0, 4, 1, 0, 0, 0]
          + [UInt8](repeating: 0, count: 20) + Self.random(40, using: &generator)),
    ]
    let index = ConstructIndex(constructs)
    for _ in 0..<20 {
      let pick = constructs[Int.random(in: 0..<4, using: &generator)].codes
      // Reads hang over either end, hold errors, unknown bases and both strands.
      let flank = Self.random(40, using: &generator)
      let whole = flank + pick + flank.reversed()
      let length = Int.random(in: 30...100, using: &generator)
      let start = Int.random(in: 0...whole.count - length, using: &generator)
      var read = Array(whole[start..<start + length])
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        read[Int.random(in: 0..<length, using: &generator)] = UInt8.random(
          in: 0...4, using: &generator)
      }
      if Bool.random(using: &generator) { read = Nucleotide.reverseComplement(ofCodes: read) }
      let expected = Self.naive(read, constructs)
      let found = Self.account([read], index)
      #expect(found.reads == 1)
      #expect(found.ambiguousReads == (expected.isTied ? 1 : 0))
      for number in constructs.indices {
        #expect(found.readsOfConstruct[number] == (expected.construct == number ? 1 : 0))
      }
    }
  }

  @Test("chance words in random reads are as many as the derivation says")
  func chance() {
    var generator = SeededGenerator(seed: 7)
    let construct = Construct(name: "a", codes: Self.random(1500, using: &generator))
    // With one word for evidence chance can be seen at work; every read has at most two.
    let loose = ConstructIndex(
      [construct], rule: .init(leastWords: 1, leastPercent: 0, leastDinucleotides: 0))
    let strict = ConstructIndex([construct])
    let reads = 10_000
    var chances = ConstructCounter(index: loose)
    var counted = ConstructCounter(index: strict)
    for _ in 0..<reads {
      let read = Self.ascii(Self.random(150, using: &generator))
      chances.count(read.span)
      counted.count(read.span)
    }
    // 12 words, each whole on the construct at 1,489 places of either strand.
    let mean = Double(reads) * 12 * 2 * 1489 / 16_777_216
    let found = Double(chances.account.readsOfConstruct[0])
    #expect(abs(found - mean) < 5 * mean.squareRoot())
    #expect(loose.chance(readLength: 150) * Double(reads) >= mean)
    #expect(counted.account.readsOfConstruct == [0])
    #expect(strict.chance(readLength: 150) < 1e-15)
    #expect(strict.chance(readLength: 35) == 0)
  }

  @Test("reads of relatives that share 80 % of their bases are not counted")
  func relatives() {
    var generator = SeededGenerator(seed: 8)
    let construct = Construct(name: "a", codes: Self.random(1500, using: &generator))
    let index = ConstructIndex([construct])
    var counter = ConstructCounter(index: index)
    for _ in 0..<1000 {
      let start = Int.random(in: 0...1350, using: &generator)
      let read = construct.codes[start..<start + 150].map { code in
        Int.random(in: 0..<5, using: &generator) == 0
          ? (code + UInt8.random(in: 1...3, using: &generator)) & 3 : code
      }
      counter.count(Self.ascii(read).span)
    }
    #expect(counter.account.readsOfConstruct[0] <= 2)
  }

  @Test("reads too short for three words are told apart from reads that show nothing")
  func tooShort() {
    var generator = SeededGenerator(seed: 12)
    let construct = Construct(name: "a", codes: Self.random(300, using: &generator))
    var counter = ConstructCounter(index: ConstructIndex([construct]))
    for length in [11, 35, 36, 60] {
      counter.count(Self.ascii(construct.codes[50..<50 + length]).span)
    }
    // One mate that is long enough suffices.
    let (short, long) = (Self.ascii(construct.codes[..<20]), Self.ascii(construct.codes[80..<140]))
    counter.countPair(short.span, long.span)
    counter.countPair(short.span, short.span)
    #expect(counter.account.reads == 6)
    #expect(counter.account.tooShortReads == 3)
    #expect(counter.account.readsOfConstruct == [3])
  }

  @Test("a read that fits two constructs equally well is told of both, and of no third")
  func ambiguous() {
    var generator = SeededGenerator(seed: 13)
    let whole = Self.random(300, using: &generator)
    let index = ConstructIndex([
      Construct(name: "a", codes: whole), Construct(name: "b", codes: Array(whole[100...])),
      Construct(name: "c", codes: Self.random(200, using: &generator)),
    ])
    var counter = ConstructCounter(index: index)
    let read = Self.ascii(whole[150..<220])
    counter.count(read.span)
    counter.countPair(read.span, Self.ascii(whole[200..<260]).span)
    counter.count(Self.ascii(whole[..<70]).span)
    #expect(counter.account.ambiguousReads == 2)
    #expect(counter.account.ambiguousOfConstruct == [2, 2, 0])
    #expect(counter.account.readsOfConstruct == [1, 0, 0])
    var merged = counter.account
    merged.merge(counter.account)
    #expect(merged.ambiguousOfConstruct == [4, 4, 0])
    #expect(merged.tooShortReads == 0)
  }

  @Test("reads with 0.5 % errors are counted, 998 of 1,000 at 150 bases")
  func sensitivity() {
    var generator = SeededGenerator(seed: 9)
    let construct = Construct(name: "a", codes: Self.random(1500, using: &generator))
    var counter = ConstructCounter(index: ConstructIndex([construct]))
    for _ in 0..<1000 {
      let start = Int.random(in: 0...1350, using: &generator)
      let read = construct.codes[start..<start + 150].map { code in
        Int.random(in: 0..<200, using: &generator) == 0 ? (code + 1) & 3 : code
      }
      counter.count(Self.ascii(read).span)
    }
    #expect(counter.account.readsOfConstruct[0] >= 998)
    // The last six bases of the construct are in no whole word of these reads.
    #expect((1470...1494).contains(counter.account.coveredBases(of: 0)))
  }

  @Test("a pair counts once, for the construct that both mates show best")
  func pairs() {
    var generator = SeededGenerator(seed: 10)
    let a = Self.random(200, using: &generator)
    let b = Self.random(200, using: &generator)
    let background = Self.random(100, using: &generator)
    let index = ConstructIndex([Construct(name: "a", codes: a), Construct(name: "b", codes: b)])
    var counter = ConstructCounter(index: index)
    func count(_ first: [UInt8], _ second: [UInt8]) -> [Int] {
      let before = counter.account.readsOfConstruct
      let ambiguous = counter.account.ambiguousReads
      counter.countPair(Self.ascii(first).span, Self.ascii(second).span)
      return zip(counter.account.readsOfConstruct, before).map { $0 - $1 }
        + [counter.account.ambiguousReads - ambiguous]
    }
    let mate = Nucleotide.reverseComplement(ofCodes: Array(a[90..<190]))
    #expect(count(Array(a[..<100]), mate) == [1, 0, 0])
    #expect(count(background, mate) == [1, 0, 0])
    #expect(count(Array(b[..<60]), mate) == [1, 0, 0])
    #expect(count(Array(b[..<100]), mate) == [0, 0, 1])
    #expect(count(background, background) == [0, 0, 0])
    #expect(counter.account.reads == 5)
    #expect(counter.account.coveredBases(of: 1) == 0)
    // 8 words from 0 to 96 of one mate; the other covers 8 words back from 190.
    #expect(counter.account.coveredBases(of: 0) == 190)
  }

  @Test("accounts add up in any order", arguments: 0..<5)
  func merging(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) + 50)
    let construct = Construct(name: "a", codes: Self.random(300, using: &generator))
    let index = ConstructIndex([construct])
    let reads = (0..<30).map { _ in
      let start = Int.random(in: 0...220, using: &generator)
      return Bool.random(using: &generator)
        ? Array(construct.codes[start..<start + 80]) : Self.random(80, using: &generator)
    }
    let whole = Self.account(reads, index)
    let cut = Int.random(in: 0...30, using: &generator)
    var first = Self.account(Array(reads[..<cut]), index)
    var second = Self.account(Array(reads[cut...]), index)
    let alone = first
    first.merge(second)
    second.merge(alone)
    #expect(first == whole && second == whole)
  }

  @Test("words that receptor genes have too are told, chance ones are not")
  func germline() throws {
    let reference = GermlineReference.embedded(.human)
    let c = try #require(reference.allele(named: "TRBC1*01")).codes
    var generator = SeededGenerator(seed: 11)
    let own = Self.random(400, using: &generator)
    let index = ConstructIndex([
      Construct(name: "own", codes: own),
      Construct(name: "with constant", codes: own + c[10..<60]),
      Construct(
        name: "reverse", codes: Nucleotide.reverseComplement(ofCodes: Array(c[10..<46])) + own),
      Construct(name: "too short a stretch", codes: own + c[10..<44]),
    ])
    let shared = index.wordsShared(with: reference)
    #expect(shared[0] == 0)
    #expect((39...45).contains(shared[1]))
    #expect((25...31).contains(shared[2]))
    #expect(shared[3] == 0)
  }
}
