import Glibc

/// A file of its own in the temporary folder, removed at the end.
struct TemporaryFile: ~Copyable {
  let path: String

  /// A path that no other test has; with `text`, a file of it.
  init(_ name: String, text: String? = nil) throws {
    let number = UInt64.random(in: 0..<UInt64.max)
    path = "/tmp/clonova-tables-\(getpid())-\(number)-\(name)"
    if let text { try write(Array(text.utf8)) }
  }

  deinit { unsafe unlink(path) }

  private func write(_ bytes: [UInt8]) throws {
    guard let file = unsafe fopen(path, "wb") else { throw Failure.cannotWrite }
    defer { unsafe fclose(file) }
    let written = unsafe bytes.withUnsafeBytes {
      unsafe fwrite($0.baseAddress, 1, $0.count, file)
    }
    guard written == bytes.count else { throw Failure.cannotWrite }
  }

  /// The bytes of the file.
  func bytes() throws -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { throw Failure.cannotRead }
    defer { unsafe fclose(file) }
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe fread($0.baseAddress, 1, $0.count, file)
      }
      if count == 0 { return all }
      all += chunk[..<count]
    }
  }

  enum Failure: Error {
    case cannotRead
    case cannotWrite
  }
}
