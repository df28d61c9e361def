public import Repertoires
import SequenceIO

/// Reads a clonotype table of any supported tool as a ``Repertoire``.
///
/// The format is found from the header. Gene names become IMGT names. Rows of one clone stay
/// separate rows, in the order of the table. Plain or gzip.
public enum RepertoireReader {
  /// What a caller may want beyond clonotypes and counts.
  public struct Options: Sendable {
    /// Whether to keep the sequences and alignments of our own and AIRR tables as annotations.
    public var keepsAnnotations = false
    /// Whether to keep the whole read of vendor tables that have one (immunoSEQ) as the sequence of
    /// the row's annotation, and with it rows whose read shows no junction.
    public var keepsReads = false
    /// The locus of rows whose genes tell none; nil: that of the other rows, if they have one.
    public var assumedLocus: Locus?

    /// Clonotypes and counts alone.
    public init() {}
  }

  /// Reads the table of one sample.
  ///
  /// Throws `TableError`: a header that fits no format or several, a table without counts, or a
  /// broken file or cell with its line and column. A short row is filled up where its line has an
  /// end, but not in a table of ours, which has none; nor may its last line lack the end.
  public static func read(
    path: String, sample: Sample, options: Options = Options()
  ) throws(TableError) -> (repertoire: Repertoire, report: TableReport) {
    do {
      let reader = try TableDetection.open(path)
      do {
        return try read(reader, sample: sample, options: options, shortRows: 0)
      } catch let error as SequenceIOError {
        guard case .malformedTable(let fields, let columns) = error.reason, fields < columns,
          try TableDetection.format(of: path) != .clonova
        else { throw error }
        let shortRows = try TableDetection.shortRows(of: path)
        let padded = try TableDetection.open(path, raggedRows: .padded)
        return try read(padded, sample: sample, options: options, shortRows: shortRows)
      }
    } catch let error as SequenceIOError {
      throw TableError(.input(error), path: path)
    } catch let error as TableError {
      throw error
    } catch {
      preconditionFailure("reading a table throws its own errors only")
    }
  }

  private static func read(
    _ table: consuming TSVReader, sample: Sample, options: Options, shortRows: Int
  ) throws -> (repertoire: Repertoire, report: TableReport) {
    let header = TableHeader(table.header)
    let layout = try TableDetection.layout(of: header, path: table.path)
    if let name = header.repeatedName(among: layout.names) {
      throw SequenceIOError(
        .duplicateColumn(name: name), at: InputLocation(path: table.path, record: 1))
    }
    var rows = ClonotypeRows(
      TableColumns(layout, header: header), header: header, sample: sample, path: table.path,
      options: options)
    rows.report.count(.shortRow, rows: shortRows)
    var bytes = 0
    while rows.report.rows < rowsOfEstimate, try table.advance() {
      for column in header.names.indices { bytes += table.field(column).count + 1 }
      try rows.append(table)
    }
    if rows.report.rows == rowsOfEstimate, let size = table.fileSize {
      rows.reserve(share: Double(size) / Double(bytes))
    }
    while try table.advance() { try rows.append(table) }
    if !table.hasLineEnd {
      // We end each line, and a header alone that was cut may have lost all that follows.
      guard rows.report.rows > 0, layout.format != .clonova else { throw table.unfinishedRow() }
      rows.report.count(.noLineEnd)
    }
    return try rows.finish()
  }

  /// Rows from which the size of a table is estimated: arrays that grow are copied again and again,
  /// and hold twice what they need for a while.
  private static let rowsOfEstimate = 4096
}
