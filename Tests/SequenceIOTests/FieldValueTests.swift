import SequenceIO
import TestSupport
import Testing

@Suite("Numbers in the fields of tables") struct FieldValueTests {
  /// What the library reads, of the texts that we take for numbers.
  private static func oracle(_ text: String) -> Double? {
    let letters = Set("0123456789.+-eE".utf8)
    guard text.utf8.allSatisfy(letters.contains) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func expectLibrary(_ text: String) {
    let value = FieldValue.real(Array(text.utf8).span)
    #expect(value == oracle(text), "'\(text)'")
  }

  @Test(
    "edges are read as the library reads them",
    arguments: [
      "", ".", "+", "-", "e5", "1.", ".5", "-.5", "1e", "1e+", "1e+05", "1E-5", "1e5.0", "1.5.2",
      "0", "-0", "-0.0", "00.10", "+2.5", "--1", "1 ", "nan", "inf", "1e400", "1e-400", "1e22",
      "1e23", "9007199254740993.0", "900719925474099e1", "123456789012345.6", "0.000000000000001",
      "1.7976931348623157e308", "4.9e-324", "0.1e1", "3.14159e-007", "1e99999999999999999999",
    ])
  func edges(text: String) { Self.expectLibrary(text) }

  @Test(
    "random numbers and random letters are read as the library reads them",
    arguments: [UInt64](1...20))
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("01234567890123456789.e-+E")
    for _ in 0..<2000 {
      let length = Int.random(in: 0...9, using: &generator)
      Self.expectLibrary(
        String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "0" }))
      let most = Int.random(in: 1...4_000_000_000_000_000, using: &generator)
      var text = String(Int.random(in: 0...most, using: &generator))
      let place = Int.random(in: 0...text.count, using: &generator)
      text.insert(".", at: text.index(text.startIndex, offsetBy: place))
      Self.expectLibrary(text)
      Self.expectLibrary(text + "e\(Int.random(in: -26...26, using: &generator))")
      let bits = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
      Self.expectLibrary("\(bits)")
    }
  }
}
