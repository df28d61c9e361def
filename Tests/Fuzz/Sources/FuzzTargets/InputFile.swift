import Glibc

/// A file in memory with the bytes of one input, since every reader takes a path.
struct InputFile {
  private let descriptor: Int32
  /// Opened anew by each reader, so that each starts at the first byte.
  let path: String

  /// The file that all inputs of a target use, one after the other.
  static let shared = InputFile()

  private init() {
    // Without a name as soon as it is made: it goes with the process, however that ends.
    var name = Array("/dev/shm/clonova-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    precondition(descriptor >= 0, "no file in memory can be made")
    unlink(name)
    path = "/proc/self/fd/\(descriptor)"
  }

  /// Puts the bytes of an input in place of the last.
  func fill(_ bytes: UnsafeRawBufferPointer) {
    let isFilled =
      ftruncate(descriptor, 0) == 0
      && (bytes.isEmpty || pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count)
    precondition(isFilled, "the file in memory took not all bytes")
  }
}
