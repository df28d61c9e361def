import Glibc

extension ContaminatedBetaBinomialFit {
  /// Fits clumping, drift, bulk share and outlier share to the clones of two samples.
  ///
  /// Four fixed starts of Nelder and Mead, each restarted from its end point until a pass gains less
  /// than 1e-4; the best wins, ties by order of the starts. `pairs` may be in any order and need not
  /// be merged; those with fewer than `minimumCount` counts are left out. Without a clone to fit,
  /// the first start is returned as not converged.
  public static func fit(
    pairs: [CountPair], total1: Int, total2: Int, bounds: FitBounds, minimumCount: Int = 5
  ) -> ContaminatedBetaBinomialFit {
    Search(
      pairs: pairs, total1: total1, total2: total2, bounds: bounds, minimumCount: minimumCount
    ).result()
  }

  /// Fits bulk share and outlier share with clumping and drift given, as after a baseline pair.
  public static func fit(
    pairs: [CountPair], total1: Int, total2: Int, dispersion: DispersionModel, bounds: FitBounds,
    minimumCount: Int = 5
  ) -> ContaminatedBetaBinomialFit {
    Search(
      pairs: pairs, total1: total1, total2: total2, dispersion: dispersion, bounds: bounds,
      minimumCount: minimumCount
    ).result()
  }
}
