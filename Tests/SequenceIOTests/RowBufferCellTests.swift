internal import TestSupport
internal import Testing

@testable internal import SequenceIO

@Suite("Cells of rows")
struct RowBufferCellTests {
  /// One byte at a time.
  private static func blanked(_ text: [UInt8]) -> [UInt8] {
    text.map { $0 >= 9 && $0 <= 13 ? 32 : $0 }
  }

  @Test("a control byte is a space wherever it stands, and no other byte is", arguments: 1...70)
  func controls(count: Int) {
    for place in 0..<count {
      for byte: UInt8 in [0, 8, 9, 10, 11, 12, 13, 14, 31, 127, 128, 137, 255] {
        // A byte below 14 beside it must not hide it, nor change.
        for other: UInt8 in [8, 65] {
          var text = [UInt8](repeating: 65, count: count)
          text[(place + 1) % count] = other
          text[place] = byte
          var row = RowBuffer()
          row.append(text)
          row.append(text.span)
          row.append(text.span, number: 7)
          let cell = Self.blanked(text)
          #expect(row.bytes == cell + [9] + cell + [9] + cell + [55])
        }
      }
    }
  }

  @Test("texts with control bytes, and the fields before them stay", arguments: UInt64(0)..<20)
  func texts(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var row = RowBuffer()
    var expected: [UInt8] = []
    for number in 0..<40 {
      let text = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        UInt8.random(in: number % 3 == 0 ? 0...20 : 32...126, using: &generator)
      }
      row.append(String(decoding: text, as: UTF8.self))
      expected += (number > 0 ? [9] : []) + Self.blanked(text)
    }
    row.endRow()
    #expect(row.bytes == expected + [10])
  }

  @Test("integers of every length are read back", arguments: UInt64(0)..<20)
  func integers(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var values = [0, 9, 10, 99, 100, -1, -9, -10, .max, .min]
    for bits in 1..<64 {
      values.append(
        Int(truncatingIfNeeded: UInt64.random(in: 0..<1 << UInt64(bits), using: &generator)))
      values.append(-values[values.count - 1])
    }
    var row = RowBuffer()
    for value in values { row.append(value) }
    let cells = row.bytes.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
    #expect(cells == values.map { String($0) })
    var named = RowBuffer()
    let prefix: [UInt8] = [115, 45]
    for value in values { named.append(prefix.span, number: value) }
    let names = named.bytes.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
    #expect(names == values.map { "s-\($0)" })
  }
}
