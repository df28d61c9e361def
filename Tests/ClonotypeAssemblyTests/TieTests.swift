import Germline
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite struct TieTests {
  @Test("a set has one number, which gives back its members", arguments: 0..<10)
  func numbers(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = TieTable(targetCount: 90)
    var known: [[UInt16]: UInt32] = [:]
    for _ in 0..<3000 {
      let size = Int.random(in: 1...(seed % 2 == 0 ? 2 : 30), using: &generator)
      let set = Set((0..<size).map { _ in UInt16.random(in: 0..<90, using: &generator) }).sorted()
      let number = table.number(of: set)
      if let before = known[set] { #expect(before == number) }
      known[set] = number
      if set.count == 1 { #expect(number == UInt32(set[0])) }
    }
    #expect(Set(known.values).count == known.count)
    for (set, number) in known {
      #expect(table.targets(of: number) == set)
      #expect((0..<90).filter { table.contains(number, $0) } == set)
      #expect(table.first(of: number) == set[0])
      let span = table.span(of: number)
      #expect(span.indices.map { span[$0] } == set)
    }
    let sorted = known.sorted { $0.value < $1.value }
    for (a, b) in zip(sorted, sorted.shuffled(using: &generator)) {
      #expect(table.intersect(a.value, b.value) == !Set(a.key).isDisjoint(with: b.key))
      #expect(table.precedes(a.value, b.value) == a.key.lexicographicallyPrecedes(b.key))
    }
  }

  /// A V/J set of reads.
  struct Tied: Sendable {
    var v: [UInt16]
    var j: [UInt16] = [3]
    var reads: Int
  }

  /// A node with its sets by their targets.
  struct Found {
    var reads: Int
    var v: [UInt16]
    var j: [UInt16]
    var isMain: Bool
  }

  /// The nodes of one entry whose reads have these sets.
  private func nodes(_ sets: [Tied]) -> [Found] {
    var generator = SeededGenerator(seed: 1)
    var worker = Sequencing()
    worker.take(MadeRead(MadeClone(using: &generator).codes))
    var table = worker.counter
    table.entries[0].tie.reads = 0
    for set in sets {
      let v = table.vTies.number(of: set.v)
      let j = table.jTies.number(of: set.j)
      table.addTies(v: v, j: j, reads: set.reads, to: 0)
    }
    var resolver = TieResolver(table: table, vTargets: 90, jTargets: 20)
    return resolver.nodes(of: 0, in: table).map { node in
      Found(
        reads: node.reads, v: resolver.vTies.targets(of: node.v),
        j: resolver.jTies.targets(of: node.j), isMain: node.isMain)
    }
  }

  @Test("reads that name fewer targets narrow those that name more") func narrowing() {
    let found = nodes([
      Tied(v: [1, 2, 3], reads: 10), Tied(v: [2], reads: 4), Tied(v: [2, 3], reads: 3),
    ])
    #expect(found.map(\.v) == [[2]])
    #expect(found.map(\.reads) == [17])
  }

  @Test("targets that no read excludes stay tied") func ties() {
    let found = nodes([Tied(v: [4, 5], reads: 3), Tied(v: [4, 5, 9], j: [3, 4], reads: 1)])
    #expect(found.map(\.v) == [[4, 5]])
    #expect(found.map(\.j) == [[3]])
  }

  @Test("a single read against many is an error of theirs, not a clonotype") func error() {
    let found = nodes([Tied(v: [1], reads: 30), Tied(v: [7], reads: 1)])
    #expect(found.map(\.v) == [[1]])
    #expect(found.map(\.reads) == [31])
  }

  @Test("as many reads of another V are a clonotype of their own") func twoClones() {
    let found = nodes([Tied(v: [1], reads: 30), Tied(v: [7], reads: 20)])
    #expect(found.map(\.v) == [[1], [7]])
    #expect(found.map(\.reads) == [30, 20])
    #expect(found.map(\.isMain) == [true, false])
  }

  @Test("the same V with another J is a clonotype of its own") func twoJ() {
    let found = nodes([Tied(v: [1], j: [2], reads: 30), Tied(v: [1], j: [5], reads: 12)])
    #expect(found.map(\.j) == [[2], [5]])
    #expect(found.map(\.reads) == [30, 12])
  }

  @Test("neither the order of sets nor their numbers matter; no read is lost", arguments: 0..<200)
  func order(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sets = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
      Tied(
        v: Set((0..<3).map { _ in UInt16.random(in: 0..<6, using: &generator) }).sorted(),
        j: Set((0..<2).map { _ in UInt16.random(in: 0..<3, using: &generator) }).sorted(),
        reads: Int.random(in: 1...40, using: &generator))
    }
    let expected = nodes(sets)
    #expect(expected.reduce(0) { $0 + $1.reads } == sets.reduce(0) { $0 + $1.reads })
    #expect(expected.allSatisfy { !$0.v.isEmpty && !$0.j.isEmpty })
    #expect(expected.filter(\.isMain).count == 1)
    #expect(Set(expected.map { [$0.v, $0.j] }).count == expected.count)
    for _ in 0..<4 {
      let found = nodes(sets.shuffled(using: &generator))
      #expect(found.map(\.v) == expected.map(\.v))
      #expect(found.map(\.j) == expected.map(\.j))
      #expect(found.map(\.reads) == expected.map(\.reads))
    }
  }
}
