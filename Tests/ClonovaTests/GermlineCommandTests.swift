import Foundation
import TestSupport
import Testing

@Suite("Germline files on the command line")
struct GermlineCommandTests {
  private static let set = SharedData.testData("germline-import/human-tr.imgt.fasta")
  private static let hostile = SharedData.testData("germline-import/hostile.fasta")
  private static let json = SharedData.testData("germline-import/human-trb.airr.json")

  /// The 3' end of TRBV9, six bases of N region, TRBJ1-1 whole.
  private static let receptor =
    "ACTTGCACTCTGAACTAAACCTGAGCTCTCTGGAGCTGGGGGACTCAGCTTTGTATTTCTGTGCCAGCAGCGTAGGGGACA"
    + "TGAACACTGAAGCTTTCTTTGGACAAGGCACCAGACTCACAGTTGTAG"

  private static func analyze(_ program: BuiltProgram, _ output: String, _ germline: String) throws
    -> BuiltProgram.Ending
  {
    let quality = String(repeating: "I", count: receptor.utf8.count)
    try program.write("a.fq", "@r\n\(receptor)\n+\n\(quality)\n")
    return try program.run([
      "analyze", "--r1", "a.fq", "--sample", "a", "--kit", "generic-amplicon", "-o", output,
      "--germline", germline,
    ])
  }

  @Test("an imported table and the file it was made of give the same sample")
  func tableAndFile() throws {
    let program = try BuiltProgram()
    let made = try program.run(["germline", "import", Self.set, "-o", "set.tsv"])
    #expect(made.status == 0, "\(made.messages)")
    #expect(made.messages.contains("4 without a usable anchor"))
    var tables: [Data] = []
    for (output, germline) in [("one", "set.tsv"), ("two", Self.set)] {
      let ending = try Self.analyze(program, output, germline)
      #expect(ending.status == 0, "\(ending.messages)")
      #expect(ending.messages.contains("germline: 15 alleles of Homo sapiens"))
      tables.append(try program.read("\(output)/samples/a/a.clonotypes.tsv"))
      let digest = "\"germline\" : \"feb7c97e08612f49\""
      #expect(
        try program.text("\(output)/samples/a/a.qc.json")
          .contains(digest))
    }
    #expect(tables[0] == tables[1])
    let text = String(decoding: tables[0], as: UTF8.self)
    #expect(text.contains("TRBV9*01") && text.contains("TRBJ1-1*01"))
  }

  @Test("a sample is not taken for finished under another germline")
  func cacheKey() throws {
    let program = try BuiltProgram()
    #expect(try Self.analyze(program, "out", Self.set).status == 0)
    let first = try program.read("out/samples/a/a.qc.json")
    #expect(try Self.analyze(program, "out", Self.set).status == 0)
    #expect(try program.read("out/samples/a/a.qc.json") == first)
    #expect(try Self.analyze(program, "out", Self.json).status == 0)
    #expect(try program.read("out/samples/a/a.qc.json") != first)
  }

  static let cases: [(arguments: [String], status: Int32, message: String)] = [
    (["germline", "import"], 64, "Missing expected argument"),
    (["germline", "import", hostile, "--species", "rat"], 64, "expected one of human, mouse"),
    (["germline", "import", "none.fasta"], 66, "none.fasta: cannot be opened"),
    (["germline", "import", hostile, "--species", "mouse"], 65, "no locus has both"),
    (["germline", "import", hostile], 0, "record 4 (TRBV9*03): the species is 'Mus musculus'"),
    (
      ["germline", "list", "--germline", set, "--loci", "TRG"], 64, "Give a germline of these loci"
    ),
    (["germline", "list", "--germline", set, "--species", "mouse"], 65, "of another species"),
    (["germline", "list", "--germline", set], 0, "15 alleles of Homo sapiens"),
  ]

  @Test("statuses and messages", arguments: cases)
  func statuses(arguments: [String], status: Int32, message: String) throws {
    let ending = try BuiltProgram().run(arguments)
    #expect(ending.status == status)
    #expect(ending.messages.contains(message), "\(ending.messages)")
  }

  @Test("a file that exists is replaced with --force alone, and findings are listed")
  func replacing() throws {
    let program = try BuiltProgram()
    let line = ["germline", "import", Self.hostile, "-o", "x.tsv", "--findings", "f.tsv"]
    #expect(try program.run(line).status == 0)
    #expect(try program.run(line).status == 73)
    #expect(try program.run(line + ["--force"]).status == 0)
    let rows = try program.text("f.tsv").split(separator: "\n")
    #expect(rows.count == 10)
  }
}
