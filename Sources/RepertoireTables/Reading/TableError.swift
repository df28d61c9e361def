public import SequenceIO

/// Why a clonotype table could not be read.
public struct TableError: Error, Equatable, Sendable {
  /// What went wrong.
  public enum Reason: Equatable, Sendable {
    /// The header fits no format that is known.
    case unknownFormat(header: [String], tried: [TableFormat])
    /// The header fits several formats that differ in meaning.
    case ambiguousFormat(header: [String], fits: [TableFormat])
    /// No column gives a count in every row; `firstMissing` lists columns with the first line
    /// that has none.
    case noCompleteCount(columns: [String], line: Int, found: String)
    /// The file or a cell of it is broken.
    case input(SequenceIOError)
  }

  /// What went wrong.
  public let reason: Reason
  /// The path as the caller gave it.
  public let path: String

  /// An error of one reason in one file.
  public init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }
}

extension TableError: CustomStringConvertible {
  /// One line for people: where, what was found, what was expected, what to do.
  public var message: String {
    if case .input(let error) = reason { return error.message }
    let parts = explanation
    return "\(parts.place): \(parts.found); expected \(parts.expected). \(parts.remedy)."
  }

  /// The message, so that an interpolated error reads well.
  public var description: String { message }

  /// The four parts every message has.
  public struct Explanation: Equatable, Sendable {
    /// File and line.
    public let place: String
    /// What was found.
    public let found: String
    /// What was expected instead.
    public let expected: String
    /// What the user can do.
    public let remedy: String
  }

  /// The parts of the message, for machine-readable logs.
  public var explanation: Explanation {
    switch reason {
    case .input(let error):
      .init(
        place: error.explanation.place, found: error.explanation.found,
        expected: error.explanation.expected, remedy: error.explanation.remedy)
    case .unknownFormat(let header, let tried):
      .init(
        place: path, found: "columns that fit no known table (\(Self.shown(header)))",
        expected: "one of: " + tried.map(\.displayName).joined(separator: ", "),
        remedy: header.count < 2
          ? "Check that the first line is the header and columns are parted by tabs or commas"
          : "Export the table as AIRR Rearrangement, or rename its columns to AIRR names"
            + Self.hint(onCDR3Of: header))
    case .ambiguousFormat(let header, let fits):
      .init(
        place: path,
        found: "columns that fit \(fits.map(\.displayName).joined(separator: " and ")) alike "
          + "(\(Self.shown(header)))",
        expected: "the columns of one format",
        remedy: "Remove the columns of the format that is not meant")
    case .noCompleteCount(let columns, let line, let found):
      .init(
        place: "\(path), line \(line)",
        found: "'\(found)' where a count must stand",
        expected: "a whole number in every row of one of: " + columns.joined(separator: ", "),
        remedy: "Export the table again with counts, or remove rows without one")
    }
  }

  /// What not to rename: the column whose name and content come nearest to a junction.
  private static func hint(onCDR3Of header: [String]) -> String {
    let names = Set(header.map { $0.lowercased() })
    guard !names.isDisjoint(with: ["cdr3", "cdr3_aa"]),
      names.isDisjoint(with: ["junction", "junction_aa"])
    else { return "" }
    return "; junction is not cdr3 but begins and ends with the conserved residues around it, so "
      + "export junction"
  }

  /// At most 60 headers, so that a data line read as header does not fill the screen.
  private static func shown(_ header: [String]) -> String {
    if header.isEmpty { return "the file has no header line" }
    let names = header.prefix(60).map { "'\($0.prefix(60))'" }.joined(separator: ", ")
    return header.count > 60 ? names + ", and \(header.count - 60) more" : names
  }
}
