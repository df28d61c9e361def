import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Did you mean")
struct NearMissTests {
  @Test(
    "the edit distance counts insertions, deletions, substitutions and swaps",
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("day", "days", 1),
      ("tumour", "tumor", 1), ("bolod", "blood", 1),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(NearMiss.editDistance(Array(a.utf8), Array(b.utf8)) == expected)
    #expect(NearMiss.editDistance(Array(b.utf8), Array(a.utf8)) == expected)
  }

  @Test("short words must be equal but for case and punctuation")
  func shortWords() {
    #expect(NearMiss.of("R1", among: ["r1", "r2"]) == "r1")
    #expect(NearMiss.of("r3", among: ["r1", "r2"]) == nil)
    #expect(NearMiss.of("age", among: ["day"]) == nil)
  }

  @Test("the first of the nearest candidates is meant, if it is near enough", arguments: 0..<50)
  func nearest(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = (0..<8).map { _ in
      String(
        (0..<Int.random(in: 1...9, using: &generator)).map { _ in
          Bool.random(using: &generator) ? "a" : "b" as Character
        })
    }
    let near = words.dropFirst().map { candidate in
      (candidate, NearMiss.editDistance(Array(words[0].utf8), Array(candidate.utf8)))
    }.filter { $1 <= min(2, $0.count / 3) }
    let least = near.map(\.1).min()
    #expect(NearMiss.of(words[0], among: words.dropFirst()) == near.first { $0.1 == least }?.0)
  }
}
