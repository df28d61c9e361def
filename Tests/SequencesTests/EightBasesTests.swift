import Sequences
import TestSupport
import Testing

@Suite("Eight bases at once") struct EightBasesTests {
  @Test("codes of any length become the letters that each of them has", arguments: 0..<70)
  func text(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    // Scratch that held a longer and a shorter text.
    for held in [0, 100] {
      let codes = (0..<count).map { _ in UInt8.random(in: 0...4, using: &generator) }
      var text = [UInt8](repeating: 1, count: held)
      Nucleotide.write(textOfCodes: codes.span, to: &text)
      #expect(text == codes.map(Nucleotide.ascii(ofCode:)))
    }
  }

  @Test("packed bases of any length become codes", arguments: 0..<100) func packed(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    for held in [0, 200] {
      let codes = (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let words = PackedWord.pack(codes: codes)
      var found = [UInt8](repeating: 9, count: held)
      Nucleotide.write(codesOfPacked: { words[$0] }, count: count, to: &found)
      #expect(found == codes)
    }
  }

  @Test("the count of equal bases is that of a look at each", arguments: UInt64(0)..<40)
  func equalCount(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let a = (0..<60).map { _ in UInt8.random(in: 0...4, using: &generator) }
      let shift = Int.random(in: 0..<20, using: &generator)
      var b = Array(a[shift...])
      for _ in 0..<Int.random(in: 0..<3, using: &generator) {
        b[Int.random(in: 0..<b.count, using: &generator)] = UInt8.random(
          in: 0...4, using: &generator)
      }
      let from = Int.random(in: 0...b.count, using: &generator)
      let most = Int.random(in: 0...(b.count - from), using: &generator)
      var expected = 0
      while expected < most && a[shift + from + expected] == b[from + expected] { expected += 1 }
      #expect(
        EightBases.equalCount(a.span, from: shift + from, b.span, from: from, most: most)
          == expected)
    }
  }

  @Test("an appended translation is that of the codes", arguments: 0..<12)
  func translation(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let codes = (0..<count).map { _ in UInt8.random(in: 0...4, using: &generator) }
    var residues: [UInt8] = [65]
    GeneticCode.append(translationOfCodes: codes.span, to: &residues)
    #expect(residues.first == 65)
    #expect(Array(residues.dropFirst()) == GeneticCode.translation(ofCodes: codes.span))
    #expect(residues.count == 1 + count / 3)
  }
}
