import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite struct ChimeraParentsTests {
  private static func codes(
    _ length: Int, letters: UInt8, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    (0..<length).map { _ in UInt8.random(in: 0..<letters, using: &generator) }
  }

  @Test("texts share as many bases as the junctions from that end, and stand in their order")
  func texts() throws {
    var generator = SeededGenerator(seed: 1)
    var seen = Set<Bool>()
    for round in 0..<2000 {
      let length = [5, 20, 21, 22, 42, 63, 83, 84][round % 8]
      let a = Self.codes(length, letters: 4, &generator)
      var b = a
      if round % 3 > 0 { b[Int.random(in: 0..<length, using: &generator)] ^= 1 }
      if round % 5 == 0 { b.removeLast(Int.random(in: 1..<5, using: &generator)) }
      for fromEnd in [false, true] {
        let x = try #require(JunctionText(fromEnd ? a.reversed() : a, fromEnd: fromEnd))
        let y = try #require(JunctionText(fromEnd ? b.reversed() : b, fromEnd: fromEnd))
        let shared = zip(a, b).prefix { $0 == $1 }.count
        #expect(x.sharedBases(with: y) == (a == b ? JunctionText.mostBases : shared))
        #expect(x.precedes(y) == a.lexicographicallyPrecedes(b))
        #expect(y.precedes(x) == b.lexicographicallyPrecedes(a))
        #expect((x == y) == (a == b))
        seen.insert(x.precedes(y))
      }
    }
    #expect(seen.count == 2)
    #expect(JunctionText([UInt8](repeating: 0, count: 85), fromEnd: false) == nil)
  }

  @Test("parents that share bases are found as a look at each finds them", arguments: 0..<20)
  func places(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var parents: [ChimeraParents.Parent] = []
    var junctions: [[UInt8]] = []
    for node in 0..<300 {
      let codes = Self.codes(Int.random(in: 3...30, using: &generator), letters: 2, &generator)
      junctions.append(codes)
      let text = try #require(JunctionText(codes, fromEnd: false))
      parents.append(
        .init(
          node: Int32(node), reads: Int.random(in: 2...90, using: &generator),
          end: .init(gene: node % 3, text: text)))
    }
    for least in [0, 40] {
      let sorted = ChimeraParents(parents).with(reads: least)
      for _ in 0..<100 {
        let codes = Self.codes(12, letters: 2, &generator)
        let gene = Int.random(in: 0..<4, using: &generator)
        let text = try #require(JunctionText(codes, fromEnd: false))
        let end = ChimeraParents.End(gene: gene, text: text)
        var most = 0
        for bases in 1...12 {
          let sharing = parents.filter {
            $0.reads >= least && $0.end.gene == gene
              && junctions[Int($0.node)].starts(with: codes.prefix(bases))
          }
          if !sharing.isEmpty { most = bases }
          let places = sorted.places(sharing: bases, of: end)
          #expect(Set(places.map { sorted[$0].node }) == Set(sharing.map(\.node)))
          #expect(sorted.reads(at: places) == sharing.reduce(0) { $0 + $1.reads })
        }
        #expect(min(12, sorted.mostShared(of: end)) == most)
      }
    }
  }
}
