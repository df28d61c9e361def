/// How many independent cells the counts of a sample stand for.
///
/// `N_eff = min(N / c, cells_input)`; a clumping of up to 1.05 counts as 1. Limits of frequencies
/// and detection limits are taken on these numbers.
public struct EffectiveCounts: Sendable, Hashable {
  /// The counts of the sample.
  public let total: Int
  /// The cells they stand for.
  public let effectiveTotal: Double

  /// Creates the scale of one sample; `cellsInput` is the number of T cells put in, if known.
  public init(total: Int, clumping: Double, cellsInput: Double? = nil) {
    precondition(total >= 0 && clumping >= 1, "counts and clumping are not below their least")
    self.total = total
    let cells = Double(total) / (clumping <= 1.05 ? 1 : clumping)
    effectiveTotal = min(cells, cellsInput ?? .infinity)
  }

  /// The cells that `n` counts stand for.
  public func effective(_ n: Int) -> Double {
    total == 0 ? 0 : Double(n) * effectiveTotal / Double(total)
  }

  /// The one-sided upper 95 % limit of the frequency of a clone of `n` counts.
  public func upper95(_ n: Int) -> Double {
    ClopperPearson.upper(n: effective(n), N: effectiveTotal)
  }

  /// The one-sided lower 95 % limit of the frequency of a clone of `n` counts.
  public func lower95(_ n: Int) -> Double {
    ClopperPearson.lower(n: effective(n), N: effectiveTotal)
  }

  /// The frequency that is detected with 95 % confidence.
  public var lod95: Double { ClopperPearson.detectionLimit(N: effectiveTotal) }
}
