import Foundation
import Testing

@Suite("Options that contradict each other or change nothing")
struct OptionTests {
  private static let sheet =
    "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
    + "alpha-1\tP1\tblood\t0\ta.fq\t\tgeneric-amplicon\n"
  private static let read =
    "@r1\nACGTACGTACGTACGTACGTACGTACGTACGT\n+\nIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\n"
  private static let table =
    "sequence_id\tsequence\trev_comp\tproductive\tv_call\td_call\tj_call\tsequence_alignment\t"
    + "germline_alignment\tjunction\tjunction_aa\tv_cigar\td_cigar\tj_cigar\tlocus\t"
    + "duplicate_count\n"
    + "1\t\tF\tT\tTRBV9*01\t\tTRBJ1-1*01\t\t\tTGTGCCAGCTTC\tCASF\t\t\t\tTRB\t7\n"

  /// A command line, its exit code, and what it must say.
  static let refused: [(line: String, status: Int32, message: String)] = [
    ("simulate -o x --umi-library --patients 2", 64, "--patients: given with --umi-library"),
    (
      "simulate -o x --umi-library --samples-per-patient 8", 64,
      "--samples-per-patient: given with --umi-library"
    ),
    (
      "simulate -o x --reads-per-molecule 3", 64,
      "--reads-per-molecule: given without --umi-library"
    ),
    ("simulate -o x --loci TRG", 64, "--loci: given without --umi-library"),
    ("simulate -o x --umi-library --loci TRX", 64, "expected some of TRA, TRB, TRD, TRG"),
    ("power --cells 5", 64, "'5' is invalid for '--cells <cells>': expected a whole number from"),
    ("power --cells 1000 --seed -1", 64, "'-1' is invalid for '--seed <seed>'"),
    ("power --cells 1000 --runs 0", 64, "'0' is invalid for '--runs <runs>'"),
    ("power --cells 1000 --drift nan", 64, "'nan' is invalid for '--drift <number>'"),
    ("power --cells 1000 --unit clones", 64, "--unit: 'clones' given; expected one of reads, umi"),
    (
      "power --cells 1000 --counts-per-cell -1", 64,
      "'-1' is invalid for '--counts-per-cell <number>': expected a number above 0"
    ),
    (
      "power --cells 1000 --unit cells --counts-per-cell 3", 64,
      "--counts-per-cell: 3.0 given with --unit cells"
    ),
    ("convert t.tsv -o - --to airr", 64, "--output: '-' given; expected the name of a file"),
    ("convert t.tsv -o '' --to airr", 64, "--output: an empty name given"),
    ("convert t.tsv -o x.tsv.gz --to airr", 64, "expected a name without .gz"),
    ("init '*.fq' -o -", 64, "--output: '-' given"),
    ("germline import v.fasta -o x.tsv --findings y.gz", 64, "--findings: 'y.gz' given"),
    ("report . --figures ''", 64, "--figures: an empty name given"),
    ("detect a.fq ./a.fq", 64, "R1, R2: './a.fq' a second time (also as 'a.fq')"),
    ("detect - -", 64, "R1, R2: standard input twice"),
    ("analyze --r1 a.fq --sample '' --kit generic-amplicon -o x", 64, "--sample: an empty name"),
    ("analyze --r1 '' --sample a --kit generic-amplicon -o x", 66, "error: '': cannot be read"),
    ("check ''", 66, "error: '': cannot be read"),
    (
      "track s.tsv -o x --clonotypes nowhere", 66,
      "error: --clonotypes: no folder 'nowhere'; expected the results folder"
    ),
    ("track s.tsv -o x --clonotypes ''", 66, "--clonotypes: no folder ''"),
    (
      "track s.tsv -o x --clonotypes .", 66,
      "no table in .; expected alpha-1.clonotypes.tsv there, in alpha-1 or in samples/alpha-1."
    ),
    ("explain s.tsv --sample alpha", 78, "Did you mean 'alpha-1'?\n"),
  ]

  @Test("what cannot be meant is refused with the option's name", arguments: refused)
  func refusal(line: String, status: Int32, message: String) throws {
    let program = try BuiltProgram()
    try program.write("s.tsv", Self.sheet)
    try program.write("a.fq", Self.read)
    try program.write("t.tsv", Self.table)
    let ending = try program.shell("$clonova \(line)")
    #expect(ending.status == status, "\(ending.messages)")
    #expect(ending.messages.contains(message), "\(ending.messages)")
    #expect(ending.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder).count == 3)
  }

  @Test("an option for molecules is told to change nothing for kits without them")
  func noMolecules() throws {
    let program = try BuiltProgram()
    try program.write("s.tsv", Self.sheet)
    try program.write("a.fq", Self.read)
    let analyzed = try program.run([
      "analyze", "--r1", "a.fq", "--sample", "a", "--kit", "generic-amplicon", "-o", "x",
      "--min-reads-per-umi", "3", "--dry-run",
    ])
    #expect(analyzed.status == 0)
    #expect(
      analyzed.messages.contains(
        "warning: --min-reads-per-umi: kit 'generic-amplicon' has no UMI, so that it changes"))
    let ran = try program.shell("$clonova run s.tsv -o x --min-reads-per-umi 3 --dry-run")
    #expect(ran.status == 0 && ran.messages.contains("warning: --min-reads-per-umi: kit"))
    let plain = try program.shell("$clonova run s.tsv -o x --dry-run")
    #expect(plain.status == 0 && plain.messages.isEmpty)
  }

  @Test("a table from standard input, and one without a row of the locus")
  func conversions() throws {
    let program = try BuiltProgram()
    let piped = try program.run(
      ["convert", "-", "-o", "a.tsv", "--to", "airr"], input: Data(Self.table.utf8))
    #expect(piped.status == 0, "\(piped.messages)")
    #expect(try program.text("a.tsv").contains("\nsample-1\t"))
    let empty = try program.run([
      "convert", "a.tsv", "-o", "b.tsv", "--to", "airr", "--locus", "TRA",
    ])
    #expect(empty.status == 0)
    #expect(empty.messages.contains("warning: no row of TRA, so that the table is empty"))
  }

  @Test("a simulation takes an empty folder", arguments: ["", "--umi-library"])
  func emptyFolder(option: String) throws {
    let program = try BuiltProgram()
    let ending = try program.shell(
      "mkdir x && $clonova simulate -o x --scale 0.01 --quiet \(option)")
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(try !program.results("x").isEmpty)
  }

  @Test("figures go into no file of their folder's name")
  func figures() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.run(["run", "trial/samples.tsv", "-o", "out", "--quiet"]).status == 0)
    let ending = try program.run(["report", "out", "--figures", "trial/samples.tsv"])
    #expect(ending.status == 73)
    #expect(
      ending.messages.contains("error: trial/samples.tsv: writing failed (Not a directory); exp"),
      "\(ending.messages)")
  }
}
