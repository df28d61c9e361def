import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

/// Pairs of made transcripts with bases before the templates of their mates, as kits with
/// identifiers and linkers give them.
struct LinkedPairs {
  /// What stands before a template; `N` is drawn anew for each molecule.
  struct Linkers: Sendable, CustomTestStringConvertible {
    let kit: String
    let structures: [String]
    let first: String
    let second: String

    var testDescription: String { structures.joined(separator: " ") }
    var hasUMI: Bool { (first + second).contains("N") }

    static let none = Linkers(kit: "generic-amplicon", structures: [], first: "", second: "")
    static let skipped = Linkers(
      kit: "generic-amplicon", structures: ["r1=skip:9,template", "r2=skip:14,template"],
      first: "GCATTACGA", second: "CTTGACCATAGCAT")
    static let all: [Linkers] = [
      skipped,
      Linkers(
        kit: "generic-amplicon", structures: ["r1=template", "r2=skip:14,template"], first: "",
        second: "CTTGACCATAGCAT"),
      Linkers(
        kit: "generic-amplicon-umi", structures: ["r1=umi:12,template", "r2=template"],
        first: "NNNNNNNNNNNN", second: ""),
      Linkers(
        kit: "generic-amplicon-umi",
        structures: ["r1=skip:9,template", "r2=umi:12,skip:4,trim:G0-8,template"],
        first: "GCATTACGA", second: "NNNNNNNNNNNNGTACGGG"),
      anchored,
    ]
    /// Whose mates are told apart in either order.
    static let anchored = Linkers(
      kit: "generic-amplicon-umi",
      structures: ["r1=umi:12,anchor:GTACGCTAAC/1,template", "r2=template"],
      first: "NNNNNNNNNNNNGTACGCTAAC", second: "")
  }

  private static let adapters = (
    "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTG",
    "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGTAGATCTCGGTGGTCGCCGTATCATTCTCTAC"
  )

  let linkers: Linkers
  private(set) var fragments: [AnalyzedReads.Fragment] = []
  private(set) var templates: [String] = []
  /// The same for any linkers.
  private var generator = SeededGenerator(seed: 5)
  private var identifiers = SeededGenerator(seed: 6)

  init(_ linkers: Linkers) { self.linkers = linkers }

  /// Bases to add to a junction, whole codons without a stop.
  mutating func codons(_ count: Int) -> String {
    let codons = ["GCA", "CTG", "GAC", "TCT", "AGG", "CAA", "GGT", "ACC"]
    return (0..<count).map { _ in
      codons[Int.random(in: 0..<codons.count, using: &generator)]
    }.joined()
  }

  /// Appends a molecule's pair: `template` from both its ends, the first mate from its last base.
  mutating func append(
    _ template: String, first: Int, second: Int, isExchanged: Bool = false
  ) {
    var mates = (linkers.first, linkers.second)
    for _ in 0..<mates.0.count(of: "N") { mates.0.fill(&identifiers) }
    for _ in 0..<mates.1.count(of: "N") { mates.1.fill(&identifiers) }
    let (left, right) = (mates.1, mates.0)
    let reverse = MadeTranscript.reverseComplement(template)
    mates.0 +=
      (reverse + MadeTranscript.reverseComplement(left) + Self.adapters.0).prefix(first)
    mates.1 +=
      (template + MadeTranscript.reverseComplement(right) + Self.adapters.1).prefix(second)
    if isExchanged { mates = (mates.1, mates.0) }
    fragments.append(
      .init(name: "r\(fragments.count)", first: mates.0, second: mates.1))
    templates.append(template)
  }

  /// What the analysis makes of them.
  func analyzed(writesRows: Bool = false) async throws -> AnalyzedReads {
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = linkers.structures
    settings.writesRearrangements = writesRows
    return try await AnalyzedReads(fragments, kit: linkers.kit, settings: settings)
  }
}

extension String {
  fileprivate func count(of character: Character) -> Int { count { $0 == character } }

  /// Draws a base for the first `N`.
  fileprivate mutating func fill(_ generator: inout SeededGenerator) {
    guard let place = firstIndex(of: "N") else { return }
    let base = ["A", "C", "G", "T"][Int.random(in: 0..<4, using: &generator)]
    replaceSubrange(place...place, with: base)
  }
}
