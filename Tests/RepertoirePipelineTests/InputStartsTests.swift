import Testing

@testable import RepertoirePipeline

@Suite("What the first records of files tell")
struct InputStartsTests {
  private static func encoding(_ qualities: String, times: Int = 20) -> QualityBytes.Encoding {
    var bytes = QualityBytes()
    let read = Array(qualities.utf8)
    for _ in 0..<times { bytes.add(read.span) }
    return bytes.encoding
  }

  @Test(
    "encodings of instruments, old and new",
    arguments: [
      ("hhhhgfedcbaaB@hhhhhhhhhhhhhhhhhh", QualityBytes.Encoding.phred64),
      ("eTeeeeeeeeTTeEeeLeeeeeeeeeeeeeee", .phred64),
      ("BBBBBBBBBBBBBBBBBhhhhhhhhhhhhhhh", .phred64),
      // Trimmed, or all alike: old or made.
      ("hhhhhhhhgggggggdddddddddhhhhhhhh", .likelyPhred64),
      ("hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh", .likelyPhred64),
      (";;;;<>@ABCDhhhhhhhhhhhhhhhhhhhhh", .likelyPhred64),
      // Two dyes with four bins, eight bins, all of one bin, up to Q42.
      ("FFFF:FFF,FF#FFFFFFFFFFFFFFFFFFFF", .phred33),
      ("IIIIIIIIIII9IIII-IIIIIIIIIIIIIII", .phred33),
      ("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", .phred33),
      ("@@CFFFFFHHHHHJJJJJJJJJJJJJJJJJJJ", .phred33),
      ("ABCDEFGHIJKKKKKKKKKKKKKKKKKKKKKK", .phred33),
      // Long reads, consensus reads, the best alone.
      ("~~~~~~~~~~~~l~~~~s~~~~~~~~~~~~~~", .phred33),
      ("~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", .phred33),
      ("\"#$%&')*+,-.59?ABEIMOQS9851/.-+)", .phred33),
      ("{{{{{{{zzzzzzzyyyyyyyy{{{{{{{{{{", .phred33),
    ])
  func encodings(qualities: String, encoding: QualityBytes.Encoding) {
    #expect(Self.encoding(qualities) == encoding)
  }

  @Test("a few bases are not enough to be sure")
  func fewBases() {
    #expect(Self.encoding("hhhB", times: 1) == .likelyPhred64)
    #expect(Self.encoding("", times: 1) == .phred33)
  }

  @Test(
    "mates by their names",
    arguments: [
      ("r1/1", "r1", 1), ("r1/2 length=5", "r1", 2), ("M0:1:2 1:N:0:ACGT", "M0:1:2", 1),
      ("M0:1:2\t2:Y:18:ACGT", "M0:1:2", 2), ("SRR1.1 1 length=150", "SRR1.1", nil),
      ("SRR1.2", "SRR1.2", nil), ("r_1", "r_1", nil), ("r 3:N:0:1", "r", nil), ("/1", "/1", nil),
      ("r/3", "r/3", nil), ("", "", nil), ("r 1:N", "r", nil),
    ])
  func names(header: String, fragment: String, mate: Int?) {
    let name = ReadName(Array(header.utf8).span)
    #expect(name.fragment == fragment)
    #expect(name.mate == mate)
  }

  private static func fastq(_ names: [String], quality: String = "FF:F,F#F") -> String {
    names.map { "@\($0)\nACGTACGT\n+\n\(quality)\n" }.joined()
  }

  private static func starts(_ r1: [[String]], _ r2: [[String]] = []) throws -> InputStarts {
    let folder = try SheetFolder()
    func write(_ lanes: [[String]], _ mate: String) throws -> [String] {
      try lanes.enumerated().map { try folder.write("\($0)\(mate).fq", fastq($1)) }
    }
    return InputStarts(r1: try write(r1, "a"), r2: try write(r2, "b"))
  }

  private static func fragments(_ range: Range<Int>, _ mark: String) -> [String] {
    range.map { "M0:7:\($0)\(mark)" }
  }

  static let twice: [(lanes: [[String]], found: String)] = [
    ([(0..<40).flatMap { ["M:\($0) 1:N:0:A", "M:\($0) 2:N:0:A"] }], "(interleaved)"),
    ([["r/1", "r/2"]], "(interleaved)"),
    // Pairs among reads without their mate.
    ([["a/1", "b/2", "c/1", "c/2", "d/1"]], "(interleaved)"),
    ([(0..<40).flatMap { ["SRR1.\($0)", "SRR1.\($0)"] }], "(interleaved)"),
    (
      [fragments(0..<60, " 1:N:0:A"), fragments(0..<60, " 2:N:0:A")],
      "which holds the second mates"
    ),
    ([fragments(0..<60, "/2"), fragments(30..<90, "/1")], "which holds the second mates"),
  ]

