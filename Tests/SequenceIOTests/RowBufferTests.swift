internal import Testing

@testable internal import SequenceIO

@Suite("Table writer")
struct RowBufferTests {
  /// Values and what C's printf("%.6g") writes for them, from the C standard's rules.
  static let reals: [(Double, String)] = [
    (0, "0"), (-0.0, "-0"), (1, "1"), (-12, "-12"), (999_999, "999999"), (1_000_000, "1e+06"),
    (1_234_567, "1.23457e+06"), (0.1, "0.1"), (1.0 / 3, "0.333333"), (1e-5, "1e-05"),
    (0.0001, "0.0001"), (123.456789, "123.457"), (1e-300, "1e-300"), (-2.5e10, "-2.5e+10"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, ""), (4.17e-3, "0.00417"),
    (66_401.59, "66401.6"),
  ]

  @Test("reals are written as %.6g in the C locale", arguments: reals)
  func real(value: Double, text: String) {
    var row = RowBuffer()
    row.append(value)
    #expect(String(decoding: row.bytes, as: UTF8.self) == text)
  }

  @Test("reals of every size are written as the C library does", arguments: UInt64(0)..<8)
  func sameAsLibrary(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      // SplitMix64.
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
    var differing: [Double] = []
    for round in 0..<15_000 {
      let bits = next()
      let whole = Int(truncatingIfNeeded: bits >> 40)
      let values = [
        // Any bit pattern, subnormal numbers too; a frequency; a ratio of counts.
        Double(bitPattern: bits), Double(bits >> 11) * 0x1p-53 / Double(1 << (bits & 31)),
        Double(whole) / Double(1 + next() >> 44),
        // Halves of the last digit and their neighbours, and powers of ten with theirs.
        Double(whole) + 0.5, (Double(whole % 1_000_000) + 0.5) / 1000,
        ((Double(whole % 1_000_000) + 0.5) / 1e5).nextUp, (Double(whole) * 5e-9).nextDown,
        Self.powerOfTen(round), Self.powerOfTen(round).nextUp, -Self.powerOfTen(round).nextDown,
      ]
      for value in values {
        var (own, library): ([UInt8], [UInt8]) = ([], [])
        SignificantDigits.append(value, to: &own)
        SignificantDigits.appendByLibrary(value, to: &library)
        if own != library { differing.append(value) }
      }
    }
    #expect(differing.isEmpty)
  }

  private static func powerOfTen(_ round: Int) -> Double {
    Double("1e\(round % 640 - 325)") ?? 0
  }

  @Test("integers", arguments: [0, 7, -7, 1_234_567_890, Int.max, Int.min])
  func integer(value: Int) {
    var row = RowBuffer()
    row.append(value)
    #expect(String(decoding: row.bytes, as: UTF8.self) == String(value))
  }

  @Test("a row of every kind of field")
  func kinds() {
    var row = RowBuffer()
    row.append("a\tb\nc")
    row.append([65, 67] as [UInt8])
    row.append([UInt8]([71, 9]).span)
    row.append(true)
    row.append(false)
    row.append(Int?.none)
    row.append(Double?.none)
    row.append(String?.none)
    row.append(Bool?.some(true))
    row.appendBlank()
    row.endRow()
    row.append(1)
    row.endRow()
    #expect(
      String(decoding: row.bytes, as: UTF8.self) == "a b c\tAC\tG \tT\tF\t\t\t\tT\t\n1\n")
    row.removeAll()
    row.append("x")
    #expect(row.bytes == [120])
  }

  @Test("what is written is read back, whatever the flush size", arguments: [1, 100, 1 << 20])
  func roundTrip(flushBytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/table.tsv"
    final class Seen { var bytes: [UInt8] = [] }
    let seen = Seen()
    var writer = try TSVWriter(path: path, columns: ["n", "text"], flushBytes: flushBytes) {
      bytes in
      for i in bytes.indices { seen.bytes.append(bytes[i]) }
    }
    for i in 0..<500 {
      writer.row.append(i)
      writer.row.append("row \(i)")
      try writer.endRow()
    }
    var other = RowBuffer()
    other.append(500)
    other.append("row 500")
    other.endRow()
    try writer.append(other)
    try writer.finish()
    var reader = try TSVReader(path: path)
    #expect(reader.header == ["n", "text"])
    var count = 0
    while try reader.advance() {
      #expect(FieldValue.integer(reader.field(0)) == count)
      #expect(reader.text(1) == "row \(count)")
      count += 1
    }
    #expect(count == 501)
    #expect(seen.bytes == (try TemporaryFolder.bytes(of: path)))
  }
}
