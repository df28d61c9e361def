internal import Crypto

/// The SHA-256 of bytes that come one after the other, and their number.
final class RunningDigest {
  private var hash = SHA256()
  /// Bytes so far.
  private(set) var size = 0

  /// Adds bytes at the end.
  func add(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    size += bytes.count
  }

  /// The digest of all bytes so far, as 64 lower-case hexadecimal digits.
  var sha256: String { FileDigest.hexadecimal(hash.finalize()) }
}
