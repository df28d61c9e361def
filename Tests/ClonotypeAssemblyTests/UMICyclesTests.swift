import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("Whether identifiers are random bases")
struct UMICyclesTests {
  private static func cycles(_ identifiers: [String]) -> UMICycles {
    var cycles = UMICycles()
    for text in identifiers {
      guard let umi = UMI(Array(text.utf8).span) else { continue }
      cycles.count(umi)
    }
    return cycles
  }

  private static func isRandom(_ cycles: UMICycles, letters: Int = 4) -> [Bool?] {
    (0..<cycles.places).map { cycles.isRandom($0, letters: letters) }
  }

  @Test("true identifiers are random from the least number of molecules on", arguments: 0..<20)
  func random(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let few = Self.isRandom(Self.cycles((0..<UMICycles.fewest).map { _ in random.bases(12) }))
    // By chance a place may look coupled where molecules are few; half of them never do.
    #expect(few.count { $0 == false } <= 3)
    let many = Self.isRandom(Self.cycles((0..<1000).map { _ in random.bases(12) }))
    #expect(many.allSatisfy { $0 == true })
    let none = Self.cycles((0..<UMICycles.fewest - 1).map { _ in random.bases(12) })
    #expect(Self.isRandom(none).allSatisfy { $0 == nil })
  }

  @Test("uneven synthesis and fixed bases between random ones")
  func uneven() {
    var random = SeededGenerator(seed: 1)
    let uneven = Array("AAAACCCGGT")
    let cycles = Self.cycles(
      (0..<500).map { _ in
        String((0..<12).map { $0 == 4 ? "T" : uneven.randomElement(using: &random) ?? "A" })
      })
    #expect(Self.isRandom(cycles) == (0..<12).map { $0 != 4 })
  }

  @Test("letters of two bases are random where the pattern has them")
  func weak() {
    var random = SeededGenerator(seed: 2)
    let cycles = Self.cycles(
      (0..<500).map { _ in
        String((0..<8).map { _ in ["A", "T"].randomElement(using: &random) ?? "A" })
      })
    #expect(Self.isRandom(cycles).allSatisfy { $0 == false })
    #expect(Self.isRandom(cycles, letters: 2).allSatisfy { $0 == true })
  }

  @Test("the start of genes is not random, though every base is there at each place")
  func genes() {
    var random = SeededGenerator(seed: 3)
    let genes = (0..<20).map { _ in random.bases(12) }
    let cycles = Self.cycles((0..<600).map { _ in genes.randomElement(using: &random) ?? "" })
    #expect(Self.isRandom(cycles).count { $0 == false } >= 10)
  }

  @Test("parts put together tell the same")
  func parts() {
    var random = SeededGenerator(seed: 4)
    let texts = (0..<100).map { _ in random.bases(10) } + ["ACGTACGTACGT"]
    var parts = Self.cycles(Array(texts[..<40]))
    parts.merge(Self.cycles(Array(texts[40...])))
    #expect(parts.places == 12)
    #expect(Self.isRandom(parts) == Self.isRandom(Self.cycles(texts)))
  }
}
