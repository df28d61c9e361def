import Foundation
import Testing

@Suite("Exit codes and messages of the built program")
struct ExitCodeTests {
  private static let sheet =
    "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
    + "a\tP1\tblood\t0\ta.fq\t\tgeneric-amplicon\n"
  private static let read =
    "@r1\nACGTACGTACGTACGTACGTACGTACGTACGT\n+\nIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\n"
  private static let analyze = [
    "analyze", "--sample", "a", "--kit", "generic-amplicon", "-o", "out",
  ]

  struct Case: CustomTestStringConvertible {
    var arguments: [String]
    var files: [String: String] = [:]
    var status: Int32
    var messages: [String]

    var testDescription: String { "\(status) of clonova " + arguments.joined(separator: " ") }
  }

  static let cases: [Case] = [
    Case(arguments: ["dance"], status: 64, messages: ["'dance'", "Usage: clonova"]),
    Case(arguments: ["run", "s.tsv"], status: 64, messages: ["'--output <dir>'"]),
    Case(
      arguments: ["run", "s.tsv", "-o", ""], files: ["s.tsv": sheet, "a.fq": read], status: 64,
      messages: ["--output: an empty name given"]),
    Case(
      arguments: ["track", "s.tsv", "-o", ""], status: 64, messages: ["--output: an empty name"]),
    Case(
      arguments: ["analyze", "--sample", "a", "--kit", "k", "--r1", "a.fq", "-o", ""], status: 64,
      messages: ["--output: an empty name"]),
    Case(
      arguments: ["simulate", "-o", ""], status: 64, messages: ["--output: an empty name"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--threads", "0"], status: 64,
      messages: ["'0' is invalid for '--threads <threads>'", "a whole number from 1 to 256"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--species", "yeti"], status: 64,
      messages: ["'yeti'", "human, mouse"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--loci", "TRB,IGH"], status: 64,
      messages: ["'TRB,IGH'", "expected some of TRA, TRB, TRD, TRG"]),
    Case(
      arguments: ["track", "s.tsv", "-o", "out", "--fdr", "0.5"], status: 64,
      messages: ["a rate above 0 and below 0.2"]),
    Case(
      arguments: ["track", "s.tsv", "-o", "out", "--fdr", "2"], status: 64,
      messages: ["'2' is invalid for '--fdr <fdr>'", "a rate above 0 and below 0.2"]),
    Case(
      arguments: ["track", "s.tsv", "-o", "out", "--preset", "mine"], status: 64,
      messages: ["--preset: 'mine' given; expected default, immunoseq-legacy"]),
    Case(
      arguments: ["simulate", "-o", "out", "--seed", "-1"], status: 64,
      messages: [
        "'-1' is invalid for '--seed <seed>'", "a whole number from 0 to 18446744073709551615",
      ]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--seed", "18446744073709551616"], status: 64,
      messages: ["'18446744073709551616' is invalid for '--seed <seed>'"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--threads", "-3"], status: 64,
      messages: ["'-3' is invalid for '--threads <threads>'", "a whole number from 1 to 256"]),
    Case(
      arguments: ["simulate", "-o", "out", "--scale", "nan"], status: 64,
      messages: ["'nan' is invalid for '--scale <scale>'", "a number from 0.01 to 10"]),
    Case(
      arguments: ["germline", "import", "v.fasta", "-o", "x.tsv", "--findings", "./x.tsv"],
      status: 64, messages: ["--findings: './x.tsv' is also the file of --output"]),
    Case(
      arguments: ["germline", "import", "v.fasta", "-o", "v.fasta", "--force"],
      files: ["v.fasta": ">a\nACGT\n"], status: 64,
      messages: ["--output: 'v.fasta' is also the input 'v.fasta'"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: [
        "s.tsv": sheet + "b\tP2\tbloot\t0\tno.fq\t\tgeneric-amplicom\n"
          + "c\tP1\ttumor\tx\tno2.fq\t\tgeneric-amplicon\n"
      ], status: 78,
      messages: [
        "line 2, column 'r1': a.fq cannot be read", "line 3, column 'tissue': 'bloot'",
        "line 3, column 'r1': no.fq cannot be read", "line 3, column 'kit': the unknown kit",
        "line 4, column 'day': 'x'", "line 4, column 'r1': no2.fq cannot be read",
      ]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: [
        "s.tsv": sheet
          + (1...40).map { "x\($0)\tP\tblood\tsoon\ta.fq\t\tgeneric-amplicon\n" }.joined()
      ], status: 78, messages: ["error: and 56 more faults like these"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"], files: ["s.tsv": "\u{1}\0\u{2}\n\u{3}\n"],
      status: 78, messages: ["error: s.tsv: a binary file; expected a text file"]),
    Case(
      arguments: ["track", "s.tsv", "-o", "out"],
      files: [
        "s.tsv": "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
          + "a\tP\tblood\tsoon\tno.tsv\n"
      ], status: 78,
      messages: ["column 'day': 'soon'", "column 'clonotypes': no.tsv cannot be read"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"], status: 66,
      messages: ["error: s.tsv: cannot be read", "expected a readable file"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"], files: ["s.tsv": sheet], status: 66,
      messages: ["s.tsv, line 2, column 'r1': a.fq cannot be read", "start at the sheet's folder"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: ["s.tsv": sheet.replacing("\t0\t", with: "\tzero\t")], status: 78,
      messages: ["error: s.tsv, line 2, column 'day': 'zero'; expected a number"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: ["s.tsv": sheet.replacing("amplicon", with: "amplicom"), "a.fq": read], status: 78,
      messages: ["the unknown kit 'generic-amplicom'", "Did you mean 'generic-amplicon'?"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: ["s.tsv": sheet, "a.fq": read, "out/thesis.txt": "years of work"], status: 73,
      messages: ["-o out: a folder that holds other things ('thesis.txt')", "--force"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: ["s.tsv": sheet, "a.fq": read, "out": "a file"], status: 73,
      messages: ["-o out: a file of this name"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--log-json", "no/such/log"],
      files: ["s.tsv": sheet, "a.fq": read], status: 73, messages: ["--log-json no/such/log"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--log-json", "a.fq"],
      files: ["s.tsv": sheet, "a.fq": read], status: 73,
      messages: ["--log-json a.fq: a file that is no log of clonova"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--log-json", "my.json"],
      files: ["s.tsv": sheet, "a.fq": read, "my.json": "{\"level\": \"C\"}\n"], status: 73,
      messages: ["--log-json my.json: a file that is no log of clonova"]),
    Case(
      arguments: analyze + ["--r1", "a.fq"], status: 66, messages: ["a.fq: cannot be read"]),
    Case(
      arguments: analyze + ["--r1", "a.fq", "b.fq", "--r2", "c.fq"], status: 64,
      messages: ["2 files for the first mate, 1 for the second"]),
    Case(
      arguments: analyze + ["--r1", "a.fq", "./a.fq"], files: ["a.fq": read], status: 64,
      messages: ["--r1, --r2: './a.fq' a second time (also as 'a.fq')"]),
    Case(
      arguments: analyze + ["--r1", "a.fq", "--r2", "a.fq"], files: ["a.fq": read], status: 64,
      messages: ["--r1, --r2: 'a.fq' a second time; expected each input file once"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out"],
      files: ["s.tsv": sheet.replacing("a.fq\t", with: "a.fq\t./a.fq"), "a.fq": read], status: 78,
      messages: ["/a.fq' a second time (also sample 'a', line 2)"]),
    Case(
      arguments: [
        "analyze", "--sample", "=a", "--kit", "generic-amplicon", "-o", "out", "--r1", "a",
      ],
      status: 78, messages: ["--sample: '=a', which starts with '='"]),
    Case(
      arguments: analyze + ["--r1", "a.fq"], files: ["a.fq": ""], status: 65,
      messages: ["a.fq: the file has 0 bytes"]),
    Case(
      arguments: analyze + ["--r1", "a.fq"], files: ["a.fq": read + "@r2\nACGT\n+\nII\n"],
      status: 65, messages: ["a.fq, record 2", "4 bases but 2 quality values"]),
    Case(
      arguments: analyze + ["--r1", "a.fq", "--r2", "b.fq"],
      files: ["a.fq": read, "b.fq": read.replacing("@r1", with: "@r9")], status: 65,
      messages: ["the mates are named 'r1' and 'r9'"]),
    Case(
      arguments: ["track", "s.tsv", "-o", "out"], files: ["s.tsv": sheet], status: 66,
      messages: ["reads but no clonotype table", "--clonotypes DIR"]),
    Case(
      arguments: ["report", "."], status: 66,
      messages: ["no tracking tables", "a results folder of `clonova run`"]),
    Case(
      arguments: ["kits", "show", "generic"], status: 78, messages: ["the unknown kit 'generic'"]),
    Case(
      arguments: ["simulate", "-o", "out", "--patients", "100"], status: 64,
      messages: ["'100' is invalid for '--patients <patients>'", "a whole number from 1 to 99"]),
    Case(
      arguments: ["simulate", "-o", "out", "--scale", "0.01"], files: ["out/x": ""], status: 73,
      messages: ["out: the output exists already"]),
    Case(
      arguments: ["simulate", "-o", "out", "--scale", "0.01", "--force"], files: ["out/x": ""],
      status: 73, messages: ["-o out: a folder that holds other things ('x')"]),
    Case(
      arguments: ["simulate", "-o", "out", "--scale", "0.01", "--force"], files: ["out": "mine"],
      status: 73, messages: ["-o out: a file or link of this name"]),
    Case(
      arguments: ["simulate", "-o", "out", "--scale", "0.01", "--force"],
      files: [
        "out/samples.tsv": "", "out/truth.tsv": "", "out/truth_samples.tsv": "",
        "out/fastq/thesis.txt": "",
      ], status: 73, messages: ["('fastq/thesis.txt')"]),
    Case(
      arguments: ["run", "s.tsv", "-o", "out", "--force"],
      files: ["s.tsv": sheet, "a.fq": read, "out/track/thesis.txt": "years of work"], status: 73,
      messages: ["-o out: 'track' in a folder that no run has marked", "Name another folder"]),
  ]

  @Test("a fault has its code and says where, what, what else and what to do", arguments: cases)
  func fault(_ example: Case) throws {
    let program = try BuiltProgram()
    for (name, text) in example.files { try program.write(name, text) }
    let ending = try program.run(example.arguments)
    #expect(ending.status == example.status, "\(ending.messages)")
    #expect(ending.output.isEmpty)
    for (name, text) in example.files {
      #expect(try program.read(name) == Data(text.utf8), "\(name) was changed")
    }
    for message in example.messages {
      #expect(ending.messages.contains(message), "\(ending.messages)")
    }
  }

  @Test(
    "what only tells something is a success",
    arguments: [
      (["--version"], "0.1.0\n"), (["--help"], "SUBCOMMANDS"), ([], "SUBCOMMANDS"),
      (["help", "run"], "EXAMPLES"), (["analyze", "--help"], "--r1 <file>"),
      (["kits"], "generic-amplicon "),
      (["kits", "show", "generic-amplicon"], "count_unit: reads"),
      (["germline", "list", "--loci", "TRB"], "TRBV9*01\tTRB\tV\tF\t"),
      (["germline", "list", "--species", "mouse"], "TRAV10D*03\tTRA\tV\tF\t"),
    ])
  func success(arguments: [String], text: String) throws {
    let ending = try BuiltProgram().run(arguments)
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.output.contains(text), "\(ending.output.prefix(500))")
  }

  @Test("a reader of standard output that went away is no fault")
  func brokenPipe() throws {
    let program = try BuiltProgram()
    #expect(try program.shell("$clonova germline list | head -1").status == 0)
    #expect(try program.shell("$clonova germline list | true").status == 0)
  }

  @Test("a reader that went away does not hide that samples failed")
  func brokenPipeOfFailure() throws {
    let program = try BuiltProgram()
    try program.write("s.tsv", Self.sheet)
    try program.write("a.fq", "no FASTQ\n")
    let ending = try program.shell("$clonova run s.tsv -o out | true")
    #expect(ending.status == 2, "\(ending.messages)")
  }

  @Test("an empty file, an earlier log and a device take the log")
  func logAgain() throws {
    let program = try BuiltProgram()
    try program.write("s.tsv", Self.sheet)
    try program.write("a.fq", "no FASTQ\n")
    try program.write("log", "")
    for log in ["log", "log", "/dev/null"] {
      let ending = try program.run(["run", "s.tsv", "-o", "out", "--log-json", log])
      #expect(ending.status == 2, "\(ending.messages)")
    }
    #expect(try program.read("log").count > 100)
  }

  @Test("a full disk behind standard output is a fault that is told")
  func fullOutput() throws {
    let ending = try BuiltProgram().shell("$clonova kits > /dev/full")
    #expect(ending.status == 74)
    #expect(ending.messages.contains("error: standard output: cannot be written (No space left"))
  }

  @Test("a simulated trial is replaced by force")
  func simulatedAgain() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.01")
    try program.write("trial/truth.tsv", "old")
    let ending = try program.run([
      "simulate", "-o", "trial", "--patients", "1", "--scale", "0.01", "--force", "--quiet",
    ])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(try program.read("trial/truth.tsv").count > 100)
  }

  @Test("a truncated gzip is an error naming the file, never a short result")
  func truncatedGzip() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let whole = try program.read("trial/fastq/P01-blood-d14.fastq.gz")
    try program.write("cut.fastq.gz", whole.prefix(whole.count - 20))
    let ending = try program.run(Self.analyze + ["--r1", "cut.fastq.gz"])
    #expect(ending.status == 65)
    #expect(ending.messages.contains("cut.fastq.gz"))
    #expect(ending.messages.contains("the gzip stream ends too early"))
    #expect(try program.results("out").isEmpty)
  }
}
