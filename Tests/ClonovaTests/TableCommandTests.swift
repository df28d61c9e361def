import Foundation
import Testing

@Suite("Sheets and tables on the command line: init, check, validate, convert")
struct TableCommandTests {
  private static let table =
    "sequence_id\tsequence\trev_comp\tproductive\tv_call\td_call\tj_call\tsequence_alignment\t"
    + "germline_alignment\tjunction\tjunction_aa\tv_cigar\td_cigar\tj_cigar\tlocus\t"
    + "duplicate_count\n"
    + "1\t\tF\tT\tTRBV9*01\t\tTRBJ1-1*01\t\t\tTGTGCCAGCTTC\tCASF\t\t\t\tTRB\t7\n"
    + "2\t\tF\tT\tTRAV8-4*01\t\tTRAJ3*01\t\t\tTGTGCCGGCTTC\tCAGF\t\t\t\tTRA\t2\n"

  @Test("a draft, filled in, is checked and run; its faults are found before")
  func fromFilesToResults() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let draft = try program.run([
      "init", "trial/fastq/*.fastq.gz", "-o", "mine.tsv", "--kit", "generic-amplicon",
    ])
    #expect(draft.status == 0, "\(draft.messages)")
    #expect(draft.messages.contains("8 rows of 8 samples; fill in patient_id, tissue"))
    #expect(try program.run(["init", "trial/fastq/*.gz", "-o", "mine.tsv"]).status == 73)
    let blank = try program.run(["check", "mine.tsv"])
    #expect(blank.status == 78)
    #expect(blank.messages.contains("line 2, column 'patient_id': an empty cell"))
    let check = try program.run(["check", "trial/samples.tsv", "--json"])
    #expect(check.status == 0, "\(check.messages)")
    #expect(check.messages.contains("8 samples, 8 files, "))
    #expect(check.messages.contains(" reads: no fault"))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
    #expect((json["samples"] as? [Any])?.count == 8)
    let whole = try program.read("trial/fastq/P01-blood-d14.fastq.gz")
    try program.write("trial/fastq/P01-blood-d14.fastq.gz", whole.prefix(whole.count - 9))
    let broken = try program.run(["check", "trial/samples.tsv"])
    #expect(broken.status == 65)
    #expect(broken.messages.contains("the gzip stream ends too early"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))
  }

  @Test("validate ends with 0 or 65, and tells findings as text and JSON")
  func validate() throws {
    let program = try BuiltProgram()
    try program.write("good.tsv", Self.table)
    try program.write("bad.tsv", Self.table.replacing("CASF", with: "CASW"))
    let good = try program.run(["validate", "good.tsv"])
    #expect(good.status == 0)
    #expect(good.messages == "good.tsv: 2 rows (AIRR Rearrangement), valid\n")
    let bad = try program.run(["validate", "bad.tsv", "--json"])
    #expect(bad.status == 65)
    #expect(
      bad.messages.contains("error: bad.tsv, line 2, column 'junction_aa': 'CASW' for 'CASF'"))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(bad.output.utf8)) as? [String: Any])
    #expect(json["is_valid"] as? Bool == false)
    #expect(try program.run(["validate", "none.tsv"]).status == 66)
    try program.write("other.tsv", "alpha\tbeta\n1\t2\n")
    #expect(try program.run(["validate", "other.tsv"]).status == 65)
  }

  @Test("convert writes every format whole, and refuses what the format cannot hold")
  func convert() throws {
    let program = try BuiltProgram()
    try program.write("a.airr.tsv", Self.table)
    for format in ["airr", "vdjtools", "mixcr", "immunarch", "scirpy"] {
      let ending = try program.run(["convert", "a.airr.tsv", "-o", "\(format).tsv", "--to", format])
      #expect(ending.status == 0, "\(ending.messages)")
      #expect(ending.messages.contains("\(format).tsv: 2 rows (\(format))"))
      #expect(try program.run(["validate", "\(format).tsv"]).status == 0)
    }
    let both = try program.run(["convert", "a.airr.tsv", "-o", "t.tsv", "--to", "tcrdist3"])
    #expect(both.status == 65)
    #expect(both.messages.contains("rows of TRA, TRB; expected one locus"))
    let one = try program.run([
      "convert", "a.airr.tsv", "-o", "t.tsv", "--to", "tcrdist3", "--locus", "trb",
    ])
    #expect(one.status == 0)
    #expect(
      try program.text("t.tsv")
        == "subject\tcount\tv_b_gene\tj_b_gene\tcdr3_b_aa\tcdr3_b_nucseq\n"
        + "a\t7\tTRBV9*01\tTRBJ1-1*01\tCASF\tTGTGCCAGCTTC\n")
    let cases: [(arguments: [String], status: Int32, message: String)] = [
      (["convert", "a.airr.tsv", "-o", "x", "--to", "vdjtool"], 64, "Did you mean 'vdjtools'?"),
      (["convert", "a.airr.tsv", "-o", "airr.tsv", "--to", "airr"], 73, "exists already"),
      (["convert", "a.airr.tsv", "-o", "./a.airr.tsv", "--to", "airr"], 64, "the input itself"),
      (["convert", "a.airr.tsv", "-o", "x", "--to", "airr", "--locus", "IGH"], 64, "'IGH'"),
      (["convert", "no.tsv", "-o", "x", "--to", "airr"], 66, "no.tsv"),
    ]
    for (arguments, status, message) in cases {
      let ending = try program.run(arguments)
      #expect(ending.status == status, "\(arguments)")
      #expect(ending.messages.contains(message), "\(ending.messages)")
    }
    #expect(try program.read("a.airr.tsv") == Data(Self.table.utf8))
  }
}
