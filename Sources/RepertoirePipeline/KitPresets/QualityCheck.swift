/// One quality check of a sample: a share, judged against the thresholds of its kit.
public struct QualityCheck: Sendable, Equatable {
  /// What is measured; every one is a share of reads, the higher the better.
  public enum Measure: String, CaseIterable, Sendable {
    /// Reads that ended as rearrangements.
    case rearrangedReads = "rearranged_reads"
    /// Reads with any receptor gene.
    case receptorReads = "receptor_reads"
    /// Productive ones among the rearrangements.
    case productiveRearrangements = "productive_rearrangements"
    /// Reads whose molecular identifier was found and is sure.
    case readsWithUMI = "reads_with_umi"

    /// Whether only some kits have it.
    var isOptional: Bool { self == .readsWithUMI }
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
  init(_ measure: Measure, value: Double?, threshold: Kit.Threshold) {
    self.measure = measure
    self.value = value
    self.threshold = threshold
    status =
      switch value {
      case let share? where share >= threshold.good: .ok
      case let share? where share < threshold.poor: .fail
      default: .warn
      }
    advice = status == .ok ? "" : Self.advice(measure)
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
    }
  }
}
