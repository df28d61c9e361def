import RepertoireTables
import Repertoires
import SequenceIO
import Testing

@Suite("Tables that end too early") struct CutTableTests {
  /// Our own table with two rows.
  private static func wholeTable() throws -> [UInt8] {
    let file = try TemporaryFile("whole.tsv")
    try ClonotypeTableWriter.write(WritingTests.repertoire(seed: 3, rows: 2), to: file.path)
    return try file.bytes()
  }

  private static func read(_ text: String) throws -> (rows: Int, report: TableReport) {
    let file = try TemporaryFile("cut.tsv", text: text)
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    return (repertoire.clonotypes.count, report)
  }

  @Test("one of ours is an error wherever it is cut, but behind a line")
  func ours() throws {
    let whole = try Self.wholeTable()
    let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    #expect(ends.count == 3)
    for length in 1...whole.count {
      let text = String(decoding: whole[..<length], as: UTF8.self)
      if let rows = ends.firstIndex(of: length) {
        #expect(try Self.read(text).rows == rows, "\(length) bytes")
      } else {
        #expect(throws: TableError.self, "\(length) bytes") { try Self.read(text) }
      }
    }
  }

  @Test("a short row of ours is an error with its line, even where the line has an end")
  func shortRow() throws {
    var lines = String(decoding: try Self.wholeTable(), as: UTF8.self).split(separator: "\n")
    lines[1] = lines[1].prefix(2)
    let text = lines.joined(separator: "\n") + "\n"
    let error = #expect(throws: TableError.self) { try Self.read(text) }
    #expect(error?.message.contains("line 2 (byte ") == true, "\(String(describing: error))")
    let columns = RearrangementColumn.clonotypeTable.count
    #expect(error?.message.contains("1 fields; expected \(columns)") == true)
  }

  /// Tables of others: what is in the last line, and whether it can be told from a cut one.
  static let others: [(last: String, isWhole: Bool)] = [
    ("b\tTRBV9\tTRBJ2-5\tTGTTTT\tCF\tT\t20\n", true),
    ("b\tTRBV9\tTRBJ2-5\tTGTTTT\tCF\tT\t20", true),
    ("b\tTRBV9\tTRBJ2-5\tTGTTTT\tCF\tT\n", true),
    ("b\tTRBV9\tTRBJ2-5\tTGTTTT\tCF\tT", false),
    ("b\tTRB", false),
    ("b", false),
  ]

  @Test("of another program: a short last line without an end was cut", arguments: others)
  func ofOthers(last: String, isWhole: Bool) throws {
    // The count that stands last is blank where the row is short, so that another must be there.
    let header = "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tnote\n"
    let text = header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t3\n" + last
    guard isWhole else {
      let error = #expect(throws: TableError.self) { try Self.read(text) }
      guard case .input(let cause) = error?.reason, case .unfinishedRow(_, 7) = cause.reason else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(cause.location.record == 3)
      #expect(cause.message.contains("the file ends inside this line"))
      return
    }
    let (rows, report) = try Self.read(text)
    #expect(rows == 2)
    #expect(report.notes(.noLineEnd) == (last.hasSuffix("\n") ? 0 : 1))
    #expect(report.notes(.shortRow) == (last.hasSuffix("T\n") ? 1 : 0))
  }

  @Test("a header alone must have its line end: what was cut off may be all the rows")
  func header() throws {
    let header = TableErrorTests.header
    #expect(try Self.read(header).rows == 0)
    let error = #expect(throws: TableError.self) { try Self.read(String(header.dropLast())) }
    #expect(error?.message.contains("line 1 (byte 0): the file ends inside this line") == true)
  }
}
