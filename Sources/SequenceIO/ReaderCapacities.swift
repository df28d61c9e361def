/// The sizes of a reader's buffers, in bytes and records; tests make them tiny.
public struct ReaderCapacities: Equatable, Sendable {
  /// Compressed bytes read from the file at once.
  public var input: Int
  /// Uncompressed bytes made at once and framed while they are in the cache.
  ///
  /// 256 KiB: zlib copies its 32 KiB window at each call, so 64 KiB is 5 % slower; 512 KiB is no
  /// faster (zlib 1.2.13, 150-base reads).
  public var chunk: Int
  /// The records of a batch.
  public var records: Int
  /// The bytes after which a batch of long reads is closed early.
  public var arena: Int
  /// The bytes above which a record is taken for a fault.
  public var record: Int

  /// Creates capacities; the defaults fit reads of 20 to 100,000 bases.
  public init(
    input: Int = 256 << 10, chunk: Int = 256 << 10, records: Int = 1_024, arena: Int = 2 << 20,
    record: Int = 64 << 20
  ) {
    precondition(
      input > 0 && chunk > 0 && records > 0 && arena > 0 && record > 0 && record <= 1 << 30,
      "buffer capacities are positive, and a record fits in 1 GiB")
    self.input = input
    self.chunk = chunk
    self.records = records
    self.arena = arena
    self.record = record
  }

  /// Bytes to read at once, at most `capacity`: a small file needs no large buffer.
  ///
  /// - Parameter fileSize: Bytes of the file; nil where that is not known.
  public static func readSize(fileSize: Int?, capacity: Int) -> Int {
    guard let fileSize, fileSize < capacity else { return capacity }
    // One byte more than there are tells the end; a file that grows is still read in pages.
    return min(capacity, max(4096, fileSize + 1))
  }
}
