import Germline
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct ClonotypeCounterTests {
  /// Reads of a few clones of several loci, with errors, N, both strands and several lengths.
  static func reads(_ count: Int, seed: UInt64) -> [MadeRead] {
    var generator = SeededGenerator(seed: seed)
    let genes = [
      ("TRBV9*01", "TRBJ2-1*01"), ("TRBV6-2*01", "TRBJ1-2*01"), ("TRBV12-3*01", "TRBJ2-7*01"),
      ("TRAV12-2*01", "TRAJ33*01"), ("TRGV9*01", "TRGJP1*01"), ("TRDV2*03", "TRDJ1*01"),
    ]
    let clones = (0..<12).map { i in
      MadeClone(
        v: genes[i % 6].0, j: genes[i % 6].1, added: [6, 14, 40, 100][i % 4],
        using: &generator)
    }
    return (0..<count).map { _ in
      let clone = clones[Int.random(in: 0..<12, using: &generator)]
      var codes = clone.codes
      var low: [Int] = []
      for i in codes.indices where Int.random(in: 0..<150, using: &generator) == 0 {
        codes[i] =
          Int.random(in: 0..<4, using: &generator) == 0
          ? Nucleotide.unknown : UInt8.random(in: 0...3, using: &generator)
        low.append(i)
      }
      let cut = [0, 0, 20, 45].randomElement(using: &generator) ?? 0
      return MadeRead(
        Array(codes[cut...]), quality: UInt8.random(in: 20...40, using: &generator),
        low: low.filter { $0 >= cut }.map { $0 - cut },
        isReverse: Bool.random(using: &generator))
    }
  }

  private func table(_ reads: some Sequence<MadeRead>) -> ClonotypeCounter {
    var worker = Sequencing()
    for read in reads { worker.take(read) }
    return worker.counter
  }

  @Test("counting equals a dictionary of strings", arguments: 0..<6)
  func agreesWithDictionary(_ seed: UInt64) {
    var worker = Sequencing()
    var expected = TableContent()
    for read in Self.reads(250, seed: seed) {
      guard case .rearranged(let found) = worker.take(read) else { continue }
      var codes = Nucleotide.codes(of: read.bases)
      var quality = read.quality.map { Int($0) - 33 }
      if found.isReverse {
        codes = Nucleotide.reverseComplement(ofCodes: codes)
        quality.reverse()
      }
      let key = TableContent.Key(
        locus: UInt8(found.locus.index), junction: Nucleotide.text(ofCodes: codes[found.junction]))
      var entry = expected.entries[key] ?? .init(qualities: found.junction.map { _ in 0 })
      entry.reads += 1
      entry.qualities = zip(entry.qualities, quality[found.junction]).map { min(65_535, $0 + $1) }
      entry.ties[.init(v: worker.aligner.vTies, j: worker.aligner.jTies), default: 0] += 1
      let text = Nucleotide.text(ofCodes: codes)
      // A difference of Q20 or more loses 24 points, as much as 90 bases of Q40.
      let worth =
        1 << 24 + quality.reduce(0, +) + 100 * (codes.count - found.v.lowerBound)
        - 150 * worker.aligner.lostScore
      let isBetter =
        entry.reads == 1
        || (-worth, -text.utf8.count, text)
          < (-entry.worth, -entry.representative.utf8.count, entry.representative)
      if isBetter {
        entry.representative = text
        entry.worth = worth
        entry.start = found.junction.lowerBound
      }
      expected.entries[key] = entry
    }
    #expect(expected.entries.count > 12)
    #expect(TableContent(worker.counter) == expected)
  }

  @Test(
    "reads that waited together count as those that came alone", arguments: [2, 7, 31, 32, 33, 400])
  func waiting(_ together: Int) {
    let reads = Self.reads(250, seed: 8)
    var aligner = ReadAligner(index: MadeClone.index)
    var counter = ClonotypeCounter(index: MadeClone.index)
    var waiting = WaitingReads()
    for (number, read) in reads.enumerated() {
      let outcome = aligner.align(sequence: read.bases.span, quality: read.quality.span)
      if case .rearranged(let found) = outcome {
        counter.count(found, from: &aligner, quality: read.quality.span, in: &waiting)
      }
      if number % together == together - 1 {
        counter.count(&waiting)
        #expect(waiting.isEmpty)
      }
    }
    counter.count(&waiting)
    let alone = TableContent(table(reads))
    #expect(alone.entries.values.contains { $0.reads > 7 })
    #expect(TableContent(counter) == alone)
  }

  @Test(
    "neighbours are all that differ in one base, whatever is looked up together", arguments: 0..<4)
  func neighbours(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let length = [10, 31, 33, 64][Int(seed)]
    let first = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
    // Half of all neighbours, and as many at two bases, which are none.
    var junctions: Set<[UInt8]> = [first]
    for place in first.indices {
      for step in UInt8(1)...3 where Bool.random(using: &generator) {
        var codes = first
        codes[place] = (codes[place] + step) & 3
        junctions.insert(codes)
        codes[(place + 3) % length] ^= 1
        junctions.insert(codes)
      }
    }
    var counter = ClonotypeCounter(index: MadeClone.index)
    let sorted = junctions.sorted { $0.lexicographicallyPrecedes($1) }
    let numbers = sorted.map {
      counter.entry(ofJunction: PackedWord.pack(codes: $0), length: length, locus: 1)
    }
    var found: [Int: Int] = [:]
    var scratch: [UInt64] = []
    let entry = counter.entries[numbers[sorted.firstIndex(of: first) ?? 0]]
    let filter = JunctionFilter(of: counter)
    let isWhole = counter.oneBaseNeighbours(
      of: entry, at: 0..<length, among: filter, scratch: &scratch
    ) {
      found[$0] = $1
      return true
    }
    #expect(isWhole)
    var expected: [Int: Int] = [:]
    for (number, codes) in zip(numbers, sorted) {
      let places = codes.indices.filter { codes[$0] != first[$0] }
      if places.count == 1 { expected[number] = places[0] }
    }
    #expect(found == expected)
    var met = 0
    let ends = counter.oneBaseNeighbours(
      of: entry, at: 0..<length, among: filter, scratch: &scratch
    ) { _, _ in
      met += 1
      return met < 3
    }
    #expect(!ends && met == 3)
  }

  @Test("a table that grows several times keeps every junction") func growth() {
    var generator = SeededGenerator(seed: 3)
    var worker = Sequencing()
    var expected: [String: Int] = [:]
    for _ in 0..<5000 {
      let clone = MadeClone(added: 20, reach: 30, using: &generator)
      let outcome = worker.take(MadeRead(clone.codes), copies: 2)
      guard case .rearranged(let found) = outcome, found.junction == clone.junction else {
        continue
      }
      expected[clone.junctionText, default: 0] += 2
    }
    #expect(expected.count > 4500)
    let content = TableContent(worker.counter)
    for (junction, reads) in expected {
      #expect(content.entries[.init(locus: 1, junction: junction)]?.reads == reads)
    }
    let reads = worker.counter.entries.reduce(0) { $0 + $1.reads }
    #expect(reads == worker.account.rearrangements)
    for entry in worker.counter.entries {
      let words = worker.counter.words(of: entry)
      #expect(
        worker.counter.find(words, length: Int(entry.length), locus: entry.locus) != nil)
      #expect(
        worker.counter.find(words, length: Int(entry.length), locus: entry.locus ^ 1) == nil)
      #expect(
        worker.counter.find(words, length: Int(entry.length) + 1, locus: entry.locus) == nil)
    }
  }

  @Test(
    "merging is commutative and associative, and the empty table changes nothing",
    arguments: 0..<6)
  func mergeLaws(_ seed: UInt64) {
    let parts = (0..<3).map { table(Self.reads(80, seed: seed * 1)[($0 * 20)..<($0 * 20 + 40)]) }
    func merged(_ a: ClonotypeCounter, _ b: ClonotypeCounter) -> ClonotypeCounter {
      var sum = a
      sum.merge(b)
      return sum
    }
    let (a, b, c) = (parts[0], parts[1], parts[2])
    #expect(TableContent(merged(a, b)) == TableContent(merged(b, a)))
    #expect(
      TableContent(merged(merged(a, b), c)) == TableContent(merged(a, merged(b, c))))
    let empty = ClonotypeCounter(index: MadeClone.index)
    #expect(TableContent(merged(a, empty)) == TableContent(a))
    #expect(TableContent(merged(empty, a)) == TableContent(a))
    #expect(merged(empty, empty).distinctJunctions == 0)
  }

  @Test("merging parts equals counting all in one table, in any order", arguments: 0..<6)
  func partsEqualWhole(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let reads = Self.reads(160, seed: seed + 77)
    let whole = TableContent(table(reads))
    let shuffled = reads.shuffled(using: &generator)
    #expect(TableContent(table(shuffled)) == whole)
    var sum = table(shuffled[..<31])
    sum.merge(table(shuffled[31..<90]))
    sum.merge(table(shuffled[90...]))
    #expect(TableContent(sum) == whole)
  }

  @Test("quality sums stop at 65,535 and counts do not") func saturation() {
    var generator = SeededGenerator(seed: 5)
    let clone = MadeClone(using: &generator)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes, quality: 40), copies: 70_000)
    var twice = worker.counter
    twice.merge(worker.counter)
    #expect(worker.counter.entries.map(\.reads) == [70_000])
    #expect(twice.entries.map(\.reads) == [140_000])
    for place in clone.junction.indices {
      let place = place - clone.junction.lowerBound
      #expect(twice.qualitySum(of: twice.entries[0], at: place) == 65_535)
    }
    #expect(twice.entries[0].isFull)
  }

  @Test(
    "quality sums are those of plain addition, read by read and merged", arguments: [1, 6, 45, 48])
  func exactSums(_ length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    var (tables, expected) = ([ClonotypeCounter](), [[Int]]())
    let codes = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
    for reads in [1, 2, 3, 4, 9, 40, 300, 3000] {
      var table = ClonotypeCounter(index: MadeClone.index)
      let at = table.entry(ofJunction: PackedWord.pack(codes: codes), length: length, locus: 1)
      // Some cycles are poor in all reads.
      let most = (0..<length).map { _ in [2, 12, 40, 93].randomElement(using: &generator) ?? 2 }
      var sums = [Int](repeating: 0, count: length)
      for _ in 0..<reads {
        let scores = most.map { Int.random(in: 0...$0, using: &generator) }
        for place in scores.indices { sums[place] = min(65_535, sums[place] + scores[place]) }
        table.addSums(scores, to: at)
        table.entries[at].reads += 1
      }
      #expect((0..<length).map { table.qualitySum(of: table.entries[at], at: $0) } == sums)
      #expect(table.entries[at].hasWideSums == sums.contains { $0 > 255 })
      tables.append(table)
      expected.append(sums)
    }
    for a in tables.indices {
      for b in tables.indices {
        var both = tables[a]
        both.merge(tables[b])
        let sums = zip(expected[a], expected[b]).map { min(65_535, $0 + $1) }
        #expect((0..<length).map { both.qualitySum(of: both.entries[0], at: $0) } == sums)
        #expect(both.entries[0].isFull == sums.allSatisfy { $0 == 65_535 })
      }
    }
  }

  @Test("reads add their qualities exactly, however many share a junction", arguments: 0..<4)
  func sumsOfReads(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let clone = MadeClone(added: Int(seed) + 9, using: &generator)
    let length = clone.junction.count
    var worker = Sequencing()
    var sums = [Int](repeating: 0, count: length)
    for number in 0..<2500 {
      let low = Array(clone.codes.indices.shuffled(using: &generator).prefix(20))
      let quality = UInt8.random(in: 20...41, using: &generator)
      worker.take(MadeRead(clone.codes, quality: quality, low: low, lowQuality: 12))
      for place in 0..<length {
        let score = low.contains(clone.junction.lowerBound + place) ? 12 : Int(quality)
        sums[place] = min(65_535, sums[place] + score)
      }
      guard [1, 2, 3, 7, 8, 100, 2499].contains(number) else { continue }
      let entry = worker.counter.entries[0]
      #expect((0..<length).map { worker.counter.qualitySum(of: entry, at: $0) } == sums)
    }
    #expect(worker.counter.entries.count == 1)
  }

  @Test("the sum of qualities equals plain addition at every length") func qualitySums() {
    var generator = SeededGenerator(seed: 9)
    for length in Array(0...40) + [1023, 1024, 1025, 3000] {
      let quality = (0..<length).map { _ in UInt8.random(in: 33...126, using: &generator) }
      let expected = quality.reduce(0) { $0 + Int($1) - 33 }
      #expect(ClonotypeCounter.qualitySum(quality.span) == expected)
    }
    let highest = [UInt8](repeating: 126, count: 5000)
    #expect(ClonotypeCounter.qualitySum(highest.span) == 5000 * 93)
  }

  @Test("keys order as locus, then junction text") func order() {
    let counter = table(Self.reads(120, seed: 4))
    let keys = counter.entries.map { entry in
      let codes = counter.words(of: entry).flatMap { word in
        (0..<32).map { UInt8((word >> UInt64(2 * $0)) & 3) }
      }
      return (entry.locus, Nucleotide.text(ofCodes: codes.prefix(Int(entry.length))))
    }
    for a in keys.indices {
      for b in keys.indices { #expect(counter.precedes(a, b) == (keys[a] < keys[b])) }
    }
  }

  @Test("junctions of every length around whole words keep all their bases") func lengths() {
    var generator = SeededGenerator(seed: 12)
    var worker = Sequencing()
    var expected: Set<String> = []
    for added in Array(0...12) + Array(38...48) + Array(70...110) {
      let clone = MadeClone(added: added, using: &generator)
      // Two that differ in one base of the end are two.
      for places in [[], [clone.junction.count - 9]] {
        let read = MadeRead(clone.codes(changing: places))
        guard case .rearranged(let found) = worker.take(read), found.junction == clone.junction
        else { continue }
        expected.insert(clone.junctionText(changing: places))
      }
    }
    #expect(expected.count > 100)
    let found = Set(TableContent(worker.counter).entries.keys.map(\.junction))
    #expect(found.isSuperset(of: expected))
  }

  @Test("reads seen before make no array of the table longer") func noGrowth() {
    let reads = Self.reads(200, seed: 31)
    var worker = Sequencing()
    // With so many a junction has wide sums.
    for read in reads { worker.take(read, copies: 130) }
    let before = worker.counter
    for read in reads { worker.take(read, copies: 130) }
    let after = worker.counter
    #expect(after.entries.count == before.entries.count)
    #expect(after.qualitySums.count == before.qualitySums.count)
    #expect(after.tieCounts.count == before.tieCounts.count)
    #expect(after.readWords.count == before.readWords.count)
    let total = after.entries.reduce(0) { $0 + $1.reads }
    #expect(total == 2 * before.entries.reduce(0) { $0 + $1.reads })
  }
}
