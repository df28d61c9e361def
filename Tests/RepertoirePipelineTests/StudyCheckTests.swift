import Testing

@testable import RepertoirePipeline

@Suite("The check before work starts")
struct StudyCheckTests {
  private static let head = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
  private static func reads(_ names: [String], length: Int = 30, quality: String = "I") -> String {
    names.map { name in
      "@\(name)\n\(String(repeating: "ACGT", count: length).prefix(length))\n+\n"
        + "\(String(repeating: quality, count: length))\n"
    }.joined()
  }

  private static func check(
    _ files: [String: String], _ rows: [String], isWhole: Bool = true
  ) async throws -> CheckReport {
    let folder = try SheetFolder()
    for (name, text) in files { try folder.write(name, text) }
    let sheet = rows.map { $0.replacing("|", with: "\t") + "\tgeneric-amplicon\n" }.joined()
    let path = try folder.write("samples.tsv", head + sheet)
    return try await StudyCheck(
      sheet: SampleSheet(path: path, for: .check), isWhole: isWhole, threads: 2,
      log: RunLog(isQuiet: true)
    ).run()
  }

  static let cases: [(files: [String: String], row: String, fault: String)] = [
    (["a.fq": reads(["x"]) + "@y\nACGT\n+\nII\n"], "a|P|blood|1|a.fq|", "4 bases but 2 quality"),
    (["a.fq": ""], "a|P|blood|1|a.fq|", "the file has 0 bytes"),
    (
      ["a.fq": reads(["x", "y"]), "b.fq": reads(["x", "z"], length: 20)], "a|P|blood|1|a.fq|b.fq",
      "'y' and 'z'"
    ),
    (
      ["a.fq": reads(["x", "y"]), "b.fq": reads(["x"])], "a|P|blood|1|a.fq|b.fq",
      "in one of two mates"
    ),
    (
      ["a.fq": reads(["x"]), "b.fq": reads(["x"])], "a|P|blood|1|a.fq|b.fq",
      "is a copy of"
    ),
  ]

  @Test("faults of data are found to the last record", arguments: cases)
  func faults(files: [String: String], row: String, fault: String) async throws {
    let report = try await Self.check(files, [row])
    #expect(report.faults.count == 1, "\(report.faults.map(\.message))")
    let message = report.faults.first?.message ?? ""
    if fault == "in one of two mates" {
      #expect(message.contains("b.fq") || message.contains("a.fq"))
    } else {
      #expect(message.contains(fault), "\(message)")
    }
  }

  @Test("files that are missing are told together with those whose content is at fault")
  func missingBesideBroken() async throws {
    let files = ["b.fq": "no FASTQ\n", "c.fq": Self.reads(["x"])]
    let rows = ["a|P|blood|1|a.fq|", "b|P|blood|2|b.fq|", "c|P|blood|3|c.fq|d.fq"]
    let report = try await Self.check(files, rows)
    let messages = report.faults.map(\.message)
    #expect(messages.count == 3, "\(messages)")
    #expect(messages[0].contains("line 2, column 'r1'") && messages[0].contains("a.fq cannot be"))
    #expect(messages[1].contains("line 4, column 'r2'") && messages[1].contains("d.fq cannot be"))
    #expect(messages[2].contains("b.fq, record 1"))
    #expect(throws: PipelineError(.badData, report.faults)) { try report.throwFaults() }

    let missing = try await Self.check(files, [rows[0]])
    #expect(throws: PipelineError(.inputMissing, missing.faults)) { try missing.throwFaults() }
    try await Self.check(files, ["c|P|blood|3|c.fq|"]).throwFaults()
  }

  @Test("every sample's fault is told, and one of late records only by the whole check")
  func allSamples() async throws {
    let late = Self.reads((0..<1200).map { "r\($0)" }) + "@y\nACGT\n+\nII\n"
    let files = ["a.fq": late, "b.fq": "no FASTQ\n", "c.fq": Self.reads(["x"])]
    let rows = ["a|P|blood|0|a.fq|", "b|P|blood|1|b.fq|", "c|P|tumor|1|c.fq|"]
    let whole = try await Self.check(files, rows)
    #expect(whole.faults.count == 2)
    let quick = try await Self.check(files, rows, isWhole: false)
    #expect(quick.faults.count == 1)
    #expect(quick.summary.hasPrefix("3 samples, 3 files, 1,001 reads at their starts: 1 fault"))
  }

  @Test("lanes that disagree, old qualities and empty files are warnings")
  func warnings() async throws {
    let report = try await Self.check(
      [
        "a.fq": Self.reads(["x"]), "b.fq": Self.reads(["y"], length: 60),
        "c.fq": Self.reads(["z"], quality: "h"),
      ], ["a|P|blood|0|a.fq|", "a|P|blood|0|b.fq|", "c|P|blood|1|c.fq|"])
    #expect(report.faults.isEmpty)
    #expect(report.warnings.contains { $0.contains("reads of 30 bases in one, of 60 in another") })
    #expect(report.warnings.contains { $0.contains("look like Phred+64") })
    #expect(report.warnings.contains { $0.contains("no biopsy after day 0") })
  }

  static let studies: [(rows: [String], warning: String?)] = [
    (["blood|0", "blood|14", "tumor|-7", "tumor|21"], nil),
    (["blood|7", "blood|14", "tumor|-7", "tumor|21"], "no baseline blood"),
    (["blood|-7", "tumor|-7", "tumor|21"], "no blood after day 0"),
    (["tumor|-7", "tumor|21"], "no blood sample"),
    (["blood|0", "blood|14"], "no biopsy after day 0"),
    (["blood|0", "blood|14", "tumor|21"], "no biopsy before day 0"),
  ]

  @Test("a patient whose samples allow no comparison is named", arguments: studies)
  func comparisons(rows: [String], warning: String?) async throws {
    var files: [String: String] = [:]
    for number in rows.indices { files["\(number).fq"] = Self.reads(["r\(number)"]) }
    let report = try await Self.check(
      files, rows.enumerated().map { "s\($0)|P7|\($1)|\($0).fq|" })
    #expect(report.faults.isEmpty)
    if let warning {
      #expect(report.warnings.count == 1)
      #expect(report.warnings.first?.contains("patient 'P7': \(warning)") == true)
    } else {
      #expect(report.warnings.isEmpty, "\(report.warnings)")
    }
  }

  @Test("room on the disk: plenty, scarce, too little, unknown")
  func diskSpace() throws {
    let input = 1 << 30
    #expect(!DiskSpace(free: 2 << 30, inputBytes: input).isScarce)
    let scarce = DiskSpace(free: 200 << 20, inputBytes: input)
    #expect(scarce.isScarce && !scarce.isTooLittle)
    #expect(DiskSpace(free: 5 << 20, inputBytes: input).isTooLittle)
    #expect(!DiskSpace(free: nil, inputBytes: input).isScarce)
    #expect(DiskSpace(at: "/no/such/folder/at/all", inputBytes: 0).free != nil)
    let error = #expect(throws: PipelineError.self) {
      try DiskSpace(free: 5 << 20, inputBytes: input).check("out", log: RunLog(isQuiet: true))
    }
    #expect(error?.status == .ioFailed)
    #expect(
      [0, 120_000, 12_345_678, 3_450_000_000].map(DiskSpace.text) == [
        "0.0 MB", "0.2 MB", "12 MB", "3.4 GB",
      ])
  }
}
