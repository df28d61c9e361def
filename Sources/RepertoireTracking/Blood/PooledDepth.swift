import RepertoireStatistics
import Repertoires

/// Depth of one or several samples together: counts, cells put in, and the cells counts are worth.
///
/// `N_eff = min(N / c, cells_input)`, summed over draws (STATISTICS 1). Technical replicates are one
/// draw: they count the same cells, so that the cells put in (the largest number stated) count once.
struct PooledDepth: Sendable, Equatable {
  private(set) var total = 0
  private(set) var effectiveTotal = 0.0
  /// Cells put in; nil unless every draw states them.
  private(set) var cells: Double? = 0

  /// The depth of draws, each given by its samples.
  init(_ draws: [[Int]], repertoires: [Repertoire], totals: [Int], clumping: Double) {
    for draw in draws {
      let input = draw.compactMap { repertoires[$0].sample.cellsInput }.filter { $0 > 0 }.max()
      let counts = draw.reduce(0) { $0 + totals[$1] }
      total += counts
      effectiveTotal +=
        EffectiveCounts(total: counts, clumping: clumping, cellsInput: input).effectiveTotal
      if let input, let sum = cells { cells = sum + input } else { cells = nil }
    }
    if draws.isEmpty { cells = nil }
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
