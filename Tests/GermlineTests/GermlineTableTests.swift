import Germline
import SequenceIO
import Testing

/// Clonova's own germline file.
struct GermlineTableTests {
  static let header =
    "allele\tspecies\tfunctionality\tcodon_start\tanchor_start\tanchor_usable\tfr1_end\tcdr1_end\t"
    + "fr2_end\tcdr2_end\tfr3_end\tsequence\n"

  static func read(_ text: String) throws -> GermlineReference {
    try ImportFiles.with(text, named: "set.tsv") { path in try GermlineReference(tableAt: path) }
  }

  @Test(
    "a table read again gives the same alleles, numbers and digest", arguments: Species.allCases)
  func roundTrip(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let again = try Self.read(reference.tableText)
    #expect(again.species == species)
    #expect(again.alleles == reference.alleles)
    #expect(again.digest == reference.digest)
    #expect(again.tableText == reference.tableText)
  }

  @Test("columns in another order, comments and CRLF are read")
  func layouts() throws {
    let reference = GermlineReference.embedded(.human)
    let lines = reference.tableText.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).reversed()
        .joined(separator: "\t")
    }
    let again = try Self.read("# ours\r\n" + lines.joined(separator: "\r\n") + "\r\n")
    #expect(again.digest == reference.digest)
  }

  static let faults: [(row: String, column: String)] = [
    ("TRBV9\t*01\thuman\tF", "fields"),
    ("IGHD1*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "allele"),
    ("trbd1*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "allele"),
    ("TRBD2*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "allele"),
    ("TRBD1*01\tmouse\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "species"),
    ("TRBD1*01\trat\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "species"),
    ("TRBD1*01\thuman\t(F)\t\t\t\t\t\t\t\t\tGGGACAGGGGGC", "functionality"),
    ("TRBD1*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACNGGGGGC", "sequence"),
    ("TRBD1*01\thuman\tF\t\t\t\t\t\t\t\t\t", "sequence"),
    ("TRBD1*01\thuman\tF\t\t1\tT\t\t\t\t\t\tTGTACAGGGGGC", "anchor_start"),
    ("TRBD1*01\thuman\tF\t4\t\t\t\t\t\t\t\tTGTACAGGGGGC", "codon_start"),
    ("TRBJ9*01\thuman\tF\t1\t0\tT\t\t\t\t\t\tTTTGGACAGGGG", "anchor_start"),
    ("TRBJ9*01\thuman\tF\t1\t11\tT\t\t\t\t\t\tTTTGGACAGGGG", "anchor_start"),
    ("TRBJ9*01\thuman\tF\t2\t1\tT\t\t\t\t\t\tTTTGGACAGGGG", "codon_start"),
    ("TRBJ9*01\thuman\tF\t1\t1\tyes\t\t\t\t\t\tTTTGGACAGGGG", "anchor_usable"),
    ("TRBJ9*01\thuman\tF\t1\t\tT\t\t\t\t\t\tTTTGGACAGGGG", "anchor_usable"),
    ("TRBJ9*01\thuman\tF\t1\t1\tT\t\t\t\t\t\tTTAGGACAGGGG", "anchor_start"),
    ("TRBV9*01\thuman\tF\t1\t4\tT\t1\t2\t3\t4\t5\tACATGTACA", "fr3_end"),
    ("TRBV9*01\thuman\tF\t1\t4\tT\t1\t3\t2\t4\t6\tACATGTACA", "fr3_end"),
    ("TRBV9*01\thuman\tF\t1\t4\tT\t1\t\t2\t4\t6\tACATGTACA", "cdr1_end"),
    ("TRBV9*01\thuman\tF\t1\t4\tT\t1\t2\t3\t4\t99\tACATGTACA", "fr3_end"),
  ]

  @Test("a wrong row is an error that names line and column", arguments: faults)
  func wrongRows(row: String, column: String) throws {
    let text =
      Self.header + "TRBD2*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACTAGCGGGGGGG\n" + row + "\n"
    let error = #expect(throws: SequenceIOError.self) { try Self.read(text) }
    let message = try #require(error).message
    #expect(message.contains("set.tsv, line 3"))
    #expect(message.contains(column))
  }

  @Test("a table that was cut inside a row is an error wherever it was cut")
  func cutRow() throws {
    let row = "TRBD1*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACAGGGGGC\n"
    let first = "TRBD2*01\thuman\tF\t\t\t\t\t\t\t\t\tGGGACTAGCGGGGGGG\n"
    #expect(try Self.read(Self.header + first + row).alleles.count == 2)
    for length in 1..<row.utf8.count {
      let error = #expect(throws: SequenceIOError.self, "\(length) bytes") {
        try Self.read(Self.header + first + row.prefix(length))
      }
      #expect(
        error?.message.contains("set.tsv, line 3") == true
          && error?.message.contains("the file ends inside this line") == true)
    }
    #expect(throws: SequenceIOError.self) { try Self.read(String(Self.header.dropLast())) }
  }

  @Test("a table that was cut at a line end is an error wherever it was cut")
  func cutTable() throws {
    let reference = GermlineReference.embedded(.human)
    let lines = reference.tableText.split(separator: "\n")
    for count in [2, 3, lines.count / 2, lines.count - 1] {
      let error = #expect(throws: SequenceIOError.self, "\(count) lines") {
        try Self.read(lines.prefix(count).joined(separator: "\n") + "\n")
      }
      let message = try #require(error).message
      #expect(message.contains("'\(lines.count - 1)' in column 'alleles'"), "\(message)")
      #expect(message.contains("expected \(count - 1), the rows that there are"))
      #expect(message.contains("set.tsv, line"))
    }
    // A line more is as wrong, and so are rows of two tables.
    let row = String(lines[1])
    let name = reference.alleles[0].name
    let more = row.replacing(name, with: name.split(separator: "*")[0] + "*99")
    #expect(throws: SequenceIOError.self) { try Self.read(reference.tableText + more + "\n") }
    let other = more.replacing("\t\(lines.count - 1)\t", with: "\t7\t")
    let mixed = #expect(throws: SequenceIOError.self) {
      try Self.read(reference.tableText + other + "\n")
    }
    #expect(mixed?.message.contains("expected \(lines.count - 1), as in the rows before") == true)
  }

  @Test("a table of before, without the number of its rows, is read as it was, and a blank as none")
  func withoutNumber() throws {
    let reference = GermlineReference.embedded(.human)
    let lines = reference.tableText.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let place = try #require(lines[0].firstIndex(of: "alleles"))
    func text(_ change: ([String]) -> [String]) -> String {
      lines.map { change($0).joined(separator: "\t") + "\n" }.joined()
    }
    let before = try Self.read(text { Array($0[..<place] + $0[(place + 1)...]) })
    #expect(before.digest == reference.digest)
    let blank = try Self.read(
      text { $0[place] == "alleles" ? $0 : Array($0[..<place] + [""] + $0[(place + 1)...]) })
    #expect(blank.digest == reference.digest)
    for wrong in ["0", "-3", "x"] {
      let error = #expect(throws: SequenceIOError.self) {
        try Self.read(
          text { $0[place] == "alleles" ? $0 : Array($0[..<place] + [wrong] + $0[(place + 1)...]) })
      }
      #expect(error?.message.contains("expected the number of rows, or a blank") == true)
    }
  }

  @Test("a table without rows or without a column is an error")
  func emptyTables() {
    for text in [Self.header, "allele\tsequence\nTRBD1*01\tGGGACAGGGGGC\n"] {
      #expect(throws: SequenceIOError.self) { try Self.read(text) }
    }
  }
}
