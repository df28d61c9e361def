import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Folder names of samples")
struct FolderNameTests {
  @Test(
    "a plain id is its name; anything else is percent-encoded",
    arguments: [
      ("P01-blood.d14_x", "P01-blood.d14_x"), ("a/b", "a%2Fb"), ("..", "%2E."), (".a", "%2Ea"),
      ("_a", "%5Fa"), ("a%2Fb", "a%252Fb"), ("Zürich", "Z%C3%BCrich"), ("a b", "a%20b"),
    ])
  func names(id: String, name: String) { #expect(FolderName.of(id) == name) }

  @Test("a long id is cut at 100 bytes plus a hash, and stays different from its like")
  func longIDs() {
    let long = String(repeating: "a", count: 101)
    #expect(FolderName.of(String(long.dropLast())).count == 100)
    #expect(FolderName.of(long).count == 117)
    #expect(FolderName.of(long) != FolderName.of(long + "b"))
  }

  @Test("random ids never share a name and never leave the folder", arguments: [1, 2, 3])
  func injective(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("ab./%-_é ~2F")
    var names: [String: String] = [:]
    for _ in 0..<2000 {
      let id = String(
        (0..<Int.random(in: 1...6, using: &generator)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &generator)]
        })
      let name = FolderName.of(id)
      #expect(!name.contains("/") && !name.hasPrefix(".") && !name.isEmpty)
      #expect(names.updateValue(id, forKey: name) ?? id == id)
    }
  }
}
