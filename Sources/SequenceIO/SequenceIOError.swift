/// Why a file could not be read or written, and where.
///
/// Faults of the world (files, disks, formats); data that merely do not fit are never thrown.
public struct SequenceIOError: Error, Equatable, Sendable {
  /// What went wrong.
  public enum Reason: Equatable, Sendable {
    /// The file cannot be opened.
    case cannotOpen(errno: Int32)
    /// The operating system failed to deliver bytes.
    case readFailed(errno: Int32)
    /// The task was cancelled while the reader waited for a pipe or a terminal.
    case cancelled
    /// The file has no bytes at all (an empty gzip member is valid, this is not).
    case emptyFile
    /// The gzip stream stops before its trailer.
    case truncatedGzip
    /// The gzip stream contradicts itself; `detail` is zlib's word for it.
    case corruptGzip(detail: String)
    /// Bytes that are no gzip member and no zero padding follow the last member.
    case trailingGarbage(found: UInt8)
    /// The file ends inside a record.
    case truncatedRecord
    /// A record starts with another byte than the format asks for.
    case malformedHeader(found: UInt8)
    /// A FASTA file starts with another byte than `>`.
    case malformedFASTA(found: UInt8)
    /// The third line of a FASTQ record does not start with `+`.
    case malformedSeparator(found: UInt8)
    /// Sequence and quality line differ in length.
    case lengthMismatch(sequence: Int, quality: Int)
    /// A byte that is no nucleotide letter stands in a sequence.
    case invalidBase(found: UInt8)
    /// A byte that is no residue letter stands in a sequence of a FASTA file.
    case invalidResidue(found: UInt8)
    /// A byte outside `!` to `~` stands in a quality line.
    case invalidQuality(found: UInt8)
    /// A record is longer than `limit` bytes.
    case recordTooLong(limit: Int)
    /// The two mates of one pair have different names.
    case matesOutOfStep(first: String, second: String)
    /// The mate files hold different numbers of records; `longer` has more.
    case matesDifferInNumber(longer: String)
    /// Different numbers of files were given for the two mates.
    case laneCountsDiffer(first: Int, second: Int)
    /// Standard input was named for two inputs, though it can be read only once.
    case standardInputTwice
    /// No file was given.
    case noInput
    /// A row has another number of fields than the header.
    case malformedTable(fields: Int, columns: Int)
    /// The file ends inside a row or a header, without a line end.
    case unfinishedRow(fields: Int, columns: Int)
    /// A needed column is missing; `found` lists the header.
    case missingColumn(name: String, found: [String])
    /// Two columns of the header bear one name.
    case duplicateColumn(name: String)
    /// A quoted field is not closed, or text follows its closing quote.
    case malformedQuote
    /// A field cannot be understood; `expected` says what the column takes.
    case malformedField(column: String, found: String, expected: String)
    /// The operating system refused to write.
    case writeFailed(errno: Int32)
    /// The disk or the quota is full.
    case diskFull
    /// The output exists and must not be replaced.
    case outputExists
    /// Another process holds the lock file.
    case locked
  }

  /// What went wrong.
  public let reason: Reason
  /// Where it went wrong.
  public let location: InputLocation

  /// Creates an error of one reason at one place.
  public init(_ reason: Reason, at location: InputLocation) {
    self.reason = reason
    self.location = location
  }
}
