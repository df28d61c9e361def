/// The fields of one row, and how they are found in the lines of a file.
struct TableRow {
  private let separator: UInt8
  private let allowsQuotes: Bool
  private let skipsComments: Bool
  /// A row with quotes, unquoted; other rows stay in the buffer of the lines.
  private(set) var unquoted: [UInt8] = []
  private(set) var isUnquoted = false
  /// Ranges of `unquoted` or of the buffer of the lines.
  private(set) var fields: [Range<Int>] = []
  private(set) var lineNumber = 0
  /// Whether its last line has an end.
  private(set) var hasLineEnd = true
  private var offset = 0

  init(dialect: TSVReader.Dialect, skipsComments: Bool) {
    separator = dialect == .tabSeparated ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    allowsQuotes = dialect == .commaSeparated
    self.skipsComments = skipsComments
  }

  /// Reads the next row that is neither empty nor a comment; false at the end.
  mutating func read(from lines: inout LineReader) throws(SequenceIOError) -> Bool {
    while let line = try lines.next() {
      if line.isEmpty { continue }
      if skipsComments, lines.buffer[line.lowerBound] == UInt8(ascii: "#") { continue }
      lineNumber = lines.lineNumber
      offset = lines.lineOffset
      fields.removeAll(keepingCapacity: true)
      isUnquoted = allowsQuotes && lines.buffer[line].contains(UInt8(ascii: "\""))
      if isUnquoted {
        try unquote(line, from: &lines)
      } else {
        split(line, of: lines.buffer)
      }
      hasLineEnd = lines.lineHasEnd
      return true
    }
    return false
  }

  /// Gives the row `count` fields: the last are cut off, or empty ones added.
  mutating func pad(to count: Int) {
    if fields.count > count { fields.removeLast(fields.count - count) }
    while fields.count < count { fields.append(0..<0) }
  }

  /// A field as text.
  func text(_ column: Int, in lines: borrowing LineReader) -> String {
    let range = fields[column]
    return isUnquoted
      ? String(decoding: unquoted[range], as: UTF8.self)
      : String(decoding: lines.buffer[range], as: UTF8.self)
  }

  /// An error at this row.
  func error(_ reason: SequenceIOError.Reason, path: String) -> SequenceIOError {
    SequenceIOError(
      reason, at: InputLocation(path: path, record: max(1, lineNumber), byteOffset: offset))
  }

  /// Eight bytes at a time: rows of tables are short fields, and nothing is asked of most of them.
  private mutating func split(_ line: Range<Int>, of buffer: [UInt8]) {
    let bytes = unsafe buffer.span.bytes
    let pattern = UInt64(separator) &* 0x0101_0101_0101_0101
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var start = line.lowerBound
    var i = start
    while i + 8 <= line.upperBound {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
      let other = UInt64(littleEndian: word) ^ pattern
      // The top bit of every byte that is the separator, and no other bit.
      var found = ~(((other & low) &+ low) | other | low)
      while found != 0 {
        let end = i &+ found.trailingZeroBitCount / 8
        fields.append(start..<end)
        start = end &+ 1
        found &= found &- 1
      }
      i &+= 8
    }
    while i < line.upperBound {
      if buffer[i] == separator {
        fields.append(start..<i)
        start = i &+ 1
      }
      i &+= 1
    }
    fields.append(start..<line.upperBound)
  }

  /// Reads a row with quotes, over several lines when a quoted field holds line ends.
  private mutating func unquote(
    _ firstLine: Range<Int>, from lines: inout LineReader
  ) throws(SequenceIOError) {
    unquoted.removeAll(keepingCapacity: true)
    var row = QuotedRow(separator: separator)
    var line = firstLine
    while true {
      for i in line {
        guard row.take(lines.buffer[i], into: &unquoted) else {
          throw error(.malformedQuote, path: lines.path)
        }
      }
      if row.endLine(in: unquoted) { break }
      unquoted.append(LineByte.feed)
      guard let more = try lines.next() else { throw error(.malformedQuote, path: lines.path) }
      line = more
    }
    fields = row.fields
  }
}
