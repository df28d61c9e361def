import SequenceIO

/// Finds the format of a table from its header.
enum TableDetection {
  /// The layout that fits a header; throws `unknownFormat` or `ambiguousFormat`.
  static func layout(
    of header: TableHeader, path: String
  ) throws(TableError) -> TableLayout {
    let fits = TableLayout.all.filter { $0.fits(header) }
    let best = fits.filter { layout in
      !fits.contains { $0.format.refined == layout.format }
    }
    if best.count > 1 {
      throw TableError(
        .ambiguousFormat(header: header.names, fits: best.map(\.format)), path: path)
    }
    guard let layout = best.first else {
      throw TableError(
        .unknownFormat(header: header.names, tried: TableLayout.all.map(\.format)), path: path)
    }
    return layout
  }

  /// The format that the header of a file fits.
  static func format(of path: String) throws -> TableFormat {
    try layout(of: TableHeader(open(path).header), path: path).format
  }

  /// Opens a table, comma- or tab-separated, with or without a preamble of `#` lines.
  static func open(
    _ path: String, raggedRows: TSVReader.RaggedRows = .refused
  ) throws(SequenceIOError) -> TSVReader {
    let asTabs = try TSVReader(path: path, raggedRows: raggedRows)
    if asTabs.header.count != 1 { return asTabs }
    let first = asTabs.header[0]
    // One column: a preamble such as `# Exported from immunarch`, or commas.
    if first.hasPrefix("#") {
      let beyond = try TSVReader(path: path, raggedRows: raggedRows, skipsComments: true)
      if beyond.header.count > 1 { return beyond }
    }
    if first.contains(",") {
      return try TSVReader(path: path, dialect: .commaSeparated, raggedRows: raggedRows)
    }
    return asTabs
  }

  /// The rows with fewer fields than the header, which AIRR allows; throws `malformedTable` at a
  /// row with more of them.
  static func shortRows(of path: String) throws(SequenceIOError) -> Int {
    var table = try open(path)
    var shortRows = 0
    while true {
      do {
        guard try table.advance() else { return shortRows }
      } catch {
        guard case .malformedTable(let fields, let columns) = error.reason, fields < columns else {
          throw error
        }
        shortRows += 1
      }
    }
  }
}

extension TableFormat {
  /// The more general format whose header every table of this format has too.
  var refined: TableFormat? {
    switch self {
    case .clonova, .decombinator: .airr
    case .immunoSEQ2020: .immunoSEQSnakeCase
    case .immunoSEQCamelCase: .immunoSEQReads
    default: nil
    }
  }
}
