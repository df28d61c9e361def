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
}
