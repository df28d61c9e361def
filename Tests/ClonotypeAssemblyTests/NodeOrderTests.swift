import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import ClonotypeAssembly

@Suite struct NodeOrderTests {
  @Test("the order of nodes is total and the same for any number of tasks") func order() async {
    var generator = SeededGenerator(seed: 8)
    var table = ClonotypeCounter(index: MadeClone.index)
    for _ in 0..<40_000 {
      let length = Int.random(in: 12...70, using: &generator)
      let codes = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let at = table.entry(ofJunction: PackedWord.pack(codes: codes), length: length, locus: 1)
      let reads = [1, 1, 1, 2, 3, 50].randomElement(using: &generator) ?? 1
      table.entries[at].reads += reads
      table.addTies(v: UInt32.random(in: 0...1, using: &generator), j: 0, reads: reads, to: at)
    }
    let assembler = RepertoireAssembler(index: MadeClone.index)
    var (first, others) = (table, table)
    let nodes = await assembler.sortedNodes(of: &first, threads: 1)
    #expect(nodes.count >= table.entries.count && table.entries.count > 30_000)
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      let (x, y) = (table.entries[a.entry].hash, table.entries[b.entry].hash)
      #expect(a.reads > b.reads || (a.reads == b.reads && x <= y))
    }
    for threads in [2, 3, 4, 7] {
      others = table
      let sorted = await assembler.sortedNodes(of: &others, threads: threads)
      #expect(sorted.map(\.entry) == nodes.map(\.entry))
      #expect(
        sorted.map { others.vTies.targets(of: $0.v) } == nodes.map { first.vTies.targets(of: $0.v) }
      )
    }
  }
}
