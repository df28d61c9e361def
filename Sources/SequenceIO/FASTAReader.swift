/// One FASTA record.
public struct FASTARecord: Equatable, Sendable {
  /// The header without `>` and line end.
  public let name: String
  /// The sequence of all its lines, in ASCII as in the file; gaps (`.`, `-`) are kept.
  public let sequence: [UInt8]

  /// Creates a record.
  public init(name: String, sequence: [UInt8]) {
    self.name = name
    self.sequence = sequence
  }
}

/// Reads small FASTA files (germline sets, target lists): wrapped lines, LF or CRLF, plain or gzip.
///
/// Empty lines are skipped. Letters, `.`, `-` and `*` are taken; anything else is an error.
public struct FASTAReader: ~Copyable {
  private var lines: LineReader
  private var header: String?
  private var recordCount = 0

  /// Opens a file; throws `cannotOpen`, `readFailed` or `emptyFile`.
  public init(
    path: String, capacities: ReaderCapacities = ReaderCapacities()
  ) throws(SequenceIOError) {
    lines = try LineReader(path: path, capacities: capacities)
  }

  /// The next record; nil at the end of the file.
  ///
  /// Throws `malformedFASTA` before the first `>`, `invalidResidue`, and the faults of gzip.
  public mutating func next() throws(SequenceIOError) -> FASTARecord? {
    var sequence: [UInt8] = []
    while let line = try nextLine() {
      if line.isEmpty { continue }
      if lines.buffer[line.lowerBound] == UInt8(ascii: ">") {
        let found = String(decoding: lines.buffer[line].dropFirst(), as: UTF8.self)
        let finished = header
        header = found
        recordCount += 1
        if let finished { return FASTARecord(name: finished, sequence: sequence) }
        continue
      }
      guard header != nil else {
        throw fault(.malformedFASTA(found: lines.buffer[line.lowerBound]), at: 0)
      }
      if let bad = line.first(where: { !Self.isResidue(lines.buffer[$0]) }) {
        throw fault(.invalidResidue(found: lines.buffer[bad]), at: bad - line.lowerBound)
      }
      sequence.append(contentsOf: lines.buffer[line])
    }
    guard let name = header else { return nil }
    header = nil
    return FASTARecord(name: name, sequence: sequence)
  }

  /// All records of a file, in order.
  public static func records(path: String) throws(SequenceIOError) -> [FASTARecord] {
    var reader = try FASTAReader(path: path)
    var records: [FASTARecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  private mutating func nextLine() throws(SequenceIOError) -> Range<Int>? {
    do throws(SequenceIOError) {
      return try lines.next()
    } catch {
      throw SequenceIOError(
        error.reason, at: InputLocation(path: lines.path, record: max(1, recordCount)))
    }
  }

  private func fault(_ reason: SequenceIOError.Reason, at column: Int) -> SequenceIOError {
    SequenceIOError(
      reason,
      at: InputLocation(
        path: lines.path, record: max(1, recordCount), byteOffset: lines.lineOffset + column))
  }

  private static func isResidue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "*"): true
    default: (byte | 0x20) &- UInt8(ascii: "a") <= 25
    }
  }
}
