import RepertoireTables
import Repertoires
import Testing

@Suite("The column that gives the counts") struct CountChoiceTests {
  private static func read(_ columns: String, _ counts: [String]) throws
    -> (repertoire: Repertoire, report: TableReport)
  {
    var text = "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\t\(columns)\n"
    for (number, cells) in counts.enumerated() {
      text += "s\(number)\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t\(cells)\n"
    }
    let file = try TemporaryFile("counts.tsv", text: text)
    return try RepertoireReader.read(path: file.path, sample: RowText.sample)
  }

  static let chosen: [(columns: String, counts: [String], column: String?, total: Int)] = [
    ("umi_count\tduplicate_count", ["2\t20", "3\t30"], "umi_count", 5),
    ("umi_count\tduplicate_count", ["0\t20", "0\t30"], "duplicate_count", 50),
    ("umi_count\tduplicate_count", ["0\t20", "3\t30"], "umi_count", 3),
    ("umi_count\tduplicate_count", ["\t20", "3\t30"], "duplicate_count", 50),
    ("umi_count\tduplicate_count\tconsensus_count", ["0\t0\t4", "0\t0\t5"], "consensus_count", 9),
    ("umi_count\tduplicate_count", ["0\t0", "0\t0"], "umi_count", 0),
    ("umi_count\tduplicate_count", ["0\t", "0\t"], "umi_count", 0),
    ("umi_count\tduplicate_count", ["\t", "\t"], nil, 2),
    ("copies", ["20", "30"], nil, 2),
  ]

  @Test("is the first that is whole, and no column of zeros beside another", arguments: chosen)
  func choice(columns: String, counts: [String], column: String?, total: Int) throws {
    let (repertoire, report) = try Self.read(columns, counts)
    #expect(report.countColumn == column)
    #expect(repertoire.total() == total)
    #expect(report.countUnit == (column == "umi_count" ? .umi : .reads))
    #expect(report.isUncounted == (column == nil))
  }

  @Test("is none where zeros alone are whole and another column holds copies in some rows")
  func zerosBesideGaps() throws {
    let error = #expect(throws: TableError.self) {
      try Self.read("umi_count\tduplicate_count", ["0\t20", "0\t"])
    }
    #expect(error?.message.contains("line 3") == true, "\(String(describing: error))")
    #expect(error?.message.contains("umi_count, duplicate_count") == true)
  }

  @Test("is not asked for where rows are cells, or where no row was kept")
  func uncounted() throws {
    #expect(try !Self.read("cell_id", ["A", "B"]).report.isUncounted)
    #expect(try !Self.read("copies", []).report.isUncounted)
  }
}
