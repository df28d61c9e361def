import RepertoireStatistics
import Repertoires

/// Depth of one or several samples together: counts, cells put in, and the cells counts are worth.
///
/// `N_eff = min(N / c, cells_input)`, summed over samples (STATISTICS 1).
struct PooledDepth: Sendable, Equatable {
  private(set) var total = 0
  private(set) var effectiveTotal = 0.0
  /// Cells put in; nil unless every sample states them.
  private(set) var cells: Double? = 0

  init(_ samples: [Int], repertoires: [Repertoire], totals: [Int], clumping: Double) {
    for sample in samples {
      let input = repertoires[sample].sample.cellsInput.flatMap { $0 > 0 ? $0 : nil }
      let own = EffectiveCounts(total: totals[sample], clumping: clumping, cellsInput: input)
      total += totals[sample]
      effectiveTotal += own.effectiveTotal
      if let input, let sum = cells { cells = sum + input } else { cells = nil }
    }
    if samples.isEmpty { cells = nil }
  }

  /// Cells that `count` counts are worth.
  func effective(_ count: Int) -> Double {
    total == 0 ? 0 : Double(count) * effectiveTotal / Double(total)
  }

  /// One-sided 95 % limits of the frequency of a clone with `count` counts.
  func upper95(_ count: Int) -> Double {
    ClopperPearson.upper(n: effective(count), N: effectiveTotal)
  }

  func lower95(_ count: Int) -> Double {
    ClopperPearson.lower(n: effective(count), N: effectiveTotal)
  }

  /// Share of the counts; nil without any.
  func frequency(_ count: Int) -> Double? {
    total == 0 ? nil : Double(count) / Double(total)
  }

  /// Frequency that would have been seen with 95 % probability; nil without counts.
  var detectionLimit95: Double? {
    total == 0 ? nil : ClopperPearson.detectionLimit(N: effectiveTotal)
  }
}