  @Test("files of R1 that hold every fragment twice are a fault", arguments: twice)
  func fragmentsTwice(lanes: [[String]], found: String) throws {
    let starts = try Self.starts(lanes)
    #expect(starts.faults.count == 1, "\(starts)")
    #expect(starts.faults.first?.found.contains(found) == true, "\(starts)")
    #expect(starts.faults.first?.remedy.contains("--r2") == true)
  }

  static let right: [(r1: [[String]], r2: [[String]])] = [
    ([fragments(0..<60, " 1:N:0:A")], [fragments(0..<60, " 2:N:0:A")]),
    // Second mates alone, lanes of one mate, mates that lost the other one.
    ([fragments(0..<60, " 2:N:0:A"), fragments(60..<120, " 2:N:0:A")], []),
    ([fragments(0..<60, "/1"), fragments(60..<120, "/1")], []),
    ([["a/1", "b/2", "c/1", "d/2"]], []),
    ([fragments(0..<60, "")], []),
    // One name for all, as some programs write.
    ([Array(repeating: "r", count: 60)], []),
    ([["r", "r"]], []),
  ]

  @Test("files that are right are neither a fault nor a warning", arguments: right)
  func rightFiles(r1: [[String]], r2: [[String]]) throws {
    let starts = try Self.starts(r1, r2)
    #expect(starts.faults.isEmpty && starts.warnings.isEmpty, "\(starts)")
  }

  static let doubtful: [(r1: [[String]], r2: [[String]], warning: String)] = [
    ([fragments(0..<60, " 2:N:0:A")], [fragments(0..<60, " 1:N:0:A")], "the other order"),
    ([fragments(0..<60, "/1"), fragments(60..<90, "/2")], [], "lost the other one"),
    ([fragments(0..<60, ""), fragments(0..<60, "")], [], "reads of the same names"),
  ]

  @Test("files that may be right are a warning", arguments: doubtful)
  func doubtfulFiles(r1: [[String]], r2: [[String]], warning: String) throws {
    let starts = try Self.starts(r1, r2)
    #expect(starts.faults.isEmpty, "\(starts)")
    #expect(starts.warnings.contains { $0.contains(warning) }, "\(starts)")
  }

  @Test("an identifier in the name that is too long to count is a fault")
  func longIdentifier() throws {
    let folder = try SheetFolder()
    let kit = try KitLibrary.kit("generic-amplicon-umi", at: "test").with(
      structures: ["r1=header:_,template", "r2=none"], at: "test")
    for (bases, faults) in [(28, 0), (29, 1), (32, 1)] {
      let umi = String(repeating: "ACGT", count: 8).prefix(bases)
      let path = try folder.write("\(bases).fq", Self.fastq((0..<9).map { "r\($0)_\(umi)" }))
      let starts = InputStarts(r1: [path], r2: [], kit: kit)
      #expect(starts.faults.count == faults, "\(bases): \(starts)")
      #expect(starts.faults.allSatisfy { $0.found.contains("of \(bases) bases") })
    }
  }

  @Test("a sample and a study of old qualities are refused before work starts")
  func refused() async throws {
    let folder = try SheetFolder()
    let text = Self.fastq((0..<100).map { "r\($0)" }, quality: "hhTTLLEE")
    let path = try folder.write("old.fq", text)
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [path], r2: [], kit: "generic-amplicon", settings: AnalysisSettings())
    let run = try SampleAnalysisRun(
      plan: plan, output: folder.path + "/out", force: false, log: RunLog(isQuiet: true))
    let error = await #expect(throws: PipelineError.self) { _ = try await run.run() }
    #expect(error?.status == .badData)
    #expect(error?.description.contains("old.fq: qualities in Phred+64 ('E' to 'h'") == true)
    #expect(error?.description.contains("seqtk seq -VQ64") == true)
    #expect(!WholeFile.exists(folder.path + "/out"))

    let sheet = try folder.write(
      "samples.tsv",
      "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\ns\tP\tblood\t0\told.fq\t\tgeneric-amplicon\n"
    )
    let study = try StudyPlan(
      sheet: SampleSheet(path: sheet, for: .analysis), output: folder.path + "/study",
      settings: AnalysisSettings(),
      tracking: try #require(
        TrackingSettings(
          preset: "default", seed: 1, falseDiscoveryRate: nil, listsAllClones: true)),
      force: false)
    let studyError = await #expect(throws: PipelineError.self) {
      let run = try StudyRun(plan: study, log: RunLog(isQuiet: true))
      _ = try await run.run()
    }
    #expect(studyError == error)
    let report = try await StudyCheck(
      sheet: SampleSheet(path: sheet, for: .check), isWhole: true, threads: 1,
      log: RunLog(isQuiet: true)
    ).run()
    #expect(report.faults == error?.faults)
  }
}
