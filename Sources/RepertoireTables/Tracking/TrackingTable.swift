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

  /// Starts the file of the table in a folder.
  func writer(in folder: String) throws(SequenceIOError) -> TSVWriter {
    try TSVWriter(path: folder + "/" + file, columns: columns.map(\.column.rawValue))
  }

  /// Appends one row to a buffer.
  func append(_ row: Row, to buffer: inout RowBuffer) {
    for column in columns { column.cell(row, &buffer) }
    buffer.endRow()
  }

  /// Writes the whole table.
  func write(_ rows: some Sequence<Row>, to folder: String) throws(SequenceIOError) {
    var writer = try writer(in: folder)
    for row in rows {
      for column in columns { column.cell(row, &writer.row) }
      try writer.endRow()
    }
    try writer.finish()
  }
}
