internal import Glibc
internal import SequenceIO

/// A fresh folder that goes when the value does.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/sequence-io-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Failure.cannotMakeFolder }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileTree.remove(path) }

  enum Failure: Error { case cannotMakeFolder, cannotRead }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    var output = try OutputFile(path: file)
    try output.write(bytes)
    return file
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// The content as one gzip member.
  func gzipped(_ bytes: [UInt8], level: Int = 6) throws -> [UInt8] {
    let file = path + "/compressing.gz"
    var writer = try GzipWriter(path: file, level: level)
    try writer.write(bytes)
    try writer.finish()
    return try Self.bytes(of: file)
  }

  /// The bytes of a file, read with stdio, not with the code under test.
  static func bytes(of path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "r") else { throw Failure.cannotRead }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let byte = unsafe getc(file)
      if byte == EOF { return bytes }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }
}
