internal import Germline
internal import SequenceIO

/// Whether the first reads of a sample bear molecular identifiers that its kit does not use.
///
/// Such a sample is a good one by its account, and its copies of PCR are counted as cells. Cycles of a
/// few reads tell nearly all samples without identifiers from the others, in milliseconds; what they
/// leave open is judged as `detect` judges it.
struct IdentifierLook: Codable, Equatable, Sendable {
  /// Reads (or pairs) whose cycles are looked at first.
  private static let firstReads = 1000
  /// With fewer nothing is said.
  private static let fewestReads = 200
  /// One in so many reads with a receptor gene must show a junction.
  private static let leastRearranged = 5
  /// Cycles of which so many are random where an identifier stands at one place; where it floats, the
  /// bases that make it float do, which are the first.
  private static let cycles = 30
  private static let fewestRandom = 6
  private static let floatingCycles = 4

  /// The share of reads that bear an identifier; 0 where none was found.
  var share: Double
  /// The kit, and the read structures where it takes some, as options of the command line; empty where
  /// none was found.
  var options: String

  private static let none = Self(share: 0, options: "")

  /// Looks at the first reads of a sample; nil where its kit has identifiers, or they are too few.
  ///
  /// - Throws: 65 or 66 when a file was changed since it was analyzed, `CancellationError`.
  static func of(_ start: InputStart) throws -> IdentifierLook? {
    let plan = start.plan
    guard !plan.kit.hasUMI else { return nil }
    let few = try start.reads(atMost: firstReads)
    guard few.count >= fewestReads else { return nil }
    guard mayBearIdentifiers(few) else { return none }
    let sample = try start.reads(atMost: KitPlausibility.reads)
    let facts = try LibraryFacts(sample, species: plan.settings.species)
    let detection = try KitDetection(sample, r1: plan.r1, r2: plan.r2, facts: facts)
    // Without a V to tell where genes begin, those that all reads have pass for a linker, and the
    // junction behind them for an identifier.
    guard facts.rearranged * leastRearranged >= facts.receptors, detection.bearsIdentifiers,
      let options = detection.options
    else { return none }
    return Self(
      share: detection.shareWithIdentifier(of: sample),
      options: options + (detection.isSwapped ? " and R1 and R2 exchanged" : ""))
  }

  /// Whether a mate has random cycles at its start and others behind them, or behind a word that many
  /// reads share, or a tag in its names.
  private static func mayBearIdentifiers(_ sample: ReadSample) -> Bool {
    var (first, second) = (CycleComposition(), CycleComposition())
    var header = HeaderIdentifier()
    sample.forEach { batch, i in
      header.add(batch.first.name(i))
      first.add(batch.first.sequence(i))
      if sample.isPaired { second.add(batch.second.sequence(i)) }
    }
    let mates: [Mate] = sample.isPaired ? [.first, .second] : [.first]
    return header.tag != nil
      || mates.contains { AnchoredIdentifier(sample, $0, species: .none) != nil }
      || [first, second].contains { composition in
        let kinds = composition.kinds
        // Of reads that begin anywhere all cycles are random.
        return kinds.contains { $0 != .random }
          && (kinds.prefix(floatingCycles).contains(.random)
            || kinds.prefix(cycles).count { $0 == .random } >= fewestRandom)
      }
  }
}
