internal import Crypto
internal import SequenceIO

/// The SHA-256 of files and texts, as 64 lower-case hexadecimal digits.
enum FileDigest {
  /// The digest of a file's bytes, with their number.
  ///
  /// Throws `SequenceIOError` when it cannot be read, `CancellationError` when cancelled.
  static func of(file path: String) throws -> (sha256: String, size: Int) {
    var file = try FileBlocks(path: path)
    let digest = RunningDigest()
    while try add(blockOf: &file, to: digest) {}
    return (digest.sha256, digest.size)
  }

  /// As above, behind all else that waits for a thread: between blocks it gives way.
  static func givingWay(ofFile path: String) async throws -> (sha256: String, size: Int) {
    var file = try FileBlocks(path: path)
    let digest = RunningDigest()
    while try add(blockOf: &file, to: digest) { await Task.yield() }
    return (digest.sha256, digest.size)
  }

  /// Adds the next block of a file; false at its end.
  private static func add(blockOf file: inout FileBlocks, to digest: RunningDigest) throws -> Bool {
    guard let block = try file.next() else { return false }
    try Task.checkCancellation()
    digest.add(block.span)
    return true
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

  /// A digest in lower-case hexadecimal digits.
  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
