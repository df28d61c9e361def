internal import ClonotypeAssembly
internal import RepertoireTables
internal import SequenceIO
internal import Sequences

/// Writes `<sample_id>.umis.tsv.gz`.
struct MoleculeTableWriter: ~Copyable {
  private static let flushedBytes = 1 << 16

  private var file: GzipWriter
  private var rows = RowBuffer()

  /// Creates the file with its header; throws `diskFull` or `writeFailed`, as every other call.
  init(path: String) throws(SequenceIOError) {
    file = try GzipWriter(path: path, level: 3)
    for name in MoleculeColumn.header { rows.append(name) }
    rows.endRow()
  }

  /// Appends a molecule.
  mutating func append(_ molecule: MoleculeCounter.Identity) throws(SequenceIOError) {
    rows.append(molecule.umi.text)
    rows.append(molecule.locus.rawValue)
    rows.append(StableHash.hexadecimal(molecule.junctionHash))
    rows.append(molecule.reads)
    rows.endRow()
    if rows.bytes.count >= Self.flushedBytes { try flush() }
  }

  /// Brings the file to disk.
  mutating func finish() throws(SequenceIOError) {
    try flush()
    try file.finish()
  }

  private mutating func flush() throws(SequenceIOError) {
    try file.write(rows.bytes)
    rows.removeAll()
  }
}
