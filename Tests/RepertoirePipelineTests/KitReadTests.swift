import SequenceIO
import Sequences
import Testing

@testable import RepertoirePipeline

/// A read or pair built from what is published of a kit, by concatenation alone.
struct KitRead: Sendable, CustomTestStringConvertible {
  let kit: String
  /// What stands before the template of each mate, and the template.
  let first: (prefix: String, template: String)
  let second: (prefix: String, template: String)?
  /// The identifier; empty for kits without.
  let umi: String
  var structures: [String] = []
  var hasSecondTemplate = true

  var testDescription: String { "\(kit) \(first.prefix.count) \(second?.prefix.count ?? 0)" }

  private static let cSide = MadeTranscript.backward(fromConstant: 27, 150)
  private static let jSide = MadeTranscript.backward(fromConstant: 0, 120)
  // V from its fourth base on: the run of Gs before it would take a first G too.
  private static let start = MadeTranscript.forward(3, 120)
  private static let fr3 = MadeTranscript.forward(200, 150)
  private static let u7 = "GATCCTA"
  private static let u12 = "ACGTTGCATGCA"
  private static let u14 = "CATGTACGTTGGAC"
  private static let u17 = "ACCATGGTTACAGCATT"
  private static let r40 = "TTGACCATAGCATTACGATCGATTACAGATCCATTACGAT"

  static let all: [KitRead] = [
    .init(kit: "takara-smarter-tcr-v1", first: ("", cSide), second: (r40, start), umi: ""),
    takara("takara-smarter-tcr-v2", gs: 3), takara("takara-smarter-tcr-v2", gs: 5),
    takara("takara-smarter-tcr-v2", gs: 6), takara("takara-smartseq-tcr", gs: 4),
    milabMultiplex(phase: ""), milabMultiplex(phase: "A"), milabMultiplex(phase: "CT"),
    .init(
      kit: "milab-tcr-rna-race", first: ("", cSide),
      second: ("TGGTATCAACGCAGAGT" + u14 + "TCTT" + "GGGG", start), umi: u14),
    .init(kit: "milab-dna-multiplex", first: ("", jSide), second: ("", fr3), umi: ""),
    nebnext(phase: ""), nebnext(phase: "CA"), nebnext(phase: "CATT"),
    .init(
      kit: "qiaseq-tcr", first: ("", "AC" + cSide),
      second: (u12 + "TCAGATCAGTCA", String(start.prefix(17))), umi: u12),
    qiaseqTargeted(u14), qiaseqTargeted(u14 + "CA"), qiaseqTargeted(u14 + "CAGT"),
    .init(
      kit: "archer-tcr", first: ("GATTACAC" + "TTCGATCAGTCAT", cSide), second: ("", fr3),
      umi: "GATTACAC"),
    .init(kit: "irep-rna-sr", first: ("", cSide), second: ("", fr3), umi: ""),
    .init(kit: "irep-rna-lr", first: ("", cSide), second: ("", start), umi: ""),
    .init(kit: "irep-dna-sr", first: ("", fr3), second: ("", jSide), umi: ""),
    .init(kit: "irep-dna-lr", first: ("", start), second: ("", jSide), umi: ""),
    .init(
      kit: "irep-plus-umi", first: ("GATTACACTT" + "TTCGATCA", cSide), second: ("ACT", start),
      umi: "GATTACACTT"),
    .init(
      kit: "irep-plus-umi", first: ("CATTACACTT" + "TTCGATCA", cSide), second: nil,
      umi: "CATTACACTT"),
    .init(kit: "biomed2-tcr", first: ("", jSide), second: ("", fr3), umi: ""),
    .init(kit: "lymphotrack-trb", first: ("", fr3), second: ("", jSide), umi: ""),
    .init(kit: "lymphotrack-trg", first: ("", fr3), second: ("", jSide), umi: ""),
    .init(
      kit: "ampliseq-trb-sr", first: ("", String(jSide.prefix(100))),
      second: ("", MadeTranscript.forward(230, 100)), umi: ""),
    .init(kit: "ampliseq-trb-plus", first: ("", cSide), second: ("", start), umi: ""),
    .init(kit: "oncomine-trb-sr", first: ("", jSide), second: nil, umi: ""),
    .init(
      kit: "oncomine-trb-lr", first: ("", MadeTranscript.forward(60, 320)), second: nil, umi: ""),
    .init(kit: "oncomine-pan-clonality", first: ("", fr3), second: nil, umi: ""),
    .init(
      kit: "cellecta-air", first: ("", fr3), second: (u12 + "GATTCA", cSide),
      umi: u12 + "GATTCA"),
    .init(
      kit: "rhtcrseq", first: ("", fr3),
      second: (u7 + "TCTCTGCTTCTGATGGCTCAA", "ACACAGCGACCTCGGGTGGG"), umi: u7,
      hasSecondTemplate: false),
    .init(
      kit: "10x-vdj", first: ("ACGTTGCATGCAACGT" + "GATTACACTT", "TTTCTTATATGGG"),
      second: ("", fr3), umi: "ACGTTGCATGCAACGT" + "GATTACACTT"),
    // R2 of a fragment is read against the mRNA, as R1 lies at its 5' end.
    .init(
      kit: "10x-vdj", first: ("ACGTTGCATGCAACGT" + "GATTACACTT", ""), second: ("", cSide),
      umi: "ACGTTGCATGCAACGT" + "GATTACACTT"),
    // Cells instead of molecules: the cell barcode is what is counted.
    .init(
      kit: "generic-amplicon-umi", first: ("ACGTTGCATGCAACGT" + "GATTACACTT", ""),
      second: ("", cSide), umi: "ACGTTGCATGCAACGT",
      structures: ["r1=umi:16,skip:10", "r2=template"]),
    .init(
      kit: "adaptive-gdna-trb", first: ("", String(jSide.prefix(87))), second: nil, umi: ""),
    .init(kit: "generic-amplicon", first: ("", cSide), second: ("", fr3), umi: ""),
    .init(
      kit: "generic-amplicon", first: ("ACGTAC", cSide), second: nil, umi: "",
      structures: ["r1=skip:6,template"]),
    .init(
      kit: "generic-amplicon-umi", first: (u14 + "GTAC" + "GGGG", start), second: ("", cSide),
      umi: u14, structures: ["r1=umi:14,skip:4,trim:G0-8,template", "r2=template"]),
    .init(kit: "generic-rnaseq", first: ("", fr3), second: ("", cSide), umi: ""),
  ]

