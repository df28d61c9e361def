internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("Gzip text about records, written by several tasks")
struct GzipRecordWriterTests {
  private let block = GzipRecordWriter.blockRecords

  /// Lines about some of the records.
  private func text(of records: Range<Int>) -> [UInt8] {
    Array(records.lazy.filter { $0 % 3 != 1 }.map { "record \($0)\n" }.joined().utf8)
  }

  /// Pieces of all records, none over the end of a block, each at most `size` long.
  private func pieces(of count: Int, size: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    while start < count {
      let end = min(count, start + size, (start / block + 1) * block)
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }

  @Test("the bytes depend neither on the pieces nor on their order", arguments: [0, 1, 4096, 9000])
  func order(count: Int) throws {
    let folder = try TemporaryFolder()
    var first: [UInt8]?
    var generator = SeededGenerator(seed: UInt64(count))
    for size in [10_000, 4096, 1000, 7, 7] {
      let path = folder.path + "/table.gz"
      let writer = try GzipRecordWriter(path: path, header: Array("header\n".utf8))
      for piece in pieces(of: count, size: size).shuffled(using: &generator) {
        try writer.append(text(of: piece), of: piece)
      }
      try writer.finish()
      let bytes = try TemporaryFolder.bytes(of: path)
      first = first ?? bytes
      #expect(bytes == first, "pieces of \(size)")
      var table = try TSVReader(path: path)
      #expect(table.header == ["header"])
      var found = ""
      while try table.advance() { found += table.text(0) + "\n" }
      #expect(Array(found.utf8) == text(of: 0..<count))
    }
  }

  @Test("several tasks at once write what one writes")
  func tasks() async throws {
    let folder = try TemporaryFolder()
    let all = pieces(of: 20_000, size: 300)
    var written: [[UInt8]] = []
    for tasks in [1, 4] {
      let path = folder.path + "/table.gz"
      let writer = try GzipRecordWriter(path: path, header: [])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<tasks {
          group.addTask {
            for number in stride(from: task, to: all.count, by: tasks) {
              try writer.append(text(of: all[number]), of: all[number])
            }
          }
        }
        try await group.waitForAll()
      }
      try writer.finish()
      written.append(try TemporaryFolder.bytes(of: path))
    }
    #expect(written[0] == written[1])
  }

  @Test("a member in memory is the member that the file writer writes", arguments: [1, 4, 9])
  func members(level: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = text(of: 0..<3000)
    #expect(try GzipMember.compressed(bytes, level: level) == folder.gzipped(bytes, level: level))
    #expect(try GzipMember.compressed([], level: level) == folder.gzipped([], level: level))
  }
}
