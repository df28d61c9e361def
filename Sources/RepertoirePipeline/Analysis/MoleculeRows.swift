internal import ClonotypeAssembly
internal import RepertoireTables
internal import SequenceIO
internal import Sequences

/// A task's rows of `<sample_id>.umis.tsv.gz`.
///
/// Blocks of rows are members of the gzip file, compressed by whichever task completes them.
struct MoleculeRows: Sendable {
  private let output: GzipRecordWriter
  private let loci = Locus.allCases.map { Array($0.rawValue.utf8) }
  private var rows = RowBuffer()
  private var field: [UInt8] = []
  private var first = 0
  private var next = 0

  /// Creates the file with its header; throws `diskFull` or `writeFailed`, as every other call.
  init(path: String) throws(SequenceIOError) {
    var header = RowBuffer()
    for name in MoleculeColumn.header { header.append(name) }
    header.endRow()
    output = try GzipRecordWriter(path: path, header: header.bytes)
  }

  /// Goes on at a row of the file, 0-based.
  mutating func begin(at row: Int) throws(SequenceIOError) {
    try flush()
    first = row
    next = row
  }

  /// Appends a molecule.
  mutating func append(_ molecule: MoleculeCounter.Identity) throws(SequenceIOError) {
    field.removeAll(keepingCapacity: true)
    for position in 0..<molecule.umi.count {
      field.append(Nucleotide.ascii(ofCode: molecule.umi.code(at: position)))
    }
    rows.append(field)
    rows.append(loci[molecule.locus.index])
    let digits = StableHash.hexadecimalDigits(molecule.junctionHash)
    rows.append(digits.span)
    rows.append(molecule.reads)
    rows.endRow()
    next += 1
    if next % GzipRecordWriter.blockRecords == 0 { try flush() }
  }

  /// Hands on the rows so far.
  mutating func flush() throws(SequenceIOError) {
    try output.append(rows.bytes, of: first..<next)
    rows.removeAll()
    first = next
  }

  /// Writes what is left and closes the file; once, for all tasks.
  func finish() throws(SequenceIOError) { try output.finish() }
}
