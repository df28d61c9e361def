import RepertoireTables
import TestSupport
import Testing

@Suite("Validation of AIRR tables")
struct ValidationTests {
  /// A row that is right, by column.
  private static let columns: [(name: String, cell: String)] = [
    ("sequence_id", "r1"), ("sequence", "AAATGTGCCAGCTTCGGG"), ("rev_comp", "F"),
    ("productive", "T"), ("v_call", "TRBV9*01"), ("d_call", ""), ("j_call", "TRBJ1-1*01"),
    ("sequence_alignment", ""), ("germline_alignment", ""), ("junction", "TGTGCCAGCTTC"),
    ("junction_aa", "CASF"), ("v_cigar", "9M9S"), ("d_cigar", ""), ("j_cigar", "12S6M"),
    ("locus", "TRB"), ("vj_in_frame", "T"), ("stop_codon", "F"), ("cdr3", "GCCAGC"),
    ("junction_length", "12"), ("v_identity", "0.98"), ("v_sequence_start", "1"),
    ("v_sequence_end", "9"), ("consensus_count", "7"), ("duplicate_count", "5"),
    ("umi_count", "5"),
  ]

  private static func table(_ changes: [String: String] = [:], rows: Int = 1) -> String {
    let header = columns.map(\.name).joined(separator: "\t")
    let lines = (1...max(rows, 1)).map { row in
      columns.map { name, cell in
        changes[name] ?? (name == "sequence_id" ? "r\(row)" : cell)
      }.joined(separator: "\t")
    }
    return ([header] + lines.prefix(rows)).joined(separator: "\n") + "\n"
  }

  private static func codes(_ text: String) throws -> [String] {
    let file = try TemporaryFile("t.tsv", text: text)
    return try RearrangementValidation(path: file.path).sorted.map(\.code.rawValue)
  }

  @Test("a table that is right has no finding")
  func right() throws {
    #expect(try Self.codes(Self.table(rows: 3)) == [])
  }

  static let cells: [(changes: [String: String], codes: [String])] = [
    (["rev_comp": "no"], ["not_boolean"]), (["productive": "NA"], ["not_boolean"]),
    (["duplicate_count": "3.0"], ["not_integer"]), (["duplicate_count": "1e3"], ["not_integer"]),
    (["v_identity": "high"], ["not_number"]), (["d_call": "NA"], ["missing_word"]),
    (["sequence_id": ""], ["empty_id"]), (["locus": "TCRB"], ["unknown_locus"]),
    (["j_call": "TRAJ1*01"], ["locus_contradicted"]), (["v_call": "TCRBV09-01"], ["gene_name"]),
    (["v_call": "TRBJ1-1*01"], ["gene_name"]),
    (["sequence": "AAATGTGCCAGCTTCGGQ"], ["not_nucleotides"]),
    (["junction_aa": "CASW"], ["amino_acids_differ"]),
    (["junction_length": "13"], ["length_differs"]), (["cdr3": "GCCAGG"], ["cdr3_differs"]),
    (["vj_in_frame": "F"], ["flags_contradicted"]),
    (["duplicate_count": "0"], ["not_positive"]), (["umi_count": "9"], ["counts_contradicted"]),
    (["v_sequence_start": "0"], ["coordinates"]),
    (["v_sequence_start": "\(Int.min)"], ["coordinates"]),
    (["v_sequence_start": "\(Int.max)"], ["coordinates"]),
    (["v_sequence_end": "\(Int.min)"], ["coordinates"]),
    (["v_sequence_end": "19"], ["coordinates"]),
    (["v_sequence_start": "12"], ["coordinates"]), (["v_cigar": "9Q"], ["cigar"]),
    (["v_cigar": "30M"], ["cigar"]),
    (
      [
        "junction": "TGTGCCTAATTC", "junction_aa": "CA*F", "cdr3": "GCCTAA",
      ], ["flags_contradicted", "flags_contradicted"]
    ),
    (
      ["junction": "GGTGCCAGCTTC", "junction_aa": "GASF", "cdr3": "GCCAGC"], ["anchor_missing"]
    ),
    (["v_call": "TRAV14/DV4*01", "j_call": "TRDJ1*01", "locus": "TRD"], []),
    (["productive": "", "junction": "", "junction_aa": "", "cdr3": "", "junction_length": ""], []),
  ]

  @Test(
    "a cell that contradicts the row or the schema is found, and nothing else", arguments: cells)
  func cell(changes: [String: String], codes: [String]) throws {
    #expect(try Self.codes(Self.table(changes)) == codes)
  }

  @Test("the file and its header: mark, comment, case, missing, twice, fields, no row")
  func header() throws {
    let good = Self.table()
    #expect(try Self.codes("\u{FEFF}" + good) == ["byte_order_mark"])
    #expect(try Self.codes("# made by us\n" + good).contains("comment_line"))
    #expect(try Self.codes(good.replacing("v_call", with: "V_CALL")) == ["column_case"])
    #expect(try Self.codes(good.replacing("d_cigar", with: "d_cig")) == ["missing_column"])
    #expect(try Self.codes(good.replacing("cdr3", with: "junction")).first == "duplicate_column")
    #expect(try Self.codes(Self.table(rows: 0)) == ["no_row"])
    #expect(try Self.codes(String(good.dropLast()) + "\tmore\n") == ["surplus_fields"])
    #expect(try Self.codes(String(good.dropLast("\t5\n".count)) + "\n") == ["missing_fields"])
  }

  @Test("the same id twice is told at its second row, with how often")
  func duplicates() throws {
    let file = try TemporaryFile(
      "d.tsv", text: Self.table(["sequence_id": "x"], rows: 4))
    let findings = try RearrangementValidation(path: file.path).sorted
    #expect(findings.count == 1)
    #expect(findings.first?.firstLine == 3)
    #expect(findings.first?.count == 3)
    #expect(findings.first?.message.contains("'x' a second time") == true)
  }

  @Test("every code says what is expected")
  func codesAreTold() {
    for code in TableFinding.Code.allCases { #expect(!code.expectation.isEmpty) }
  }
}
