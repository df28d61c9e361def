internal import RepertoireTables

/// The rows of a small TSV or CSV text with their line numbers; faults are gathered, not thrown.
///
/// A byte-order mark, line ends of LF, CRLF or CR, blank lines and lines starting with `#` are
/// accepted. CSV is quoted as RFC 4180 says; in TSV a quote is a character like any other.
struct DelimitedText {
  /// The field separators that sheets come with.
  enum Format: Equatable {
    case tsv
    case csv

    var separator: UInt8 { self == .tsv ? 0x09 : 0x2C }
  }

  /// One row: its fields and the 1-based line it starts on.
  struct Row: Equatable {
    var line: Int
    var fields: [String]
  }

  /// A place at which the text breaks the format.
  struct Flaw: Equatable {
    var line: Int
    var found: String
    var expected: String
    var remedy: String
  }

  private(set) var rows: [Row] = []
  private(set) var flaws: [Flaw] = []
  /// The line of the last row where nothing ends it, as where a file was cut.
  private(set) var unendedLine: Int?
  private var isNotUTF8 = false
  private var hasStrayReturn = false
  private var isLastRowUnended = false

  /// The format of a file: by its name, else by what the first line holds.
  static func format(path: String, bytes: [UInt8]) -> Format {
    let name = path.lowercased()
    if name.hasSuffix(".csv") { return .csv }
    if name.hasSuffix(".tsv") || name.hasSuffix(".txt") { return .tsv }
    let firstLine = bytes.prefix { $0 != 0x0A }
    return firstLine.contains(0x09) || !firstLine.contains(0x2C) ? .tsv : .csv
  }

  init(_ bytes: [UInt8], format: Format) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    // Some spreadsheets end lines with CR alone: all would be one header.
    if !rest.contains(0x0A) { rest = ArraySlice(rest.map { $0 == 0x0D ? 0x0A : $0 }) }
    let isEnded = rest.last == 0x0A
    var line = 1
    while !rest.isEmpty {
      if format == .csv {
        readQuotedRow(&rest, line: &line)
      } else {
        readPlainRow(&rest, line: &line)
      }
    }
    if !isEnded, isLastRowUnended { unendedLine = rows.last?.line }
  }

  /// What to say of a last line without an end; nil for a text that ends as one that was written out.
  func remarkOfEnd(path: String) -> String? {
    unendedLine.map {
      "\(path), line \($0): \(TableReport.Note.noLineEnd.meaning). Check its last cell"
    }
  }

  private mutating func readPlainRow(_ rest: inout ArraySlice<UInt8>, line: inout Int) {
    let text = Self.takeLine(&rest)
    let start = line
    line += 1
    isLastRowUnended = !Self.isSkipped(text)
    guard isLastRowUnended else { return }
    if text.contains(0x0D) { flawOfReturn(start) }
    let cells = text.split(separator: 0x09, omittingEmptySubsequences: false)
    append(cells.map { Array($0) }, line: start)
  }

  /// Takes one line without its LF or CRLF.
  private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
    var text = rest[rest.startIndex..<end]
    rest = end < rest.endIndex ? rest[(end + 1)...] : []
    if text.last == 0x0D { text = text.dropLast() }
    return text
  }

  private static func isSkipped(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == UInt8(ascii: "#") || text.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func readQuotedRow(_ rest: inout ArraySlice<UInt8>, line: inout Int) {
    let start = line
    let firstLine = rest.prefix { $0 != 0x0A }
    if Self.isSkipped(firstLine.last == 0x0D ? firstLine.dropLast() : firstLine) {
      _ = Self.takeLine(&rest)
      line += 1
      isLastRowUnended = false
      return
    }
    var cells: [[UInt8]] = []
    var isRowOpen = true
    while isRowOpen {
      var cell: [UInt8] = []
      if rest.first == UInt8(ascii: "\"") {
        cell = takeQuoted(&rest, line: &line)
      }
      // What follows a closing quote up to the separator is kept, and its presence is a flaw.
      let tail = rest.prefix { $0 != 0x2C && $0 != 0x0A }
      rest = rest[tail.endIndex...]
      let plain = tail.last == 0x0D && rest.first != 0x2C ? tail.dropLast() : tail
      if plain.contains(0x0D) { flawOfReturn(start) }
      cell += plain
      cells.append(cell)
      isRowOpen = rest.first == 0x2C
      if !rest.isEmpty { rest = rest.dropFirst() }
    }
    line += 1
    isLastRowUnended = true
    append(cells, line: start)
  }

  /// Told once: a file of mixed line ends has them everywhere.
  private mutating func flawOfReturn(_ line: Int) {
    guard !hasStrayReturn else { return }
    hasStrayReturn = true
    flaws.append(
      Flaw(
        line: line, found: "a carriage return inside the line",
        expected: "one kind of line ends in the whole file",
        remedy: "Save the file with the line ends of Unix or Windows"))
  }

  private mutating func takeQuoted(_ rest: inout ArraySlice<UInt8>, line: inout Int) -> [UInt8] {
    let start = line
    var cell: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == 0x0A { line += 1 }
      if byte == UInt8(ascii: "\"") {
        guard rest.first == byte else {
          if let next = rest.first, next != 0x2C, next != 0x0A, next != 0x0D {
            flawOfQuote(start, "text after a closing quote")
          }
          return cell
        }
        rest = rest.dropFirst()
      }
      cell.append(byte)
    }
    flawOfQuote(start, "a quoted cell that is never closed")
    return cell
  }

  private mutating func flawOfQuote(_ line: Int, _ found: String) {
    flaws.append(
      Flaw(
        line: line, found: found, expected: "quotes around a whole cell, as RFC 4180 says",
        remedy: "Close the quote, and double each quote inside a quoted cell"))
  }

  private mutating func append(_ cells: [[UInt8]], line: Int) {
    var fields: [String] = []
    for cell in cells {
      let text = String(validating: cell, as: UTF8.self)
      if text == nil, !isNotUTF8 {
        // Told once: a file of another encoding has such bytes on every line.
        isNotUTF8 = true
        flaws.append(
          Flaw(
            line: line, found: "bytes that are not UTF-8", expected: "UTF-8 text in every line",
            remedy: "Save the file as UTF-8"))
      }
      fields.append(text ?? String(decoding: cell, as: UTF8.self))
    }
    rows.append(Row(line: line, fields: fields))
  }
}
