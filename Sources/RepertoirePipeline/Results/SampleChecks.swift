internal import ClonotypeAssembly
internal import Glibc
internal import Repertoires
internal import VDJAlignment

/// Takes the measures of a sample that its kit has thresholds for.
struct SampleChecks {
  let result: AnalyzedSample
  let loci: [Locus]
  let kit: Kit
  /// See ``QualityCheck``.
  let areIdentifiersRandom: Bool

  /// Chains with a smaller share of the rearrangements were not amplified.
  private static let leastShareOfChain = 0.005
  /// Identifiers below which it is not known how many different ones there are.
  private static let fewestIdentifiers = 50

  /// All checks in the order of measures; one that only some samples allow is left out of others.
  var all: [QualityCheck] {
    QualityCheck.Measure.allCases.compactMap { measure in
      guard let threshold = kit.quality[measure] else { return nil }
      let value = value(of: measure)
      if value == nil, Self.needsMore(measure) { return nil }
      return QualityCheck(
        measure, value: value, threshold: threshold, areIdentifiersRandom: areIdentifiersRandom)
    }
  }

  /// Whether a sample may lack what is measured though all is well.
  private static func needsMore(_ measure: QualityCheck.Measure) -> Bool {
    measure.isOptional && measure != .readsWithUMI
  }

  private func value(of measure: QualityCheck.Measure) -> Double? {
    let account = result.account
    let reads = account.reads
    switch measure {
    case .rearrangedReads: return Self.share(account.rearrangements, of: reads)
    case .receptorReads:
      let strange =
        account.rejections(.notAReceptor) + account.rejections(.tooShort)
        + account.rejections(.lowQuality)
      return Self.share(reads - strange, of: reads)
    case .productiveRearrangements:
      let productive = loci.reduce(0) { $0 + account.productiveRearrangements(of: $1) }
      return Self.share(productive, of: account.rearrangements)
    case .readsWithUMI:
      let without = account.rejections(.umiMissing) + account.rejections(.umiLowQuality)
      return Self.share(reads - without, of: reads)
    case .overlappingMates: return Self.share(account.pairs.merged, of: account.pairs.pairs)
    case .saturation: return saturation
    case .umisWithoutCollision:
      return result.molecules.flatMap { molecules in
        let all = molecules.histogram.reduce(0, +)
        return Self.share(all - molecules.shared.collidingMolecules, of: all)
      }
    case .moleculesToldApart: return moleculesToldApart
    case .rarerChain: return rarerChain
    case .countsPerCell:
      guard let cells = result.repertoire.sample.cellsInput, cells > 0 else { return nil }
      return Double(counts) / cells
    }
  }

  private var counts: Int { result.repertoire.clonotypes.reduce(0) { $0 + $1.duplicateCount } }

  /// Of n molecules with one of K equally frequent identifiers each, K(1 - exp(-n/K)) different
  /// identifiers are expected; solved for n.
  private var moleculesToldApart: Double? {
    guard let molecules = result.molecules, molecules.groups >= Self.fewestIdentifiers,
      let largest = result.repertoire.clonotypes.lazy.map(\.duplicateCount).max(), largest > 0
    else { return nil }
    let (seen, all) = (Double(largest), molecules.effectiveIdentifiers)
    return seen < all ? seen / (-all * log1p(-seen / all)) : 0
  }

  private var saturation: Double? {
    if let molecules = result.molecules {
      let reads = molecules.histogram.enumerated().reduce(0) { $0 + $1.offset * $1.element }
      let single = molecules.histogram.indices.contains(1) ? molecules.histogram[1] : 0
      return Self.share(reads - single, of: reads)
    }
    let single = result.repertoire.clonotypes.count { $0.duplicateCount == 1 }
    return Self.share(counts - single, of: counts)
  }

  private var rarerChain: Double? {
    let chains = [Locus.tra, .trb].map { result.account.rearrangements(of: $0) }
    let all = chains.reduce(0, +)
    guard let share = chains.min().flatMap({ Self.share($0, of: all) }),
      share >= Self.leastShareOfChain
    else { return nil }
    return share
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
