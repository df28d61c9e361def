import RepertoireTables
import Repertoires
import SequenceIO
import Testing

@Suite("Tables of ours that were converted or edited") struct OwnTableTests {
  /// A seeded repertoire as one of our tables, line by line with the header.
  private static func lines(rows: Int, unit: CountUnit) throws -> [String] {
    let file = try TemporaryFile("ours.tsv")
    try ClonotypeTableWriter.write(
      WritingTests.repertoire(seed: 8, rows: rows, unit: unit), to: file.path)
    return String(decoding: try file.bytes(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func read(
    _ lines: [String]
  ) throws -> (repertoire: Repertoire, report: TableReport) {
    let file = try TemporaryFile("edited.tsv", text: lines.joined(separator: "\n") + "\n")
    return try RepertoireReader.read(path: file.path, sample: RowText.sample)
  }

  /// The lines with one cell of each row changed.
  private static func lines(
    _ lines: [String], changing column: String, _ change: (Int, String) -> String
  ) throws -> [String] {
    let header = lines[0].split(separator: "\t").map(String.init)
    let place = try #require(header.firstIndex(of: column))
    return [lines[0]]
      + lines.dropFirst().enumerated().map { number, line in
        var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        cells[place] = change(number, cells[place])
        return cells.joined(separator: "\t")
      }
  }

  @Test(
    "one that names each row a cell, for programs of single cells, counts what it states",
    arguments: CountUnit.allCases)
  func namedCells(unit: CountUnit) throws {
    let repertoire = WritingTests.repertoire(seed: 2, rows: 20, unit: unit)
    let file = try TemporaryFile("scirpy.tsv")
    _ = try RepertoireExport.write(repertoire, as: .scirpy, to: file.path)
    let (again, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(again.countUnit == unit)
    #expect(report.countColumn == "duplicate_count")
    #expect(again.total() == repertoire.total())
    #expect(RowText.rows(of: again) == RowText.rows(of: repertoire))
  }

  @Test("one that lost or gained lines is told by its frequencies, by locus")
  func frequencies() throws {
    let whole = try Self.lines(rows: 400, unit: .reads)
    func note(_ lines: [String]) throws -> Int {
      try Self.read(lines).report.notes(.frequenciesIncomplete)
    }
    #expect(try note(whole) == 0)
    #expect(try note([whole[0]] + whole.dropFirst().reversed()) == 0)
    // A cut at a line end, and one locus alone or twice.
    for length in [2, 100, 301] { #expect(try note(Array(whole.prefix(length))) == length - 1) }
    let isTRB = { (line: String) in line.contains("\tTRB\t") }
    #expect(try note([whole[0]] + whole.filter(isTRB)) == 0)
    #expect(try note(whole + whole.filter(isTRB)) == 2 * whole.count(where: isTRB))
    #expect(try note([whole[0]]) == 0)
    // Where the column is not complete, it tells nothing.
    let half = try Self.lines(whole, changing: "tcr_frequency") { $0 == 7 ? "" : $1 }
    #expect(try note(Array(half.prefix(100))) == 0)
  }

  @Test("one whose frequencies are rounded is not told, however many rows it has")
  func roundedFrequencies() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let file = try TemporaryFile("rounded.tsv")
      try ClonotypeTableWriter.write(
        WritingTests.repertoire(seed: seed, rows: 3000), to: file.path)
      let report = try RepertoireReader.read(path: file.path, sample: RowText.sample).report
      #expect(report.remarks.allSatisfy { $0.key != "frequencies_incomplete" })
    }
  }

  @Test("two units in one are an error with the line of the second")
  func twoUnits() throws {
    let whole = try Self.lines(rows: 6, unit: .reads)
    for other in ["umi", "read", "reads ", ""] {
      let mixed = try Self.lines(whole, changing: "tcr_count_unit") { $0 < 3 ? $1 : other }
      let error = #expect(throws: TableError.self) { try Self.read(mixed) }
      #expect(error?.message.contains("line 5") == true, "\(String(describing: error))")
      #expect(error?.message.contains("expected reads, as in the rows before") == true)
    }
  }
}
