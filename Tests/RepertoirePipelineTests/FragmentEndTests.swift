import Sequences
import Testing

@testable import RepertoirePipeline

/// Pairs whose fragment ends within the last codon of the junction, read through to adapter; and
/// pairs that point outward, whose overlap looks alike.
@Suite("Ends of fragments")
struct FragmentEndTests {
  private static let adapter1 = "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACACGTGAATCTCGTATGCC"
  private static let adapter2 = "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGTAGATCTCGGTGGTCGCCGT"
  /// Ends with the four bases of TRBJ2-1 before those that ``MadeTranscript`` has.
  private static let inserted = "ACCCGGGACGACTCC"
  private static let junction = "TGTGCCAGCAGC" + inserted + "TACAATGAGCAGTTCTTC"
  private static let text = MadeTranscript.text(inserting: inserted)

  /// Bases of the transcript, counted from the start of the junction.
  private static func part(_ from: Int, _ to: Int) -> String {
    String(text.dropFirst(MadeTranscript.v.count + from).prefix(to - from))
  }

  enum Kit: String, CaseIterable {
    case single, pairs, molecules
  }

  /// The junctions and the account of one read, or pair.
  private static func analyzed(
    _ first: String, _ second: String?, _ kit: Kit
  ) async throws -> (junctions: [String?], quality: SampleQuality) {
    var settings = AnalysisSettings(loci: [.trb])
    var umi = ""
    if kit == .molecules {
      settings.readStructures = ["r1=umi:12,template", "r2=template"]
      umi = "ACGTTGCAACGT"
    }
    let fragment = AnalyzedReads.Fragment(name: "x", first: umi + first, second: second)
    let result = try await AnalyzedReads(
      [fragment], kit: kit == .molecules ? "generic-amplicon-umi" : "generic-rnaseq",
      settings: settings)
    return (
      try result.rows("clonotypes.tsv").map { $0["junction"] }, try #require(try result.quality())
    )
  }

  @Test(
    "a fragment that ends before its junction gives none that ends in adapter",
    arguments: Kit.allCases, [-3, -1, 0, 1, 2, 3, 4, 5])
  func cut(_ kit: Kit, _ missing: Int) async throws {
    let fragment = Self.part(-60, Self.junction.count - missing)
    let second = MadeTranscript.reverseComplement(fragment) + Self.adapter2
    let found = try await Self.analyzed(
      fragment + Self.adapter1, kit == .single ? nil : second, kit)
    // With fewer bases of J left, a read alone shows none.
    let rejected = found.quality.reads.rejected
    #expect(found.junctions == (missing > 0 ? [] : [Self.junction]))
    #expect(rejected.values.reduce(0, +) == (missing > 0 ? 1 : 0))
    if 1...2 ~= missing { #expect(rejected["junction_not_covered"] == 1) }
  }

  @Test(
    "a linker that goes on as the anchor codon of J does is not taken for it", arguments: 1...3)
  func linker(missing: Int) async throws {
    // The codon and nine bases of J behind it.
    let end = Self.junction.count - missing
    let fragment = Self.part(-60, end)
    let tail = Self.part(end, end + missing + 8) + Self.adapter1
    let found = try await Self.analyzed(
      fragment + tail, MadeTranscript.reverseComplement(fragment) + Self.adapter2, .pairs)
    #expect(found.junctions.isEmpty)
  }

  @Test(
    "a pair that points outward keeps the junction that its overlap leaves out",
    arguments: [Kit.pairs, .molecules], [10, 30, 43, 44])
  func outward(_ kit: Kit, _ end: Int) async throws {
    let first = Self.part(-30, 90)
    let second = MadeTranscript.reverseComplement(Self.part(-90, end))
    let found = try await Self.analyzed(first, second, kit)
    #expect(found.junctions == [Self.junction])
    // With its mates in the other files, the junction is in the second.
    if kit == .pairs {
      #expect(try await Self.analyzed(second, first, kit).junctions == [Self.junction])
    }
  }
}
