internal import RepertoireTables

/// The data dictionary that is written beside the tables.
enum StudySchema {
  /// The content of `schema.json`: every table, its columns, types and units.
  static var json: String {
    TableSchema.json(
      of: [
        RearrangementColumn.tableSchema, RearrangementColumn.readTableSchema,
        MoleculeColumn.tableSchema,
      ] + TrackingTables.schemas, schemaVersion: 1)
  }
}
