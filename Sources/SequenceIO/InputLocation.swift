/// A place in an input or output file, for error messages.
public struct InputLocation: Equatable, Hashable, Sendable {
  /// The path as the caller gave it; `-` is standard input.
  public let path: String
  /// The record (FASTQ, FASTA) or line (tables), 1-based; 0 when the file as a whole is meant.
  public let record: Int
  /// The offset in the uncompressed bytes of the file, 0-based; of the record when no byte is to
  /// blame; nil when it is not known.
  public let byteOffset: Int?

  /// Creates a location; without `record` it means the whole file.
  public init(path: String, record: Int = 0, byteOffset: Int? = nil) {
    self.path = path
    self.record = record
    self.byteOffset = byteOffset
  }
}
