import SequenceIO

/// One table of `track/`: its columns in order, each with the cell it writes of a row.
struct TrackingTable<Row> {
  /// Appends one cell of a row.
  typealias Cell = (borrowing Row, inout RowBuffer) -> Void

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

  /// Appends the cells of some columns of one row, and does not end it.
  func append(_ row: borrowing Row, columns places: Range<Int>, to buffer: inout RowBuffer) {
    for place in places { columns[place].cell(row, &buffer) }
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
