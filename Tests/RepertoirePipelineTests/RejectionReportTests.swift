import Germline
import SequenceIO
import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import RepertoirePipeline

@Suite("Rejected reads, explained")
struct RejectionReportTests {
  /// Pairs of a kit of which most were spoilt in some way.
  private static func spoilt(_ kit: Kit, seed: UInt64) -> [AnalyzedReads.Fragment] {
    var generator = SeededGenerator(seed: seed)
    let library = BuiltLibrary(kit, fragments: 160, seed: seed)
    func random(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in Array("ACGT".utf8).randomElement(using: &generator) ?? 65 }
    }
    let other = BuiltLibrary(kit, fragments: 160, seed: seed + 100)
    return library.reads.enumerated().map { number, read in
      var (first, second) = read
      var quality: Character = "F"
      switch number % 10 {
      case 1: first = Array(first.prefix(15))
      case 2: (first, second) = (random(150), random(second.count))
      case 3: first = Array(first.prefix(40)) + random(100)
      case 4: quality = "#"
      case 5: first = first.enumerated().map { $0.offset % 9 == 4 ? 78 : $0.element }
      case 6: first = Array(first.prefix(75)) + other.reads[number].first.dropFirst(75)
      case 7: second = random(second.count)
      case 8: first = Array(repeating: 71, count: 150)
      case 9: first = BuiltLibrary.reverseComplement(Array(first.suffix(90))) + first.prefix(60)
      default: break
      }
      return AnalyzedReads.Fragment(
        name: "r\(number)", first: String(decoding: first, as: UTF8.self),
        second: second.isEmpty ? nil : String(decoding: second, as: UTF8.self), quality: quality)
    }
  }

  @Test(
    "each read's reason is the one that qc.json counts",
    arguments: [
      "nebnext-tcr", "generic-amplicon", "oncomine-trb-sr", "milab-tcr-rna-multiplex",
      "takara-smarter-tcr-v1",
    ])
  func reasons(id: String) async throws {
    let kit = try KitLibrary.kit(id, at: "test")
    let fragments = Self.spoilt(kit, seed: 11)
    let settings = AnalysisSettings()
    let analyzed = try await AnalyzedReads(fragments, kit: id, settings: settings)
    let quality = try #require(try analyzed.quality())
    let folder = try #require(analyzed.folder)
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [folder.path + "/r1.fastq"],
      r2: kit.second == nil ? [] : [folder.path + "/r2.fastq"], kit: id, settings: settings)
    let scan = try RejectedReadScan(plan, atMost: .max, keeping: 1000, of: nil)
    // Molecules and chimeras are judged when all reads are known.
    let late: Set<Rejection> = [.umiChimera, .umiBelowThreshold, .pcrChimera]
    var seen = 0
    for reason in Rejection.allCases where !late.contains(reason) {
      let counted = quality.reads.rejected[reason.rawValue]
      #expect(scan.rejected[reason.index] == counted, "\(reason)")
      #expect(scan.kept[reason.index].count == counted, "\(reason)")
      if counted ?? 0 > 0 { seen += 1 }
    }
    #expect(seen >= 3)
    #expect(scan.reads == quality.reads.total)
    let lateReads = late.reduce(0) { $0 + (quality.reads.rejected[$1.rawValue] ?? 0) }
    #expect(scan.rearranged == quality.reads.rearranged + lateReads)

    let report = try RejectionReport(plan, reason: nil, count: 12, atMost: .max)
    for reason in Rejection.allCases where scan.rejected[reason.index] > 0 {
      #expect(report.text.contains("rejected: \(reason.rawValue)."), "\(reason)")
    }
    for reason in scan.kept.flatMap({ $0 }).map(\.reason).prefix(1) {
      let only = try RejectionReport(plan, reason: reason.rawValue, count: 2, atMost: .max)
      #expect(only.text.split(separator: "rejected: ").count - 1 <= 2)
      #expect(only.text.contains("rejected: \(reason.rawValue)."))
    }
  }

  private static func report(
    _ first: String, reason: String? = nil, quality: Character = "F",
    settings: AnalysisSettings = AnalysisSettings()
  ) async throws -> String {
    let folder = try SheetFolder()
    let path = try folder.write(
      "a.fq", "@read one\n\(first)\n+\n\(String(repeating: quality, count: first.count))\n")
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [path], r2: [], kit: "generic-amplicon", settings: settings)
    return try RejectionReport(plan, reason: reason, count: 5, atMost: 100).text
  }

  private static let random =
    "TTGACCATAGCATTACGATCGATTACAGATCCATTACGATGCATTTACGGATACCATAAGTCTATCGATAGCTTAACTTTCCATAGACTT"

  /// A read that fails, the reason, and what must be said of it.
  static let cases: [(read: String, reason: String, parts: [String])] = [
    (
      random + String(MadeTranscript.text.dropFirst(MadeTranscript.v.count + 24)), "no_v",
      ["TRBJ2-1*01", "no V that fits", "C: TRBC2"]
    ),
    (
      MadeTranscript.v + "TGTGCC" + random, "no_j",
      ["TRBV9*01 (", "no J that fits", "J: none is near"]
    ),
    (
      String(MadeTranscript.v.suffix(120)), "junction_not_covered",
      ["bases before the end of Cys104 of V, TRBV9", "too short for its primer"]
    ),
    (MadeTranscript.c, "constant_only", ["It lies in the constant region (TRBC2"]),
    (random, "not_a_receptor", ["V: none is near", "look some up by BLAST"]),
    (String(repeating: "G", count: 100), "not_a_receptor", ["100 % of it is G: no signal"]),
    (
      random + "CATCCCCGACCAGCCCCAAGGTCTTCCCGCTGAGCCTC", "not_a_receptor",
      ["immunoglobulin: a B-cell receptor"]
    ),
    (
      String(random.prefix(40)) + "AGATCGGAAGAGCACACGTCTGAACTCC", "not_a_receptor",
      ["An adapter begins at base 41"]
    ),
    (
      String(random.prefix(30)) + "AAGCAGTGGTATCAACGCAGAGTTCTTGGGG"
        + String(MadeTranscript.text.dropFirst(MadeTranscript.v.count + 24)), "no_v",
      ["The template-switch primer stands in it", "; none is near."]
    ),
    (
      String(MadeTranscript.v.dropLast(6)) + "CACGGATCTTAAC"
        + String(MadeTranscript.text.dropFirst(MadeTranscript.v.count + 24)), "no_anchor",
      ["TRBV9*01 (264 of 264 bases equal) ends 6 bases before its Cys104: it is trimmed"]
    ),
    ("ACGTACGTAC", "too_short", ["Its template has 10 bases"]),
  ]

  @Test("a rejected read is explained in words", arguments: cases)
  func words(read: String, reason: String, parts: [String]) async throws {
    let text = try await Self.report(read)
    #expect(text.contains("rejected: \(reason)."), "\(text)")
    for part in parts { #expect(text.contains(part), "\(part)\n\(text)") }
  }

  @Test("a receptor of a locus that was not asked for is told as one, on either strand")
  func otherLocus() async throws {
    let bases = String(MadeTranscript.text.suffix(220))
    for read in [bases, MadeTranscript.reverseComplement(bases)] {
      let text = try await Self.report(read, settings: AnalysisSettings(loci: [.trg, .tra]))
      #expect(
        text.contains("rejected: not_a_receptor. It is of TRB, which --loci TRA,TRG"), "\(text)")
      #expect(text.contains("analyze without --loci"))
    }
    // What no locus explains is not explained by the loci.
    let text = try await Self.report(Self.random, settings: AnalysisSettings(loci: [.tra]))
    #expect(text.contains("No V, J or C gene of TRA lies in it."), "\(text)")
  }

  @Test("the germline stands under the read: a dot where it is the same, else its base")
  func rows() async throws {
    // The last 100 bases of V up to its anchor, one of them changed; on the other strand.
    var bases = Array(MadeTranscript.v.suffix(100) + "TGTGCC")
    let old = bases[49]
    bases[49] = old == "A" ? "C" : "A"
    let text = try await Self.report(MadeTranscript.reverseComplement(String(bases)))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("shown as its reverse complement") })
    #expect(lines.contains("          1 " + String(bases.prefix(80)) + " 80"), "\(text)")
    let dots = String(repeating: ".", count: 49)
    let germline = "          V " + dots + String(old) + String(repeating: ".", count: 30)
    #expect(lines.contains(germline), "\(text)")
    let anchor = lines.firstIndex { $0.hasSuffix("Cys") }
    #expect(lines[try #require(anchor)] == String(repeating: " ", count: 12 + 20) + "Cys")
  }

  @Test("a reason that does not exist is a fault of usage that names the nearest")
  func unknownReason() async throws {
    let error = await #expect(throws: PipelineError.self) {
      _ = try await Self.report(Self.random, reason: "nov")
    }
    #expect(error?.status == .usage)
    #expect(error?.faults.first?.remedy == "Did you mean 'no_v'?")
  }

  @Test("the nearest allele is the best of all alleles on all diagonals")
  func nearest() throws {
    let reference = GermlineReference.embedded(.human).restricted(to: [.trg])
    let neighbours = GermlineNeighbours(reference)
    var generator = SeededGenerator(seed: 5)
    let vs = reference.alleles.filter { $0.segment == .v }
    for _ in 0..<20 {
      let allele = try #require(vs.randomElement(using: &generator))
      let length = Int.random(in: 40...100, using: &generator)
      let start = Int.random(in: 0...max(0, allele.codes.count - length), using: &generator)
      var read = (0..<20).map { _ in UInt8.random(in: 0...3, using: &generator) }
      read += allele.codes[start..<min(allele.codes.count, start + length)]
      read += (0..<20).map { _ in UInt8.random(in: 0...3, using: &generator) }
      for _ in 0..<3 {
        read[Int.random(in: read.indices, using: &generator)] = .random(
          in: 0...3, using: &generator)
      }
      let best = vs.map { Self.bestScore(of: $0.codes, in: read) }.max()
      #expect(neighbours.nearest(.v, in: read)?.score == best)
    }
  }

  /// Every diagonal, every stretch of it.
  private static func bestScore(of allele: [UInt8], in read: [UInt8]) -> Int {
    var best = 0
    for shift in -allele.count...read.count {
      var score = 0
      for at in read.indices where allele.indices.contains(at - shift) {
        score = max(0, score + (read[at] == allele[at - shift] ? 1 : -2))
        best = max(best, score)
      }
    }
    return best
  }
}
