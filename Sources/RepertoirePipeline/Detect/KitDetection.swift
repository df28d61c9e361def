internal import Germline
internal import SequenceIO
internal import Sequences

/// Names the kit of a library from its reads: the command `detect`.
public struct KitDetection: Sendable {
  /// Reads (or pairs) that are looked at unless told otherwise.
  public static let standardReads = 10_000

  /// What is known of a library.
  enum Outcome: Sendable, Equatable {
    /// These kits, whose reads are alike, and no other; the mates exchanged or not.
    case kits([String], isSwapped: Bool)
    /// No kit is known, but where the identifier lies: a generic kit with these read structures.
    case structures([String])
    /// Nothing but an amplicon: these kits, or none of them.
    case amplicon([String])
    /// Fragments that begin anywhere on the genes.
    case fragments([String])
    /// No T-cell receptors.
    case noReceptor
  }

  /// All kits that are no description of the user's, read once in a process.
  private static let products = Result { () throws(PipelineError) in
    try KitLibrary.all().filter { !$0.isGeneric }
  }

  let r1: [String]
  let r2: [String]
  let facts: LibraryFacts
  let verdicts: [KitVerdict]
  let outcome: Outcome
  /// Identifiers behind a floating anchor, by mate.
  let anchored: [AnchoredIdentifier?]

  /// Looks at the first reads of a library.
  ///
  /// - Parameters:
  ///   - r1: FASTQ of the first mate, lanes in order; `-` is standard input.
  ///   - r2: FASTQ of the second mate, or empty.
  ///   - reads: Reads (or pairs) that are looked at, at most.
  ///   - species: `human` or `mouse`; nil tells it from the reads.
  /// - Throws: 64 for a species that does not exist and for one file as both mates, 65 or 66 when a
  ///   file is broken or missing.
  public init(r1: [String], r2: [String], reads: Int, species: String?) throws {
    let named = try species.map { name in
      guard let species = Species(rawValue: name) else {
        throw PipelineError(
          .usage, at: "--species", found: "'\(name)'",
          expected: Species.allCases.map(\.rawValue).joined(separator: " or "),
          remedy: "Correct it, or leave it out to have it told from the reads")
      }
      return species
    }
    try SamplePlan.checkOnce(r1 + r2, at: "R1, R2")
    let sample = try ReadSample(r1: r1, r2: r2, atMost: reads)
    self = try KitDetection(
      sample, r1: r1, r2: r2, facts: LibraryFacts(sample, species: named))
  }

  /// Holds all kits against what reads show.
  init(_ sample: ReadSample, r1: [String], r2: [String], facts: LibraryFacts) throws {
    self.r1 = r1
    self.r2 = r2
    let examination = KitExamination(sample: sample, facts: facts)
    var verdicts: [KitVerdict] = []
    for kit in try Self.products.get() {
      try Task.checkCancellation()
      let verdict = examination.verdict(kit)
      verdicts.append(verdict)
      // Exchanged mates are only told where the reads themselves show it.
      guard facts.isPaired, !verdict.isPossible, kit.hasDistinctReads, kit.second != nil else {
        continue
      }
      let swapped = examination.verdict(kit, isSwapped: true)
      if swapped.isPossible, swapped.isDistinct { verdicts.append(swapped) }
    }
    let words = GermlineWordsCache.words(of: facts.species)
    let mates: [Mate] = facts.isPaired ? [.first, .second] : [.first]
    let anchored = mates.map { AnchoredIdentifier(sample, $0, species: words) }
    self.facts = facts
    self.verdicts = verdicts
    self.anchored = anchored
    outcome = Self.outcome(facts, verdicts, anchored)
  }

  private static func outcome(
    _ facts: LibraryFacts, _ verdicts: [KitVerdict], _ anchored: [AnchoredIdentifier?]
  ) -> Outcome {
    guard !facts.isNoReceptor else { return .noReceptor }
    guard !facts.isScarce else { return .fragments([]) }
    var sure = verdicts.filter { $0.isPossible && $0.isDistinct }
    // A sequence that must stand there is no chance; random cycles alone may be another's.
    let withMotif = sure.filter {
      $0.kit.first.hasMotif || $0.kit.second?.hasMotif ?? false
    }
    if !withMotif.isEmpty { sure = withMotif }
    if sure.contains(where: { !$0.isSwapped }) { sure.removeAll(where: \.isSwapped) }
    if !sure.isEmpty { return .kits(sure.map(\.kit.id), isSwapped: sure[0].isSwapped) }
    let structures = structures(facts, anchored)
    if !structures.isEmpty { return .structures(structures) }
    let possible = verdicts.filter { $0.isPossible && !$0.isSwapped }.map(\.kit.id)
    return facts.isFragmented == true ? .fragments(possible) : .amplicon(possible)
  }

  /// What the mates seem to hold, as options of a generic kit; empty without an identifier.
  private static func structures(
    _ facts: LibraryFacts, _ anchored: [AnchoredIdentifier?]
  ) -> [String] {
    let mates: [Mate] = facts.isPaired ? [.first, .second] : [.first]
    var texts = mates.map { _ in "template" }
    let best = mates.indices.filter { anchored[$0] != nil }.max {
      (anchored[$0]?.share ?? 0) < (anchored[$1]?.share ?? 0)
    }
    if let best, let found = anchored[best] {
      // Where fragments were read from either end it stands in both mates, once a pair.
      texts[best] = found.structure
    } else if let tag = facts.header.tag {
      texts[0] = "header:\(tag.text),template"
    } else {
      for mate in mates {
        let cycles = facts[mate].identifierCycles
        guard !cycles.isEmpty,
          let layout = BarcodeLayout(facts[mate].composition.kinds, from: cycles.lowerBound)
        else { continue }
        let lead = cycles.lowerBound > 0 ? ["skip:\(cycles.lowerBound)"] : []
        texts[mate.rawValue] = (lead + layout.parts + ["template"]).joined(separator: ",")
      }
    }
    guard texts.contains(where: { $0 != "template" }) else { return [] }
    return mates.indices.map { "r\($0 + 1)=\(texts[$0])" }
  }

  /// Whether the reads hold T-cell receptors.
  public var isReceptor: Bool { outcome != .noReceptor }
}
