import Sequences
import Testing

@Suite struct UMITests {
  private static func umi(_ text: String) -> UMI? { UMI(Array(text.utf8).span) }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { [0x41, 0x43, 0x47, 0x54][Int($0 & 3)] }, as: UTF8.self)
  }

  @Test("text, packed form and codes of an identifier say the same", arguments: 1...28)
  func packing(length: Int) throws {
    var generator = SeededBytes(seed: UInt64(length))
    for _ in 0..<20 {
      let text = Self.text(generator.bytes(count: length))
      let umi = try #require(Self.umi(text))
      #expect(umi.text == text)
      #expect(umi.count == length)
      #expect(UMI(rawValue: umi.rawValue) == umi)
      #expect(UMI(bases: umi.bases, count: length) == umi)
      #expect(Nucleotide.text(ofCodes: (0..<length).map { umi.code(at: $0) }) == text)
    }
  }

  @Test(
    "no identifier has other letters, no base, or more than 28",
    arguments: ["", "ACGN", "AC GT", String(repeating: "A", count: 29)])
  func noIdentifier(text: String) {
    #expect(Self.umi(text) == nil)
  }

  @Test("identifiers are ordered by length, then as text", arguments: 0..<20)
  func order(seed: Int) throws {
    var generator = SeededBytes(seed: UInt64(seed))
    let texts = (0..<40).map { Self.text(generator.bytes(count: 1 + $0 % 5)) }
    let umis = texts.compactMap { Self.umi($0) }.sorted()
    #expect(umis.map(\.text) == texts.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) })
  }

  @Test("neighbours are all identifiers at one difference", arguments: [1, 2, 12, 28])
  func neighbors(length: Int) throws {
    var generator = SeededBytes(seed: UInt64(length))
    let text = Self.text(generator.bytes(count: length))
    let umi = try #require(Self.umi(text))
    var neighbors: Set<UMI> = []
    umi.forEachNeighbor { neighbors.insert($0) }
    #expect(neighbors.count == 3 * length)
    for neighbor in neighbors {
      let differences = zip(neighbor.text.utf8, text.utf8).count { $0 != $1 }
      #expect(neighbor.count == length && differences == 1 && neighbor.distance(to: umi) == 1)
    }
  }
}
