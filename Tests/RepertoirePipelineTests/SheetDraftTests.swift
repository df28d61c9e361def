import Testing

@testable import RepertoirePipeline

@Suite("Sheets drafted from file names")
struct SheetDraftTests {
  static let names: [(name: String, sample: String, lane: String, read: ReadFileName.Read)] = [
    ("S3-10ng_S20_L001_R1_001.fastq.gz", "S3-10ng", "L001", .first),
    ("a_b_S1_L002_R2_001.fastq.gz", "a_b", "L002", .second),
    ("P1_S1_R2_001.fastq.gz", "P1", "", .second),
    ("P1_S1_L001_I1_001.fastq.gz", "P1", "L001", .index),
    ("P1_S1_L001_R1_002.fastq.gz", "P1", "L001_002", .first),
    ("P1_R1.fq.gz", "P1", "", .first), ("P1.R2.fastq", "P1", "", .second),
    ("SRR123_1.fastq.gz", "SRR123", "", .first), ("SRR123_2.fastq", "SRR123", "", .second),
    ("P01-blood-d14.fastq.gz", "P01-blood-d14", "", .first),
    ("run_007.fq", "run_007", "", .first),
  ]

  @Test("the parts of a name", arguments: names)
  func parts(name: String, sample: String, lane: String, read: ReadFileName.Read) {
    let parts = ReadFileName(name)
    #expect(parts?.sample == sample)
    #expect(parts?.lane == lane)
    #expect(parts?.read == read)
  }

  @Test("what is no FASTQ has no parts", arguments: ["a.txt", "a.bam", ".fastq.gz", "R1"])
  func others(name: String) { #expect(ReadFileName(name) == nil) }

  @Test("pairs are rows, lanes rows of one sample, paths those of the sheet's folder")
  func pairsAndLanes() throws {
    let folder = try SheetFolder()
    for name in [
      "raw/b_S2_L001_R1_001.fastq.gz", "raw/b_S2_L001_R2_001.fastq.gz",
      "raw/a_S1_L002_R1_001.fastq.gz", "raw/a_S1_L001_R1_001.fastq.gz",
      "raw/a_S1_L001_I1_001.fastq.gz", "raw/Undetermined_S0_L001_R1_001.fastq.gz",
      "raw/notes.txt", "raw/c_S3_R1_001.fastq.gz", "raw/c_S4_R1_001.fastq.gz",
    ] {
      try folder.write(name, "x")
    }
    let draft = try SheetDraft(
      patterns: [folder.path + "/raw/*"], kit: "generic-amplicon", sheet: nil)
    let rows = draft.text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map {
        $0.replacing(folder.path + "/", with: "")
      }
    }
    #expect(rows.map { $0[0] } == ["sample_id", "a", "a", "b", "c_S3", "c_S4"])
    #expect(rows[1][4] == "raw/a_S1_L001_R1_001.fastq.gz")
    #expect(rows[2][7] == "L002")
    #expect(rows[3][5] == "raw/b_S2_L001_R2_001.fastq.gz")
    #expect(rows.allSatisfy { $0.count == 8 })
    #expect(draft.remarks.count == 4)
    // Filled in, it is a sheet.
    let filled = draft.text.split(separator: "\n").enumerated().map { number, row in
      number == 0
        ? String(row)
        : String(row).replacing("\t\t\t\t", with: "\tP\(row.prefix { $0 != "\t" })\tblood\t1\t")
    }
    #expect(try folder.faults(of: filled.joined(separator: "\n")) == [])
  }

  @Test("a second mate alone, two files of one place, and no file are faults")
  func faults() throws {
    let folder = try SheetFolder()
    try folder.write("x/a_R2.fq", "x")
    try folder.write("y/a_R1.fq", "x")
    try folder.write("y/a_1.fq", "x")
    func error(_ pattern: String) -> PipelineError? {
      #expect(throws: PipelineError.self) {
        try SheetDraft(patterns: [folder.path + pattern], kit: nil, sheet: nil)
      }
    }
    #expect(error("/x/*")?.faults.first?.found == "a second mate (R2) without its first")
    #expect(error("/y/*")?.faults.first?.found.contains("the same sample, lane and mate") == true)
    #expect(error("/z/*")?.status == .inputMissing)
  }
}
