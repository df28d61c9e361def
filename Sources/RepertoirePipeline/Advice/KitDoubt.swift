internal import Repertoires
internal import Sequences
internal import VDJAlignment

/// What the first reads of a sample say against its kit, sought where the account gives reason to.
///
/// Bases that are random for another reason, as those that shift an amplicon, pass for identifiers: such
/// a sample has molecules, but many share their identifier.
enum KitDoubt {
  /// Reads of other loci than the kit's above which it is doubted.
  private static let mostOfOtherLoci = 0.5

  /// Whether identifiers are not as they should be, or most receptors are of loci that the kit does not
  /// amplify.
  static func isRaised(by result: AnalyzedSample, kit: Kit, loci: [Locus]) -> Bool {
    guard !kit.isGeneric else { return false }
    let checks = SampleChecks(result: result, loci: loci, kit: kit, areIdentifiersRandom: true).all
    let areIdentifiersPoor = checks.contains { check in
      [.umisWithoutCollision, .moleculesToldApart].contains(check.measure) && check.status != .ok
    }
    let others = loci.filter { !kit.loci.contains($0) }.reduce(0) {
      $0 + result.account.rearrangements(of: $1)
    }
    return areIdentifiersPoor
      || Double(others) > mostOfOtherLoci * Double(result.account.rearrangements)
  }

  /// What contradicts the kit in the first reads, in words; empty for a generic one.
  ///
  /// - Throws: 65 or 66 when a file was changed since it was analyzed, `CancellationError`.
  static func contradictions(of start: InputStart) throws -> [String] {
    let plan = start.plan
    guard !plan.kit.isGeneric else { return [] }
    let sample = try start.reads(atMost: KitPlausibility.reads)
    let facts = try LibraryFacts(sample, species: plan.settings.species)
    return KitExamination(sample: sample, facts: facts).verdict(plan.kit).contradictions
  }
}
