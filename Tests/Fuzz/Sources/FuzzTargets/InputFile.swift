import Glibc

/// A file with the bytes of one input, since every reader takes a path.
///
/// It lies in the folder TMPDIR, which whoever starts the program makes in memory and removes.
struct InputFile {
  private let descriptor: Int32
  /// Opened anew by each reader, so that each starts at the first byte.
  let path: String

  /// The file that all inputs of a target use, one after the other.
  static let shared = InputFile()

  private init() {
    // A short way to it: a fifth of the time of an input was spent looking up a longer one.
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/dev/shm"
    var name = Array("\(folder)/fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    precondition(descriptor >= 0, "no file in memory can be made")
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Puts the bytes of an input in place of the last.
  func fill(_ bytes: UnsafeRawBufferPointer) {
    // Cut after it is written, which keeps the memory of the last one.
    let isFilled =
      (bytes.isEmpty || pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count)
      && ftruncate(descriptor, bytes.count) == 0
    precondition(isFilled, "the file in memory took not all bytes")
  }
}
