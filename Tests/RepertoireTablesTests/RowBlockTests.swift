import Glibc
import Repertoires
import SequenceIO
import Sequences
import Testing

@testable import RepertoireTables

@Suite("Rows in blocks")
struct RowBlockTests {
  @Test(
    "tasks change no byte",
    arguments: [0, 1, 1023, 1024, 1025, 8191, 8192, 8193, 65_536, 100_000, 600_001], [1, 2, 5])
  func sameBytes(rows: Int, threads: Int) async throws {
    let file = try TemporaryFile("blocks.tsv")
    var writer = try TSVWriter(path: file.path, columns: ["n"])
    try await RowBlocks.write(rows, threads: threads, to: &writer) { places, buffer in
      for place in places {
        buffer.append(place)
        buffer.endRow()
      }
    }
    try writer.finish()
    var reader = try TSVReader(path: file.path)
    var next = 0
    while try reader.advance() {
      #expect(FieldValue.integer(reader.field(0)) == next)
      next += 1
    }
    #expect(next == rows)
  }

  @Test("a clone's name is written as its text", arguments: ["TGTAAA", "TGTCCC", "TGTGGGTTT", ""])
  func cloneID(junction: String) {
    for locus in Locus.allCases {
      let id = CloneID(locus: locus, junction: junction.utf8, vGenes: ["TRBV9"], jGenes: [])
      var buffer = RowBuffer()
      buffer.append(id)
      #expect(String(decoding: buffer.bytes, as: UTF8.self) == id.text)
      #expect(id.text.utf8.count == 20 && id.text.hasPrefix(locus.rawValue + "-"))
    }
  }
}
