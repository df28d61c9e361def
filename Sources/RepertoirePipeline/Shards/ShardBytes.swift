internal import SequenceIO

/// The bytes of a shard's file, gathered and compressed piece by piece; integers are little-endian.
struct ShardBytes: ~Copyable {
  private static let flushed = 1 << 20

  private var bytes: [UInt8] = []
  private var file: GzipWriter

  /// Creates or empties the file; throws `writeFailed` or `diskFull`, as every other call.
  init(path: String) throws(SequenceIOError) {
    // The numbers are of few values, so that the fastest level does nearly as well as others.
    file = try GzipWriter(path: path, level: 1)
    bytes.reserveCapacity(Self.flushed + 1 << 16)
  }

  mutating func append(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// A number of 32 bits, which all small ones are.
  mutating func append(small number: Int) {
    let word = UInt32(number)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

  /// Writes what was gathered once it is much.
  mutating func flushIfFull() throws(SequenceIOError) {
    if bytes.count >= Self.flushed { try flush() }
  }

  /// Writes the rest and brings the file to disk.
  mutating func finish() throws(SequenceIOError) {
    try flush()
    try file.finish()
  }

  private mutating func flush() throws(SequenceIOError) {
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
