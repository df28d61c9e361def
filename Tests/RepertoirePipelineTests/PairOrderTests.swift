import Germline
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

/// What a pair is called depends on its two mates alone, not on the pairs before it.
@Suite("Pairs of which one mate has little of V")
struct PairOrderTests {
  /// A pair whose first mate shows the junction and few bases of V, whose second mate shows the rest.
  private struct Pair {
    var fragment: AnalyzedReads.Fragment
    var gene: String
  }

  private static let structures = ["r1=umi:12,template", "r2=template"]

  private static func pairs(_ count: Int, seed: UInt64) -> [Pair] {
    var random = SeededGenerator(seed: seed)
    let reference = GermlineReference.embedded(.human)
    let vs = reference.alleles(of: .trb, .v).filter {
      $0.functionality == .functional && $0.codes.count > 270 && $0.anchor != nil
    }
    let j = MadeTranscript.j + MadeTranscript.c.prefix(20)
    return (0..<count).compactMap { number in
      let v = vs[Int.random(in: vs.indices, using: &random)]
      guard let anchor = v.anchor else { return nil }
      let kept = v.codes.count - Int.random(in: 0...7, using: &random)
      let template =
        Nucleotide.text(ofCodes: v.codes.prefix(kept)) + random.bases(9) + "TACAATGAGCAGTTCTTC" + j
      let seen = Int.random(in: 20...58, using: &random)
      let first = MadeTranscript.reverseComplement(String(template.dropFirst(anchor - seen)))
      let start = Int.random(in: 0...30, using: &random)
      let length = Int.random(in: 40...(anchor - seen - start - 1), using: &random)
      let second = String(template.dropFirst(start).prefix(length))
      return Pair(
        fragment: .init(name: "r\(number)", first: random.bases(12) + first, second: second),
        gene: v.gene)
    }
  }

  private static func calls(_ pairs: [Pair], threads: Int, batchSize: Int) async throws -> [String:
    String]
  {
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = structures
    settings.writesRearrangements = true
    settings.threads = threads
    settings.batchSize = batchSize
    let result = try await AnalyzedReads(
      pairs.map(\.fragment), kit: "generic-amplicon-umi", settings: settings)
    var calls: [String: String] = [:]
    for row in try result.rows("rearrangements.tsv.gz") {
      calls[row["sequence_id"] ?? ""] = row["v_call"]
    }
    return calls
  }

  @Test("order, threads and batches change no V, and V is that of the mates")
  func order() async throws {
    let pairs = Self.pairs(1200, seed: 3)
    let calls = try await Self.calls(pairs, threads: 1, batchSize: 512)
    #expect(calls.count > 1100)
    #expect(try await Self.calls(Array(pairs.reversed()), threads: 1, batchSize: 512) == calls)
    #expect(try await Self.calls(pairs, threads: 3, batchSize: 10) == calls)
    let wrong = pairs.filter { pair in
      calls[pair.fragment.name].map { !$0.contains(pair.gene + "*") } ?? false
    }
    #expect(wrong.count <= 1, "\(wrong.map { "\($0.gene): \(calls[$0.fragment.name] ?? "")" })")
  }
}
