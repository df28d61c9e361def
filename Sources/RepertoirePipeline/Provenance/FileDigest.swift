internal import Crypto
internal import Glibc
internal import SequenceIO

/// The SHA-256 of files and texts, as 64 lower-case hexadecimal digits.
enum FileDigest {
  /// The digest of a file's bytes, with their number.
  ///
  /// Throws `SequenceIOError` when it cannot be read, `CancellationError` when cancelled.
  static func of(file path: String) throws -> (sha256: String, size: Int) {
    guard let file = unsafe fopen(path, "re") else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    defer { unsafe fclose(file) }
    var hash = SHA256()
    var size = 0
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      try Task.checkCancellation()
      let count = unsafe fread(&block, 1, block.count, file)
      if count == 0 {
        guard unsafe ferror(file) != 0, errno == EINTR else { break }
        unsafe clearerr(file)
      }
      hash.update(data: block.prefix(count))
      size += count
    }
    guard unsafe ferror(file) == 0 else {
      throw SequenceIOError(.readFailed(errno: errno), at: InputLocation(path: path))
    }
    return (hexadecimal(hash.finalize()), size)
  }

  /// The digest of parts in order; each is preceded by its length, so that no two lists of parts
  /// are taken for each other.
  static func of(parts: [String]) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array("\(part.utf8.count):".utf8))
      hash.update(data: Array(part.utf8))
    }
    return hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
