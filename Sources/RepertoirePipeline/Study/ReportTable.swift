internal import RepertoireTables
internal import SequenceIO

/// A tracking table read row by row, its cells found by the names of their columns.
struct ReportTable: ~Copyable {
  private var reader: TSVReader
  private let places: [TrackingColumn: Int]

  /// Opens a table of a results folder, which must have the given columns.
  ///
  /// - Throws: 66 when it is not there, 65 when a column is missing.
  init(_ path: String, columns: [TrackingColumn]) throws(SequenceIOError) {
    let reader = try TSVReader(path: path)
    var places: [TrackingColumn: Int] = [:]
    for column in columns { places[column] = try reader.requiredColumn(column.rawValue) }
    self.reader = reader
    self.places = places
  }

  /// Goes to the next row; false at the end.
  mutating func advance() throws(SequenceIOError) -> Bool { try reader.advance() }

  /// The text of a cell; empty where the column was not asked for.
  func text(_ column: TrackingColumn) -> String { places[column].map { reader.text($0) } ?? "" }

  /// A cell as a whole number; 0 where it is blank.
  func integer(_ column: TrackingColumn) -> Int { Int(text(column)) ?? 0 }

  /// A cell as a real; nil where it is blank.
  func real(_ column: TrackingColumn) -> Double? { Double(text(column)) }
}
