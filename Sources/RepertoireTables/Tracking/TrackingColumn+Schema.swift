extension TrackingColumn {
  /// What the column means, for `schema.json` and the documentation.
  var schema: TableSchema.Column {
    guard
      let schema = cloneSchema ?? comparisonSchema ?? summarySchema ?? measureSchema
        ?? profileSchema ?? moleculeSchema
    else {
      preconditionFailure("a column of the tracking tables is not described")
    }
    return schema
  }
}
