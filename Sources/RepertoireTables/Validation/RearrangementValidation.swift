public import SequenceIO

/// Checks an AIRR Rearrangement table: what airr-tools checks, and whether rows agree with
/// themselves, which it does not look at.
public struct RearrangementValidation: ~Copyable {
  private var findings: [Finding: TableFinding] = [:]
  private var order: [Finding] = []
  /// Rows read.
  public private(set) var rows = 0

  private struct Finding: Hashable {
    var code: TableFinding.Code
    var column: String?
  }

  /// Reads a table to its end.
  ///
  /// Throws `SequenceIOError` when it cannot be read; what is wrong in it is in ``sorted``.
  public init(path: String) throws(SequenceIOError) {
    try checkStart(of: path)
    var table = try TSVReader(path: path, raggedRows: .padded)
    var strict = try TSVReader(path: path)
    let columns = checkHeader(table.header)
    var checker = RearrangementRow(header: columns)
    while try table.advance() {
      rows += 1
      checkFieldCount(&strict)
      for (code, column, example) in checker.findings(in: table) {
        add(code, column: column, line: table.lineNumber, example)
      }
    }
    if rows == 0 { add(.noRow, line: 1, "a header alone") }
  }

  /// The findings: errors first, then by the line they were first seen on, then by column.
  public var sorted: [TableFinding] {
    order.compactMap { findings[$0] }.sorted { a, b in
      let isError = (a.code.severity == .error, b.code.severity == .error)
      if isError.0 != isError.1 { return isError.0 }
      if a.firstLine != b.firstLine { return a.firstLine < b.firstLine }
      return (a.column ?? "", a.code.rawValue) < (b.column ?? "", b.code.rawValue)
    }
  }

  /// Whether a finding is against the standard.
  public var hasError: Bool { order.contains { $0.code.severity == .error } }

  private mutating func add(
    _ code: TableFinding.Code, column: String? = nil, line: Int, _ example: String
  ) {
    let key = Finding(code: code, column: column)
    if findings[key] == nil {
      order.append(key)
      findings[key] = TableFinding(
        code: code, column: column, count: 0, firstLine: line, example: String(example.prefix(80)))
    }
    findings[key]?.count += 1
  }

  private mutating func checkStart(of path: String) throws(SequenceIOError) {
    let start = try FileStart.bytes(of: path, count: 3)
    if start.starts(with: [0x1F, 0x8B]) { add(.compressed, line: 1, "a gzip file") }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { add(.byteOrderMark, line: 1, "a byte-order mark") }
    if start.first == UInt8(ascii: "#") { add(.commentLine, line: 1, "a line starting with '#'") }
  }

  /// Tells of missing and misspelt columns; returns the names as AIRR spells them.
  private mutating func checkHeader(_ header: [String]) -> [String] {
    let known = Set(RearrangementColumn.allCases.map(\.rawValue))
    let names = header.map { name in
      let lower = name.lowercased()
      return !known.contains(name) && known.contains(lower) ? lower : name
    }
    for (name, known) in zip(header, names) where name != known {
      add(.columnCase, column: name, line: 1, "'\(name)'")
    }
    for column in RearrangementColumn.required where !names.contains(column.rawValue) {
      add(.missingColumn, column: column.rawValue, line: 1, "no such column")
    }
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      add(.duplicateColumn, column: name, line: 1, "a second column of this name")
    }
    return names
  }

  /// A second reader, which does not fill up rows, tells rows of another number of fields.
  private mutating func checkFieldCount(_ strict: inout TSVReader) {
    do {
      _ = try strict.advance()
    } catch {
      guard case .malformedTable(let fields, let columns) = error.reason else { return }
      add(
        fields > columns ? .surplusFields : .missingFields, line: strict.lineNumber,
        "\(fields) fields for \(columns) columns")
    }
  }
}
