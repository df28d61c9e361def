internal import SequenceIO
internal import Testing

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
    var writer = try TSVWriter(path: path, columns: ["n", "text"], flushBytes: flushBytes)
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
  }
}
