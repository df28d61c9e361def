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
    let room = log(bounds.maximumClumping - 1)
    // Fractions of the way from c = 1.05 to the largest c, on the scale of ln(c - 1).
    let starts = [(0.35, 0.003), (0.6, 0.003), (0.1, 0.012), (0.8, 0.0005)].map {
      fraction, drift in
      [log(0.05) + fraction * (room - log(0.05)), log(drift), -1.0, 0.0]
    }
    return best(
      of: starts, pairs: pairs, mu0: share(total1, total2), bounds: bounds,
      minimumCount: minimumCount, fixed: nil)
  }

  /// Fits bulk share and outlier share with clumping and drift given, as after a baseline pair.
  public static func fit(
    pairs: [CountPair], total1: Int, total2: Int, dispersion: DispersionModel, bounds: FitBounds,
    minimumCount: Int = 5
  ) -> ContaminatedBetaBinomialFit {
    best(
      of: [[-1, 0], [2, 0], [-1, 0.3], [-1, -0.3]], pairs: pairs, mu0: share(total1, total2),
      bounds: bounds, minimumCount: minimumCount, fixed: dispersion)
  }

  private static func share(_ total1: Int, _ total2: Int) -> Double {
    precondition(total1 > 0 && total2 > 0, "a pair of samples needs counts in both")
    return Double(total2) / (Double(total1) + Double(total2))
  }

  private static func best(
    of starts: [[Double]], pairs: [CountPair], mu0: Double, bounds: FitBounds, minimumCount: Int,
    fixed: DispersionModel?
  ) -> ContaminatedBetaBinomialFit {
    let tested = CountPair.grouped(pairs.filter { $0.total >= minimumCount })
    let likelihood = ContaminatedLikelihood(pairs: tested)
    let space = FitSpace(bounds: bounds, mu0: mu0, fixed: fixed)
    func objective(_ point: [Double]) -> Double {
      let (parameters, excess) = space.parameters(at: point)
      return likelihood.negativeLog(
        dispersion: parameters.dispersion, mu: parameters.mu, outliers: parameters.eps)
        + 10 * excess
    }
    var ends: [NelderMead.Result] = []
    if !tested.isEmpty {
      ends = starts.map { NelderMead().minimize(from: $0, step: 0.5, objective) }
    }
    var winner = NelderMead.Result(point: starts[0], value: 0)
    for (index, end) in ends.enumerated() where index == 0 || end.value < winner.value {
      winner = end
    }
    let found = space.parameters(at: winner.point).parameters
    return ContaminatedBetaBinomialFit(
      dispersion: found.dispersion, mu: found.mu, mu0: mu0, eps: found.eps,
      negativeLogLikelihood: likelihood.negativeLog(
        dispersion: found.dispersion, mu: found.mu, outliers: found.eps),
      boundsHit: space.boundsHit(by: found),
      testedClones: tested.reduce(0) { $0 + $1.clones },
      sharedClones: tested.reduce(0) {
        $0 + ($1.n1 > 0 && $1.n2 > 0 && $1.total >= 20 ? $1.clones : 0)
      },
      converged: winner.converged,
      agreeingStarts: ends.count { $0.value < winner.value + 0.01 },
      evaluations: ends.reduce(0) { $0 + $1.evaluations })
  }
}
