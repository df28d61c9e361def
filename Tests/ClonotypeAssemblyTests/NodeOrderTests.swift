import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import ClonotypeAssembly

@Suite struct NodeOrderTests {
  /// What an entry's nodes should have.
  private struct Expected {
    var v: [UInt16]
    var j: [UInt16]
  }

  @Test("the order of nodes is total and the same for any number of tasks") func order() async {
    var generator = SeededGenerator(seed: 8)
    var table = ClonotypeCounter(index: MadeClone.index)
    var expected: [Int: Expected] = [:]
    for _ in 0..<40_000 {
      let length = Int.random(in: 12...70, using: &generator)
      let codes = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let at = table.entry(ofJunction: PackedWord.pack(codes: codes), length: length, locus: 1)
      guard expected[at] == nil, table.entries[at].reads == 0 else { continue }
      if Bool.random(using: &generator) {
        let reads = [1, 1, 1, 2, 3, 50].randomElement(using: &generator) ?? 1
        let v = UInt16.random(in: 0...1, using: &generator)
        table.entries[at].reads += reads
        table.addTies(v: UInt32(v), j: 0, reads: reads, to: at)
        expected[at] = Expected(v: [v], j: [0])
        continue
      }
      // Both halves of the reads leave two targets open, a set that no read has.
      let (v, j) = (
        4 * UInt16.random(in: 0..<12, using: &generator),
        4 * UInt16.random(in: 0..<3, using: &generator)
      )
      for other in [UInt16(2), 3] {
        table.entries[at].reads += 10
        let (vSet, jSet) = ([v, v + 1, v + other], [j, j + 1, j + other])
        table.addTies(
          v: table.vTies.number(of: vSet), j: table.jTies.number(of: jSet), reads: 10, to: at)
      }
      expected[at] = Expected(v: [v, v + 1], j: [j, j + 1])
    }
    let counted = table.vTies.count
    let assembler = RepertoireAssembler(index: MadeClone.index)
    var sole: [ClonotypeNode] = []
    for threads in [1, 2, 3, 4, 7] {
      var sets = table
      let nodes = await assembler.sortedNodes(of: &sets, threads: threads)
      #expect(nodes.count == table.entries.count && table.entries.count > 30_000)
      #expect(sets.vTies.count == counted + 12)
      for (a, b) in zip(nodes, nodes.dropFirst()) {
        let (x, y) = (table.entries[a.entry].hash, table.entries[b.entry].hash)
        #expect(a.reads > b.reads || (a.reads == b.reads && x <= y))
      }
      let differing = nodes.count { node in
        sets.vTies.targets(of: node.v) != expected[node.entry]?.v
          || sets.jTies.targets(of: node.j) != expected[node.entry]?.j
          || node.reads != table.entries[node.entry].reads || !node.isMain
      }
      #expect(differing == 0)
      if threads > 1 { #expect(nodes.map(\.entry) == sole.map(\.entry)) } else { sole = nodes }
    }
  }
}
