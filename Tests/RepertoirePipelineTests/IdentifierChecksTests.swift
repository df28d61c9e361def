import SequenceIO
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Quality of identifiers")
struct IdentifierChecksTests {
  /// The account of molecules of `clones` clones, whose identifiers `umi` makes, one read each.
  private static func quality(
    _ molecules: Int, clones: Int, structure: String, seed: UInt64 = 1,
    umi: (inout SeededGenerator) -> String
  ) async throws -> SampleQuality {
    var random = SeededGenerator(seed: seed)
    let inserts = (0..<clones).map { _ in random.bases(15) }
    let fragments = (0..<molecules).map { number in
      let text = MadeTranscript.text(inserting: inserts[number % clones])
      let end = String(text.dropLast(MadeTranscript.c.count - 27).suffix(150))
      return AnalyzedReads.Fragment(
        name: "m\(number)", first: umi(&random) + MadeTranscript.reverseComplement(end))
    }
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = ["r1=\(structure),template", "r2=none"]
    let reads = try await AnalyzedReads(
      fragments, kit: "generic-amplicon-umi", settings: settings)
    return try #require(try reads.quality())
  }

  private static func check(_ name: String, of quality: SampleQuality) -> SampleQuality.Check? {
    quality.checks.first { $0.check == name }
  }

  private static func advice(of quality: SampleQuality) -> Advice? {
    quality.advice.first { $0.code == "identifier_not_random" }
  }

  @Test(
    "molecules with equal identifiers are told as lost",
    arguments: [
      (bases: 5, molecules: 1000, told: 0.55...0.75, status: "FAIL"),
      (bases: 6, molecules: 400, told: 0.92...0.97, status: "WARN"),
      (bases: 10, molecules: 400, told: 0.999...1, status: "OK"),
    ])
  func equalIdentifiers(
    bases: Int, molecules: Int, told: ClosedRange<Double>, status: String
  ) async throws {
    let quality = try await Self.quality(molecules, clones: 1, structure: "umi:\(bases)") {
      $0.bases(bases)
    }
    let check = try #require(Self.check("molecules_told_apart", of: quality))
    #expect(told.contains(try #require(check.value)), "\(check)")
    #expect(check.status == status)
    #expect(check.advice.isEmpty == (status == "OK"))
    #expect(status == "OK" || check.advice.contains("longer identifier"))
    #expect(Self.advice(of: quality)?.severity == "OK")
  }

  @Test("a sample of few molecules is not judged by how many identifiers there are")
  func fewMolecules() async throws {
    let quality = try await Self.quality(20, clones: 1, structure: "umi:8") { $0.bases(8) }
    #expect(Self.check("molecules_told_apart", of: quality) == nil)
    #expect(Self.advice(of: quality)?.value == nil)
  }

  @Test("a linker taken for the identifier is told, and nothing else is made of it")
  func linker() async throws {
    let quality = try await Self.quality(600, clones: 120, structure: "umi:12") { random in
      random.bases(1) + "CTGATCAGGTC"
    }
    let advice = try #require(Self.advice(of: quality))
    #expect(advice.severity == "FAIL" && (advice.value ?? 0) > 0.9, "\(advice)")
    #expect(advice.message.contains("wrong kit or read structure"))
    #expect(quality.status == "FAIL")
    for name in ["umis_without_collision", "molecules_told_apart"] {
      let check = try #require(Self.check(name, of: quality))
      #expect(check.status == "FAIL")
      #expect(check.advice.contains("wrong kit or read structure"), "\(check)")
    }
  }

  @Test(
    "true identifiers are none, however they are written",
    arguments: [
      ("umi:12", "NNNNNNNNNNNN"), ("umi:NNNNTNNNNTNNNN", "NNNNTNNNNTNNNN"),
      ("umi:14", "NNNNTNNNNTNNNN"), ("umi:NWNNWNNWNNWN", "NWNNWNNWNNWN"),
      ("cell:8,umi:8", "ACCATGGTNNNNNNNN"),
    ])
  func trueIdentifiers(structure: String, pattern: String) async throws {
    let quality = try await Self.quality(400, clones: 20, structure: structure) { random in
      pattern.map { letter in
        let base = random.bases(1)
        return letter == "N" ? base : letter == "W" ? "AC".contains(base) ? "A" : "T" : "\(letter)"
      }.joined()
    }
    #expect(Self.advice(of: quality)?.severity == "OK", "\(Self.advice(of: quality)?.value ?? -1)")
  }
}
