import SequenceIO

/// One table of `track/`: its columns in order, each with the cell it writes of a row.
struct TrackingTable<Row> {
  /// Appends one cell of a row.
  typealias Cell = (Row, inout RowBuffer) -> Void

  let file: String
  let description: String
  let columns: [(column: TrackingColumn, cell: Cell)]

  /// The data dictionary of the table.
  var schema: TableSchema {
    TableSchema(
      table: file, description: description, columns: columns.map(\.column.schema))
  }

  /// Writes all rows that `body` hands over to a file of the folder.
  func write(
    to folder: String,
    _ body: ((Row) throws(SequenceIOError) -> Void) throws(SequenceIOError) -> Void
  ) throws(SequenceIOError) {
    var writer = try TSVWriter(
      path: folder + "/" + file, columns: columns.map(\.column.rawValue))
    try body { (row: Row) throws(SequenceIOError) in
      for column in columns { column.cell(row, &writer.row) }
      try writer.endRow()
    }
    try writer.finish()
  }
}
