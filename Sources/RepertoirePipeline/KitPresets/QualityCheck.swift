/// One quality check of a sample: a number, judged against the thresholds of its kit.
public struct QualityCheck: Sendable, Equatable {
  /// What is measured, the higher the better: shares, but for the last one.
  public enum Measure: String, CaseIterable, Sendable {
    /// Reads that ended as rearrangements.
    case rearrangedReads = "rearranged_reads"
    /// Reads with any receptor gene.
    case receptorReads = "receptor_reads"
    /// Productive ones among the rearrangements.
    case productiveRearrangements = "productive_rearrangements"
    /// Reads whose molecular identifier was found and is sure.
    case readsWithUMI = "reads_with_umi"
    /// Pairs whose mates overlap and were read as one.
    case overlappingMates = "overlapping_mates"
    /// How probably one more read is of a molecule (without identifiers: of a clonotype) that was
    /// seen: one less the share of reads that are the only ones of theirs (Good, Biometrika 1953).
    case saturation
    /// Groups of reads with one identifier that share it with no unrelated junction.
    case umisWithoutCollision = "umis_without_collision"
    /// Molecules of the largest clonotype that have an identifier of their own, by the number of
    /// identifiers that there are: those of equal ones count once.
    case moleculesToldApart = "molecules_told_apart"
    /// Rearranged reads of the rarer of the chains TRA and TRB, where both are there.
    case rarerChain = "rarer_chain"
    /// Counts over T cells put in; no share, and only where the sheet states `cells_input`.
    case countsPerCell = "counts_per_cell"

    /// Whether only some kits, or samples, have it.
    var isOptional: Bool {
      switch self {
      case .rearrangedReads, .receptorReads, .productiveRearrangements: false
      case .readsWithUMI, .overlappingMates, .saturation, .umisWithoutCollision,
        .moleculesToldApart, .rarerChain, .countsPerCell:
        true
      }
    }
  }

  /// The verdict.
  public enum Status: String, Sendable {
    case ok = "OK"
    case warn = "WARN"
    case fail = "FAIL"
  }

  /// What is measured.
  public let measure: Measure
  /// The share; nil when there was nothing to take a share of.
  public let value: Double?
  /// The kit's limits.
  public let threshold: Kit.Threshold
  /// The verdict; `warn` without a value.
  public let status: Status
  /// What to look at; empty when all is well.
  public let advice: String

  /// Judges a share.
  ///
  /// - Parameter areIdentifiersRandom: False where the kit has its identifier at other bases, so that
  ///   what it says of identifiers tells nothing of the library.
  init(
    _ measure: Measure, value: Double?, threshold: Kit.Threshold, areIdentifiersRandom: Bool = true
  ) {
    self.measure = measure
    self.value = value
    self.threshold = threshold
    status =
      switch value {
      case let share? where share >= threshold.good: .ok
      case let share? where share < threshold.poor: .fail
      default: .warn
      }
    advice =
      status == .ok
      ? "" : areIdentifiersRandom ? Self.advice(measure) : Self.adviceWithoutIdentifiers(measure)
  }

  private static func adviceWithoutIdentifiers(_ measure: Measure) -> String {
    switch measure {
    case .saturation, .umisWithoutCollision, .moleculesToldApart:
      "The bases where the kit has its identifier are no random ones: wrong kit or read structure"
    default: advice(measure)
    }
  }

  private static func advice(_ measure: Measure) -> String {
    switch measure {
    case .rearrangedReads:
      "See which outcome holds the lost reads; check species, loci, kit and the order of the mates"
    case .receptorReads:
      "Most reads are no receptor: check species, that the library is TCR, and the primers"
    case .readsWithUMI:
      "Many reads lack the UMI where the kit has it: check the kit and the order of the mates"
    case .productiveRearrangements:
      "Many rearrangements are out of frame or have stops: check the read quality and the material"
    case .overlappingMates:
      "Few mates overlap, though the kit's amplicons are short: check the read length and the kit"
    case .saturation:
      "Many molecules (or clonotypes) were read only once: more sequencing would find more of them"
    case .umisWithoutCollision:
      "Many identifiers stand for several molecules: use less input, or a longer identifier"
    case .moleculesToldApart:
      "Molecules of the largest clonotypes got equal identifiers and count once: their counts are "
        + "too low; use less input, or a longer identifier"
    case .rarerChain:
      "One of TRA and TRB is rare: check the balance of the primers and the quality of the RNA"
    case .countsPerCell:
      "Few counts for the cells put in: check cells_input, the RNA and the yield of the library"
    }
  }
}
