/// The state of reading one row of RFC 4180 text, byte by byte.
struct QuotedRow {
  private enum State {
    case fieldStart
    case plain
    case quoted
    /// After a quote inside a quoted field: the field's end, or the first of two.
    case quoteInQuoted
  }

  let separator: UInt8
  private(set) var fields: [Range<Int>] = []
  private var start = 0
  private var state = State.fieldStart

  init(separator: UInt8) { self.separator = separator }

  /// Takes one byte and writes text to `bytes`; false when the quoting is broken.
  mutating func take(_ byte: UInt8, into bytes: inout [UInt8]) -> Bool {
    let quote = UInt8(ascii: "\"")
    switch (state, byte) {
    case (.fieldStart, quote):
      state = .quoted
    case (.quoted, quote):
      state = .quoteInQuoted
    case (.quoted, _):
      bytes.append(byte)
    case (.quoteInQuoted, quote):
      bytes.append(quote)
      state = .quoted
    case (.quoteInQuoted, separator), (.plain, separator), (.fieldStart, separator):
      endField(in: bytes)
    case (.quoteInQuoted, _):
      return false
    case (.plain, _), (.fieldStart, _):
      bytes.append(byte)
      state = .plain
    }
    return true
  }

  /// Ends the line; false when a quoted field goes on over the line end.
  mutating func endLine(in bytes: [UInt8]) -> Bool {
    if state == .quoted { return false }
    endField(in: bytes)
    return true
  }

  private mutating func endField(in bytes: [UInt8]) {
    fields.append(start..<bytes.count)
    start = bytes.count
    state = .fieldStart
  }
}
