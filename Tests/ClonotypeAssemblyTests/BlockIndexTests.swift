import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite struct BlockIndexTests {
  @Test(
    "a block's places are the junctions of equal length and locus that share it",
    arguments: 0..<8)
  func agreesWithAllPairs(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var worker = Sequencing()
    // Few distinct bases between, so that blocks repeat; two loci; lengths around whole blocks.
    for _ in 0..<60 {
      let isAlpha = Bool.random(using: &generator)
      let clone = MadeClone(
        v: isAlpha ? "TRAV12-2*01" : "TRBV9*01", j: isAlpha ? "TRAJ33*01" : "TRBJ2-1*01",
        between: (0..<Int.random(in: 1...34, using: &generator)).map { _ in
          UInt8.random(in: 0...1, using: &generator)
        }, reach: 30)
      worker.take(MadeRead(clone.codes))
    }
    let table = worker.counter
    let entries = table.entries.indices.map { Int32($0) }.shuffled(using: &generator)
    try #require(entries.count > 20)
    let chosen = entries.indices.map { Int32($0) }
    let parts = Int.random(in: 1...2, using: &generator)
    let indexes = (0..<parts).map {
      BlockIndex(entries: entries, chosen: chosen, table: table, part: $0, of: parts)
    }

    func codes(_ entry: JunctionEntry) -> [UInt8] {
      (0..<Int(entry.length)).map { i in
        UInt8((table.word(i / 32, of: entry) >> UInt64(i % 32 * 2)) & 3)
      }
    }
    func key(_ number: Int, _ entry: JunctionEntry) -> [UInt8] {
      let bases = codes(entry)
      let blocks = bases.count / 8
      return number < blocks
        ? Array(bases[(number * 8)..<(number * 8 + 8)])
        : Array(bases[..<8] + bases[(blocks * 8 - 8)..<(blocks * 8)])
    }
    for (chosenPlace, at) in entries.enumerated() {
      let entry = table.entries[Int(at)]
      let blocks = Int(entry.length) / 8
      #expect(BlockIndex.blockCount(length: Int(entry.length)) == blocks)
      for number in 0..<(blocks > 1 ? blocks + 1 : blocks) {
        let expected = entries.indices.filter { node in
          let other = table.entries[Int(entries[node])]
          return other.length == entry.length && other.locus == entry.locus
            && key(number, other) == key(number, entry)
        }
        let index = indexes[number % parts]
        let (first, places) = index.places(number, ofChosen: chosenPlace)
        #expect(places.map { index.node(at: $0) } == expected)
        #expect(first == expected.first)
      }
    }
  }

  @Test("the search halts where few bases differ and at each sixteenth place") func nextPlace() {
    var generator = SeededGenerator(seed: 5)
    var counter = ClonotypeCounter(index: MadeClone.index)
    // All share the first block.
    let junctions = (0..<90).map { _ in
      [UInt8](repeating: 0, count: 8)
        + (0..<56).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
    let entries = junctions.map {
      Int32(counter.entry(ofJunction: PackedWord.pack(codes: $0), length: 64, locus: 1))
    }
    let index = BlockIndex(
      entries: entries, chosen: entries.indices.map { Int32($0) }, table: counter)
    let all = index.places(0, ofChosen: 0).places
    for most in [0, 30, 40, 42, 64] {
      let own = Int.random(in: junctions.indices, using: &generator)
      let head = counter.entries[Int(entries[own])].head
      var halts: [Int] = []
      var next = all.lowerBound
      while true {
        let place = index.nextPlace(next..<all.upperBound, from: head, mostDifferences: most)
        if place == all.upperBound { break }
        halts.append(place)
        next = place + 1
      }
      func differences(_ place: Int) -> Int {
        zip(junctions[index.node(at: place)], junctions[own]).count { $0 != $1 }
      }
      #expect(halts == all.filter { differences($0) <= most || $0 % 16 == 0 })
      for place in all {
        let isNear = index.isNear(place, to: head, mostDifferences: most)
        #expect(isNear == (differences(place) <= most))
        let lanes = index.lanes(at: place, from: head)
        #expect(lanes[0].nonzeroBitCount + lanes[1].nonzeroBitCount == differences(place))
      }
    }
  }
}
