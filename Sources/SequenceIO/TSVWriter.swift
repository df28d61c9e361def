/// Writes a table: a header line, then rows from its ``row`` buffer.
public struct TSVWriter: ~Copyable {
  /// The buffer to append the fields of the next row to.
  public var row = RowBuffer()
  private let columnCount: Int
  private var file: OutputFile
  private let flushBytes: Int
  private let observe: ((Span<UInt8>) -> Void)?

  /// Creates or empties a file and writes the header.
  ///
  /// - Parameters:
  ///   - columns: The names in the header, one or more.
  ///   - flushBytes: Bytes of rows from which on they are written.
  ///   - observe: Shown all bytes in the order in which they are written.
  public init(
    path: String, columns: [String], flushBytes: Int = 256 << 10,
    observe: ((Span<UInt8>) -> Void)? = nil
  ) throws(SequenceIOError) {
    precondition(!columns.isEmpty, "a table has at least one column")
    file = try OutputFile(path: path)
    columnCount = columns.count
    self.flushBytes = flushBytes
    self.observe = observe
    for column in columns { row.append(column) }
    row.endRow()
  }

  /// Ends the row; writes the buffer to the file when it is large.
  public mutating func endRow() throws(SequenceIOError) {
    row.endRow()
    if row.bytes.count >= flushBytes { try flush() }
  }

  /// Adds finished rows that were made elsewhere, for instance by a worker.
  public mutating func append(_ rows: RowBuffer) throws(SequenceIOError) {
    try flush()
    try write(rows.bytes)
  }

  /// Writes what is left, brings the file to disk and closes it.
  public mutating func finish() throws(SequenceIOError) {
    try flush()
    try file.finish()
  }

  private mutating func flush() throws(SequenceIOError) {
    try write(row.bytes)
    row.removeAll()
  }

  private mutating func write(_ bytes: [UInt8]) throws(SequenceIOError) {
    observe?(bytes.span)
    try file.write(bytes)
    file.sendAhead()
  }
}
