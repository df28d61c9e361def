import RepertoireStatistics
public import Repertoires

/// One sample of a patient as tracking saw it: depth and detection limit for one locus.
public struct TrackedSample: Sendable, Equatable {
  /// The sample as the sheet has it.
  public var sample: Sample
  /// The locus.
  public var locus: Locus
  /// What is counted.
  public var countUnit: CountUnit
  /// Productive counts of the locus: the denominator of every frequency.
  public var total: Int
  /// Clones seen.
  public var clones: Int
  /// Counts per independent cell that limits were taken with.
  public var clumping = 1.0
  /// Independent cells that the counts are worth; 0 for an empty sample.
  public var effectiveCells: Double
  /// Frequency that would have been seen with 95 % probability; nil for an empty sample.
  public var detectionLimit95: Double?

  /// A sample of which nothing but its depth is known.
  public init(sample: Sample, locus: Locus, countUnit: CountUnit, total: Int, clones: Int) {
    self.sample = sample
    self.locus = locus
    self.countUnit = countUnit
    self.total = total
    self.clones = clones
    self.effectiveCells = Double(total)
  }

  /// One-sided 95 % upper limit of a clone's frequency, from effective cells; 1 without any.
  public func frequencyUpper95(count: Int) -> Double {
    guard total > 0 else { return 1 }
    let effective = Double(count) * effectiveCells / Double(total)
    return ClopperPearson.upper(n: effective, N: effectiveCells)
  }
}
