/// Streams a table with a header line: tab- or comma-separated, plain or gzip.
///
/// LF, CRLF or CR line ends, a byte order mark, empty lines skipped. Fields are bytes of the
/// current row; they die at the next ``advance()``. Tab-separated text has no quoting; comma-
/// separated text follows RFC 4180 (a quoted field may hold separators, line ends, doubled quotes).
public struct TSVReader: ~Copyable {
  /// How fields are separated.
  public enum Dialect: Equatable, Sendable {
    case tabSeparated
    case commaSeparated
  }

  /// What a row of another number of fields than the header is.
  public enum RaggedRows: Equatable, Sendable {
    /// An error.
    case refused
    /// Short rows get empty fields, surplus fields are cut off. A short row without a line end is
    /// an error even so: there the file was cut.
    case padded
  }

  /// The column names, in order; outer spaces are removed.
  public let header: [String]
  private let raggedRows: RaggedRows
  private let needsLineEnds: Bool
  private var lines: LineReader
  private var row: TableRow

  /// Opens a table and reads its header; an input without any line has an empty header.
  ///
  /// With `skipsComments`, lines that start with `#` are skipped. With `needsLineEnds`, as for files
  /// that we wrote, a last line without an end is an error even where its fields are all there.
  ///
  /// Throws `cannotOpen`, `emptyFile`, `malformedQuote` and the faults of gzip.
  public init(
    path: String, dialect: Dialect = .tabSeparated, raggedRows: RaggedRows = .refused,
    skipsComments: Bool = false, needsLineEnds: Bool = false,
    capacities: ReaderCapacities = ReaderCapacities()
  ) throws(SequenceIOError) {
    var lines = try LineReader(path: path, capacities: capacities)
    var row = TableRow(dialect: dialect, skipsComments: skipsComments)
    var names: [String] = []
    if try row.read(from: &lines) {
      names = row.fields.indices.map { Self.trimmed(row.text($0, in: lines)) }
    }
    self.header = names
    self.raggedRows = raggedRows
    self.needsLineEnds = needsLineEnds
    self.row = row
    self.lines = lines
  }

  /// The path of the table.
  public var path: String { lines.path }

  /// Bytes of the file, compressed as it may be, when it was opened; nil of what is no regular file.
  public var fileSize: Int? { lines.fileSize }

  /// The line of the current row, 1-based; of its first line when quoted fields span several.
  public var lineNumber: Int { row.lineNumber }

  /// Whether a line end follows the current row, or the header before the first one; nothing else
  /// tells of a table that was cut in its last field.
  public var hasLineEnd: Bool { row.hasLineEnd }

  /// The index of a column, or nil; throws `duplicateColumn` when two bear the name.
  public func column(_ name: String) throws(SequenceIOError) -> Int? {
    guard let first = header.firstIndex(of: name) else { return nil }
    guard header.lastIndex(of: name) == first else {
      throw headerError(.duplicateColumn(name: name))
    }
    return first
  }

  /// The index of a column; throws `missingColumn` or `duplicateColumn`.
  public func requiredColumn(_ name: String) throws(SequenceIOError) -> Int {
    guard let index = try column(name) else {
      throw headerError(.missingColumn(name: name, found: header))
    }
    return index
  }

  /// Goes to the next row; false at the end.
  ///
  /// Throws `malformedTable` (unless padded), `unfinishedRow`, `malformedQuote`, `recordTooLong`,
  /// faults of gzip.
  public mutating func advance() throws(SequenceIOError) -> Bool {
    let isRow = try row.read(from: &lines)
    if needsLineEnds, !row.hasLineEnd { throw unfinishedRow() }
    guard isRow else { return false }
    if row.fields.count != header.count {
      if row.fields.count < header.count, !row.hasLineEnd { throw unfinishedRow() }
      guard raggedRows == .padded else {
        throw rowError(.malformedTable(fields: row.fields.count, columns: header.count))
      }
      row.pad(to: header.count)
    }
    return true
  }

  /// The bytes of a field of the current row, without quotes.
  @_lifetime(borrow self)
  public func field(_ column: Int) -> Span<UInt8> {
    let range = row.fields[column]
    return row.isUnquoted
      ? row.unquoted.span.extracting(range) : lines.buffer.span.extracting(range)
  }

  /// A field as text; bytes that are not UTF-8 become U+FFFD.
  public func text(_ column: Int) -> String {
    row.text(column, in: lines)
  }

  /// An error about a field of the current row, with its line and column name.
  public func malformed(_ column: Int, expected: String) -> SequenceIOError {
    rowError(
      .malformedField(column: header[column], found: text(column), expected: expected))
  }

  /// An error at the current row.
  public func rowError(_ reason: SequenceIOError.Reason) -> SequenceIOError {
    row.error(reason, path: path)
  }

  /// The error that the file ends inside the current row, or inside the header before the first.
  public func unfinishedRow() -> SequenceIOError {
    rowError(.unfinishedRow(fields: row.fields.count, columns: header.count))
  }

  private func headerError(_ reason: SequenceIOError.Reason) -> SequenceIOError {
    SequenceIOError(reason, at: InputLocation(path: path, record: 1))
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" }
    var part = text[...]
    while let first = part.first, isBlank(first) { part.removeFirst() }
    while let last = part.last, isBlank(last) { part.removeLast() }
    return String(part)
  }
}
