import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Sorting places by key")
struct RadixSortTests {
  @Test("the order is that of a stable sort", arguments: 0..<20)
  func oracle(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    // Keys that differ in some bytes only, with repetitions, up to the whole width.
    let mask: UInt64 = [0xFF, 0xFFFF, 0xFF00_0000_0000_00FF, .max, 0x3][seed % 5]
    var keyed = (0..<Int.random(in: 0...500, using: &random)).map { place in
      (key: random.next() & mask, place: UInt32(place))
    }
    let expected = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }
    RadixSort.sort(&keyed)
    #expect(keyed.map(\.key) == expected.map(\.key))
    #expect(keyed.map(\.place) == expected.map(\.place))
  }
}
