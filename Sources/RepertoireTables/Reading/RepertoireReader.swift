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
    /// The locus of rows whose genes tell none; nil: that of the other rows, if they have one.
    public var assumedLocus: Locus?

    /// Clonotypes and counts alone.
    public init() {}
  }

  /// Reads the table of one sample.
  ///
  /// Throws `TableError`: a header that fits no format or several, a table without counts, or a
  /// broken file or cell with its line and column.
  public static func read(
    path: String, sample: Sample, options: Options = Options()
  ) throws(TableError) -> (repertoire: Repertoire, report: TableReport) {
    do {
      var reader = try TableDetection.open(path)
      let header = TableHeader(reader.header)
      let layout = try TableDetection.layout(of: header, path: path)
      var rows = ClonotypeRows(
        TableColumns(layout, header: header), header: header, sample: sample, path: path,
        options: options)
      while try reader.advance() { try rows.append(reader) }
      return try rows.finished()
    } catch let error as SequenceIOError {
      throw TableError(.input(error), path: path)
    } catch let error as TableError {
      throw error
    } catch {
      preconditionFailure("reading a table throws its own errors only")
    }
  }
}
