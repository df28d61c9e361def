/// The inflated bytes of one gzip file, piece by piece, for files that are no text.
///
/// Every member's checksum is compared; a file is whole only when ``isAtEnd()`` was true.
public struct GzipReader: ~Copyable {
  private static let chunk = 1 << 18

  /// The path as given.
  public let path: String
  private var source: ByteSource
  private var buffer = [UInt8](repeating: 0, count: chunk)
  private var unread = 0..<0

  /// Opens a file.
  ///
  /// Throws `cannotOpen`, `readFailed` or `emptyFile`, and `corruptGzip` when it is no gzip file.
  public init(path: String) throws(SequenceIOError) {
    self.init(path: path, source: try Self.compressed(path))
  }

  private init(path: String, source: consuming ByteSource) {
    self.path = path
    self.source = source
  }

  private static func compressed(_ path: String) throws(SequenceIOError) -> ByteSource {
    let source = try ByteSource(path: path)
    if case .plain = source.state {
      throw SequenceIOError(
        .corruptGzip(detail: "no gzip header"), at: InputLocation(path: path))
    }
    return source
  }

  /// Appends the next `count` bytes to `bytes`.
  ///
  /// Throws `truncatedGzip` when there are fewer, and the faults of gzip.
  public mutating func read(_ count: Int, into bytes: inout [UInt8]) throws(SequenceIOError) {
    var left = count
    while left > 0 {
      if unread.isEmpty { unread = 0..<(try fill()) }
      guard !unread.isEmpty else {
        throw SequenceIOError(.truncatedGzip, at: InputLocation(path: path))
      }
      let end = unread.lowerBound + min(left, unread.count)
      bytes.append(contentsOf: buffer[unread.lowerBound..<end])
      left -= end - unread.lowerBound
      unread = end..<unread.upperBound
    }
  }

  /// Whether all bytes have been read and every checksum fits; throws the faults of gzip.
  public mutating func isAtEnd() throws(SequenceIOError) -> Bool {
    if unread.isEmpty { unread = 0..<(try fill()) }
    return unread.isEmpty
  }

  /// Reads over all that is left, to compare the checksums; throws the faults of gzip.
  public mutating func readToEnd() throws(SequenceIOError) {
    while !(try isAtEnd()) { unread = 0..<0 }
  }

  private mutating func fill() throws(SequenceIOError) -> Int {
    let result = unsafe buffer.withUnsafeMutableBytes { unsafe source.read(into: $0) }
    switch result {
    case .success(let count): return count
    case .failure(let fault):
      throw SequenceIOError(fault.reason, at: InputLocation(path: path))
    }
  }
}
