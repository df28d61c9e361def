import Germline
import Glibc
import TestSupport

@testable import VDJAlignment

/// The indexes of both species, built once for all tests.
enum TestIndexes {
  static let human = AlignmentIndex(.embedded(.human))
  static let mouse = AlignmentIndex(.embedded(.mouse))

  static func of(_ species: Species) -> AlignmentIndex { species == .human ? human : mouse }
}

/// Reads small files of TestData as text.
enum TestFiles {
  struct Unreadable: Error { let path: String }

  static func text(_ path: String) throws -> String {
    guard let file = unsafe fopen(SharedData.testData(path), "r") else {
      throw Unreadable(path: path)
    }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let byte = unsafe getc(file)
      if byte == EOF { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }
}
