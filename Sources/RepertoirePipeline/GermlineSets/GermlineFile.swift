internal import Germline
internal import Glibc
internal import SequenceIO

/// A file that holds germline alleles, in one of the forms that are read.
struct GermlineFile {
  /// The forms, told apart by the first bytes.
  enum Kind: Equatable {
    /// FASTA: IMGT-gapped or plain, also gzip.
    case fasta
    /// An AIRR-C GermlineSet.
    case airrJSON
    /// Clonova's own table.
    case table
  }

  let path: String
  let kind: Kind

  /// Looks at the start of a file; standard input is taken for FASTA.
  ///
  /// Throws what opening throws, and a `PipelineError` for another form.
  init(path: String) throws {
    self.path = path
    guard path != "-" else {
      kind = .fasta
      return
    }
    let start = try Self.start(of: path)
    let isGzip = start.starts(with: [0x1F, 0x8B])
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    switch start.first(where: { !blanks.contains($0) }) {
    case nil: throw SequenceIOError(.emptyFile, at: InputLocation(path: path))
    case UInt8(ascii: ">"): kind = .fasta
    case UInt8(ascii: "{"), UInt8(ascii: "["): kind = .airrJSON
    case _ where isGzip && path.hasSuffix(".tsv.gz"): kind = .table
    case _ where isGzip && !path.hasSuffix(".json.gz"): kind = .fasta
    case _ where isGzip: throw Self.fault(path, "compressed JSON", remedy: "Unpack it first")
    default:
      let table = try TSVReader(path: path, skipsComments: true)
      guard GermlineReference.isTable(header: table.header) else {
        throw Self.fault(
          path, "a file of another kind", remedy: "Import FASTA, AIRR JSON or clonova's own table")
      }
      kind = .table
    }
  }

  private static func start(of path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "re") else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    defer { unsafe fclose(file) }
    var block = [UInt8](repeating: 0, count: 4096)
    let count = unsafe fread(&block, 1, block.count, file)
    guard unsafe ferror(file) == 0 else {
      throw SequenceIOError(.readFailed(errno: errno), at: InputLocation(path: path))
    }
    return Array(block.prefix(count))
  }

  private static func fault(_ path: String, _ found: String, remedy: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: found,
      expected: "FASTA (first byte '>'), an AIRR-C GermlineSet (first byte '{') or a table whose "
        + "first column is allele",
      remedy: remedy)
  }
}
