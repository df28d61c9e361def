import Glibc
import SequenceIO

/// The first bytes of a file as they lie on disk.
enum FileStart {
  /// At most `count` bytes; throws `cannotOpen` or `readFailed`.
  static func bytes(of path: String, count: Int) throws(SequenceIOError) -> [UInt8] {
    guard let file = unsafe fopen(path, "re") else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe fread(&bytes, 1, count, file)
    guard unsafe ferror(file) == 0 else {
      throw SequenceIOError(.readFailed(errno: errno), at: InputLocation(path: path))
    }
    return Array(bytes.prefix(got))
  }
}