  private static func takara(_ kit: String, gs: Int) -> KitRead {
    KitRead(
      kit: kit, first: ("TCAGA", cSide),
      second: (u12 + "GTAC" + String(repeating: "G", count: gs), start), umi: u12)
  }

  private static func milabMultiplex(phase: String) -> KitRead {
    KitRead(
      kit: "milab-tcr-rna-multiplex",
      first: (phase + "TGGTATCAACGCAGAGT" + u14 + "TCTTAGCATTACAGTCATTCA", cSide),
      second: ("TTGACCATAGCATTACGATC", fr3), umi: u14)
  }

  private static func nebnext(phase: String) -> KitRead {
    // The primer in TRBC stands at the start of R1.
    let first = MadeTranscript.backward(fromConstant: 33, 200)
    precondition(first.hasPrefix("CGACCTCGGGTGGGAACAC"), "R1 begins with the primer")
    return KitRead(
      kit: "nebnext-tcr", first: ("", first), second: (u17 + phase + "TACGGG" + "G", start),
      umi: u17)
  }

  private static func qiaseqTargeted(_ umi: String) -> KitRead {
    KitRead(
      kit: "qiaseq-targeted-tcr", first: ("", cSide), second: (umi + "ATGCATTGGAGTCCT", "GACT"),
      umi: umi, hasSecondTemplate: false)
  }
}

@Suite("Reads of every kit, built from what is published of it")
struct KitReadTests {
  @Test("every kit has a read")
  func complete() {
    #expect(Set(KitRead.all.map(\.kit)) == Set(KitLibrary.names))
  }

  @Test("the structure finds UMI and template", arguments: KitRead.all)
  func structure(_ read: KitRead) throws {
    let kit = try KitLibrary.kit(read.kit, at: "test").with(
      structures: Self.structures(of: read), at: "test")
    var umi = try Self.match(kit.first, read.first, hasTemplate: kit.first.hasTemplate)
    if let second = read.second, let structure = kit.second {
      umi += try Self.match(structure, second, hasTemplate: read.hasSecondTemplate)
    }
    #expect(umi == read.umi)
    #expect(kit.hasUMI == !read.umi.isEmpty)
  }

  private static func structures(of read: KitRead) -> [String] { read.structures }

  private static func match(
    _ structure: ReadStructure, _ read: (prefix: String, template: String), hasTemplate: Bool
  ) throws -> String {
    let bases = Array((read.prefix + read.template).utf8)
    var match = ReadStructureMatch()
    structure.match(bases.span, into: &match)
    #expect(match.status == .matched)
    #expect(match.template == (hasTemplate ? read.prefix.utf8.count..<bases.count : 0..<0))
    let quality = [UInt8](repeating: 70, count: bases.count)
    return match.cell.barcode(of: bases.span, quality: quality.span).text
      + match.umi.barcode(of: bases.span, quality: quality.span).text
  }

  @Test("the analysis finds junction and molecule", arguments: KitRead.all)
  func analysis(_ read: KitRead) async throws {
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = read.structures
    let fragment = AnalyzedReads.Fragment(
      name: "read", first: read.first.prefix + read.first.template,
      second: read.second.map { $0.prefix + $0.template })
    let result = try await AnalyzedReads([fragment], kit: read.kit, settings: settings)
    let rows = try result.rows("clonotypes.tsv")
    let account = try result.quality()?.reads
    try #require(rows.count == 1, "\(String(describing: account))")
    #expect(rows[0]["junction"] == MadeTranscript.junction)
    #expect(rows[0]["duplicate_count"] == "1")
    #expect(rows[0]["umi_count"] == (read.umi.isEmpty ? "" : "1"))
    #expect(rows[0]["consensus_count"] == "1")
    guard !read.umi.isEmpty else { return }
    let molecules = try result.rows("umis.tsv.gz")
    #expect(molecules.map { $0["umi"] } == [read.umi])
    #expect(molecules[0]["locus"] == "TRB")
    #expect(molecules[0]["reads"] == "1")
  }
}
