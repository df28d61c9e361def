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
    let index = BlockIndex(
      entries: entries, chosen: entries.indices.map { Int32($0) }, table: table)

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
    for at in entries {
      let entry = table.entries[Int(at)]
      let blocks = Int(entry.length) / 8
      #expect(BlockIndex.blockCount(length: Int(entry.length)) == blocks)
      for number in 0..<(blocks > 1 ? blocks + 1 : blocks) {
        let expected = entries.indices.filter { node in
          let other = table.entries[Int(entries[node])]
          return other.length == entry.length && other.locus == entry.locus
            && key(number, other) == key(number, entry)
        }
        let places = index.places(number, of: entry, in: table)
        #expect(places.map { index.node(at: $0) } == expected)
      }
    }
  }
}
