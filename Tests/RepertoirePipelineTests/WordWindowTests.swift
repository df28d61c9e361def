import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Words of a text")
struct WordWindowTests {
  @Test("the words are all stretches of known bases, packed", arguments: [1, 2, 9, 15, 16])
  func words(length: Int) {
    var random = SeededGenerator(seed: UInt64(length))
    for count in [0, 1, length - 1, length, length + 1, 200] {
      // One base in ten is unknown.
      let text = (0..<count).map { _ in
        Int.random(in: 0..<10, using: &random) == 0 ? 4 : UInt8.random(in: 0...3, using: &random)
      }
      var expected: [(UInt64, Int)] = []
      for at in 0..<max(0, count - length + 1) {
        let word = text[at..<at + length]
        if word.contains(4) { continue }
        expected.append((word.reduce(0) { $0 * 4 + UInt64($1) }, at))
      }
      let words = WordWindow.words(of: text, length: length)
      #expect(words.map { UInt64($0.code) } == expected.map(\.0))
      #expect(words.map(\.at) == expected.map(\.1))
    }
  }
}
