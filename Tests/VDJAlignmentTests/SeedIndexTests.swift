import Germline
import TestSupport
import Testing

@Suite struct SeedIndexTests {
  private struct Place: Hashable {
    var target: Int
    var offset: Int
    var isReverse: Bool
  }

  private func seed(_ codes: some Sequence<UInt8>) -> UInt32 {
    codes.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(2 * $1.offset) }
  }

  @Test(
    "every word of every target is found at all its places and nowhere else",
    arguments: 0..<20)
  func agreesWithNaive(_ random: UInt64) {
    var generator = SeededGenerator(seed: random)
    // Few bases, so that words repeat; lengths below a seed; unknown bases.
    let sequences: [[UInt8]] = (0..<20).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        Int.random(in: 0..<50, using: &generator) == 0
          ? 4 : UInt8.random(in: 0...(random % 2 == 0 ? 1 : 3), using: &generator)
      }
    }
    let origins = sequences.map { _ in Int.random(in: 0...30, using: &generator) }
    let index = SeedIndex(sequences: sequences, origins: origins, bothStrands: true)
    var expected: [UInt32: Set<Place>] = [:]
    for (target, codes) in sequences.enumerated() where codes.count >= 12 {
      for start in 0...(codes.count - 12) {
        let word = codes[start..<start + 12]
        guard !word.contains(4) else { continue }
        let offset = start - origins[target]
        expected[seed(word), default: []].insert(
          Place(target: target, offset: offset, isReverse: false))
        expected[seed(word.reversed().map { 3 - $0 }), default: []].insert(
          Place(target: target, offset: offset, isReverse: true))
      }
    }
    var probes = Array(expected.keys.sorted())
    for _ in 0..<2000 { probes.append(UInt32.random(in: 0...0xFF_FFFF, using: &generator)) }
    for probe in probes {
      let found = index.places(of: probe).map { at in
        let posting = index.postings[at]
        return Place(
          target: Int(posting.target), offset: Int(posting.offset), isReverse: posting.isReverse)
      }
      #expect(Set(found) == expected[probe] ?? [])
      #expect(Set(found).count == found.count)
      let targets = found.map(\.target)
      #expect(targets == targets.sorted(), "who looks for one target stops behind it")
    }
  }
}
