internal import RepertoireTables
internal import Repertoires
internal import SequenceIO

/// Says what is wrong with a clonotype table: the command `validate`.
public struct TableValidation: Sendable {
  private struct Content: Codable, Sendable {
    struct Finding: Codable, Sendable {
      var code: String
      var severity: String
      var column: String?
      var count: Int
      var firstLine: Int
      var found: String
      var expected: String
    }
    var path: String
    var format: String
    var rows: Int
    var isValid: Bool
    var findings: [Finding]
  }

  private let content: Content
  private let lines: [String]

  /// Whether nothing is against the format.
  public var isValid: Bool { content.isValid }

  /// Looks at a table of any supported format; AIRR tables are also checked cell by cell.
  ///
  /// - Throws: 65 when it is no table that is known, 66 when it cannot be read.
  public init(path: String) throws {
    let sample = Sample(id: "sample", patientID: "", tissue: .other, day: 0)
    var format: TableFormat?
    var failure: (any Error)?
    var remarks: [String] = []
    var rows = 0
    do {
      let (_, report) = try RepertoireReader.read(path: path, sample: sample)
      format = report.format
      rows = report.rows
      remarks = report.remarks.map { "\(Count.of($0.rows, "row")): \($0.meaning)" }
    } catch {
      failure = error
    }
    guard try format == nil ? Self.looksLikeAIRR(path) : Self.isAIRR(format) else {
      if let failure { throw failure }
      content = Content(
        path: path, format: format?.rawValue ?? "", rows: rows, isValid: true, findings: [])
      lines =
        remarks + [
          "\(path): \(Count.of(rows, "row")) (\(format?.displayName ?? "")), read"
        ]
      return
    }
    let validation = try RearrangementValidation(path: path)
    // What no command reads is not valid, whatever the standard says of its cells.
    if let failure, !validation.hasError { throw failure }
    let findings = validation.sorted
    content = Content(
      path: path, format: format?.rawValue ?? "airr", rows: validation.rows,
      isValid: !validation.hasError,
      findings: findings.map {
        Content.Finding(
          code: $0.code.rawValue, severity: $0.code.severity.rawValue, column: $0.column,
          count: $0.count, firstLine: $0.firstLine, found: $0.example,
          expected: $0.code.expectation)
      })
    lines =
      findings.map { "\($0.code.severity.rawValue): \(path), \($0.message)" } + remarks + [
        "\(path): \(Count.of(validation.rows, "row")) (AIRR Rearrangement), "
          + (validation.hasError
            ? "not valid" : findings.isEmpty ? "valid" : "valid, with warnings")
      ]
  }

  private static func isAIRR(_ format: TableFormat?) -> Bool {
    format == .airr || format == .clonova || format == .decombinator
  }

  /// Whether a table that cannot be read has most of the columns that AIRR requires.
  private static func looksLikeAIRR(_ path: String) throws -> Bool {
    guard let table = try? TSVReader(path: path, raggedRows: .padded) else { return false }
    let names = Set(table.header.map { $0.lowercased() })
    let required = RearrangementColumn.required.filter { names.contains($0.rawValue) }
    return required.count * 2 >= RearrangementColumn.required.count
  }

  /// What was found, one line each, the verdict last.
  public var text: String { lines.joined(separator: "\n") }

  /// The findings as JSON with sorted keys.
  public func json() throws -> String {
    try JSONText.text(content)
  }
}
