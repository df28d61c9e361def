internal import Glibc
internal import SequenceIO

/// A file read block by block, whatever it holds; a signal meanwhile is no fault of the file.
struct FileBlocks: ~Copyable {
  private static let size = 1 << 18

  private let path: String
  private let descriptor: Int32
  private var block: [UInt8] = []

  /// Opens a file; throws `cannotOpen`.
  init(path: String) throws(SequenceIOError) {
    self.path = path
    var descriptor: Int32
    repeat {
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    } while descriptor < 0 && errno == EINTR
    self.descriptor = descriptor
    guard descriptor >= 0 else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0 && status.st_size > 0
    block = Array(
      repeating: 0,
      count: ReaderCapacities.readSize(
        fileSize: isKnown ? Int(status.st_size) : nil, capacity: Self.size))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The next bytes, at most 256 KiB; nil at the end.
  ///
  /// Throws `readFailed`.
  mutating func next() throws(SequenceIOError) -> ArraySlice<UInt8>? {
    var count: Int
    repeat {
      count = unsafe read(descriptor, &block, block.count)
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw SequenceIOError(.readFailed(errno: errno), at: InputLocation(path: path))
    }
    return count > 0 ? block[..<count] : nil
  }
}
