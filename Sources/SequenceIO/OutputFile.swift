internal import CZlib
internal import Glibc

/// A file being written; nothing is promised to be on disk before ``finish()``.
public struct OutputFile: ~Copyable {
  /// The path as given.
  public let path: String
  private var descriptor: Int32
  /// Bytes written, and those of them whose way to the disk has begun.
  private var size = 0
  private var begun = 0
  /// Fewer bytes than this wait for more.
  private static let leastSent = 1 << 20

  /// Creates or empties a file; throws `writeFailed` or `diskFull`.
  public init(path: String) throws(SequenceIOError) {
    self.path = path
    descriptor = FileDescriptor.retrying {
      unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    if descriptor < 0 { throw SequenceIOError(writing: path, errno: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes all bytes; throws `diskFull` or `writeFailed`.
  public mutating func write(_ bytes: Span<UInt8>) throws(SequenceIOError) {
    let failure: Int32? = unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = FileDescriptor.retrying {
          unsafe Glibc.write(
            descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        }
        if count < 0 { return errno }
        written += count
      }
      return nil
    }
    if let failure { throw SequenceIOError(writing: path, errno: failure) }
    size += bytes.count
  }

  /// Begins to bring what was written to disk; faults are told by ``finish()``.
  ///
  /// Else all bytes wait for the end: 6 ms of a table of 9 MB.
  public mutating func sendAhead() {
    guard size - begun >= Self.leastSent else { return }
    // Flag 2, SYNC_FILE_RANGE_WRITE. What cannot be sent, as to a pipe, is no fault.
    _ = sync_file_range(descriptor, begun, size - begun, 2)
    begun = size
  }

  /// Writes all bytes; throws `diskFull` or `writeFailed`.
  public mutating func write(_ bytes: [UInt8]) throws(SequenceIOError) { try write(bytes.span) }

  /// Brings the bytes to disk and closes the file; a second call does nothing.
  public mutating func finish() throws(SequenceIOError) {
    guard descriptor >= 0 else { return }
    let isSynchronised = FileDescriptor.retrying { fsync(descriptor) } == 0
    let code = errno
    // Pipes and terminals cannot be synchronised; that is no fault.
    let isFault = !isSynchronised && code != EINVAL && code != EROFS
    let isClosed = close(descriptor) == 0
    let closeCode = errno
    descriptor = -1
    if isFault { throw SequenceIOError(writing: path, errno: code) }
    if !isClosed { throw SequenceIOError(writing: path, errno: closeCode) }
  }
}

extension SequenceIOError {
  /// The error of a failed write: `diskFull` when the disk or quota is, else `writeFailed`.
  init(writing path: String, errno code: Int32) {
    let isFull = code == ENOSPC || code == EDQUOT
    self.init(isFull ? .diskFull : .writeFailed(errno: code), at: InputLocation(path: path))
  }
}
