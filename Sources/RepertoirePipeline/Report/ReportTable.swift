internal import RepertoireTables
internal import SequenceIO
internal import Sequences

/// A tracking table read row by row, its cells found by the names of their columns.
///
/// Columns that a version of the tables lacks read as blanks, so that reports of older folders can
/// be made; those without which nothing can be shown are asked for when the table is opened.
struct ReportTable: ~Copyable {
  private var reader: TSVReader
  private let places: [String: Int]

  /// Opens a table in the folder `track` of results, which must have the given columns.
  ///
  /// - Throws: 66 when it is not there, 65 when a column is missing.
  init(_ name: String, of folder: String, columns: [TrackingColumn]) throws {
    let path = folder + "/track/" + name
    // Each tracking writes them all: one that is missing would read as nothing found.
    guard WholeFile.exists(path) else {
      throw PipelineError(
        .inputMissing, at: path, found: "no such table", expected: "every table of a tracking",
        remedy: "Copy the whole folder, or run `clonova track` again")
    }
    let reader = try TSVReader(path: path, needsLineEnds: true)
    for column in columns { _ = try reader.requiredColumn(column.rawValue) }
    var places: [String: Int] = [:]
    for (place, name) in reader.header.enumerated() { places[name] = place }
    self.reader = reader
    self.places = places
  }

  /// Goes to the next row; false at the end.
  mutating func advance() throws(SequenceIOError) -> Bool { try reader.advance() }

  /// The text of a cell; empty where there is no such column.
  func text(_ column: TrackingColumn) -> String { text(column.rawValue) }

  /// The text of a cell of a column that not every version has.
  func text(_ name: String) -> String { places[name].map { reader.text($0) } ?? "" }

  /// A cell as a whole number; 0 where it is blank.
  func integer(_ column: TrackingColumn) -> Int { Int(text(column)) ?? 0 }

  /// A cell as a real; nil where it is blank.
  func real(_ column: TrackingColumn) -> Double? { Double(text(column)) }

  /// A cell, of a column that not every version has, as a real.
  func real(_ name: String) -> Double? { Double(text(name)) }

  /// Whether a cell says yes.
  func isTrue(_ column: TrackingColumn) -> Bool { text(column) == "T" }

  /// Where a column stands, for what is asked of every row: to find a column by its name took longer
  /// than to read the cell.
  func place(of column: TrackingColumn) -> Int? { places[column.rawValue] }

  /// The text of a cell.
  func text(at place: Int) -> String { reader.text(place) }

  /// A number for the bytes of a cell, without a text being made of them.
  func hash(at place: Int) -> UInt64 {
    var hash = StableHash()
    combine(place, into: &hash)
    return hash.value
  }

  /// A number for the bytes of several cells.
  func hash(at places: [Int]) -> UInt64 {
    var hash = StableHash()
    for place in places {
      combine(place, into: &hash)
      hash.combine(0x09)
    }
    return hash.value
  }

  private func combine(_ place: Int, into hash: inout StableHash) {
    let field = reader.field(place)
    for i in field.indices { hash.combine(field[i]) }
  }

  /// The same number for a text.
  static func hash(of text: String) -> UInt64 {
    var hash = StableHash()
    hash.combine(text.utf8)
    return hash.value
  }
}
