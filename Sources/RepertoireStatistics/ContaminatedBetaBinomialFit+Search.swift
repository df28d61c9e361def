import Glibc

extension ContaminatedBetaBinomialFit {
  /// A fit that is still to be made, in parts that a caller may run side by side.
  ///
  /// Every start is followed by itself; ``best(of:)`` chooses among their ends, given in order.
  public struct Search: Sendable {
    /// Where one start ended.
    public struct End: Sendable {
      let found: NelderMead.Result
    }

    private let pairs: [CountPair]
    private let likelihood: ContaminatedLikelihood
    private let space: FitSpace
    private let points: [[Double]]

    /// The search for clumping, drift, bulk share and outlier share.
    public init(
      pairs: [CountPair], total1: Int, total2: Int, bounds: FitBounds, minimumCount: Int = 5
    ) {
      let room = log(bounds.maximumClumping - 1)
      // Fractions of the way from c = 1.05 to the largest c, on the scale of ln(c - 1).
      let starts = [(0.35, 0.003), (0.6, 0.003), (0.1, 0.012), (0.8, 0.0005)].map {
        fraction, drift in
        [log(0.05) + fraction * (room - log(0.05)), log(drift), -1.0, 0.0]
      }
      self.init(
        pairs, starts: starts, minimumCount: minimumCount,
        space: FitSpace(bounds: bounds, mu0: Self.share(total1, total2), fixed: nil))
    }

    /// The search for bulk share and outlier share, clumping and drift given.
    public init(
      pairs: [CountPair], total1: Int, total2: Int, dispersion: DispersionModel,
      bounds: FitBounds, minimumCount: Int = 5
    ) {
      self.init(
        pairs, starts: [[-1, 0], [2, 0], [-1, 0.3], [-1, -0.3]], minimumCount: minimumCount,
        space: FitSpace(bounds: bounds, mu0: Self.share(total1, total2), fixed: dispersion))
    }

    private init(_ pairs: [CountPair], starts: [[Double]], minimumCount: Int, space: FitSpace) {
      self.pairs = CountPair.grouped(pairs.filter { $0.total >= minimumCount })
      likelihood = ContaminatedLikelihood(pairs: self.pairs)
      self.space = space
      points = starts
    }

    private static func share(_ total1: Int, _ total2: Int) -> Double {
      precondition(total1 > 0 && total2 > 0, "a pair of samples needs counts in both")
      return Double(total2) / (Double(total1) + Double(total2))
    }

    /// How many starts there are to follow; none without a clone to fit.
    public var starts: Int { pairs.isEmpty ? 0 : points.count }

    /// Follows one start to its end.
    public func end(ofStart start: Int) -> End {
      End(
        found: NelderMead().minimize(from: points[start], step: 0.5) { point in
          let (parameters, excess) = space.parameters(at: point)
          return likelihood.negativeLog(
            dispersion: parameters.dispersion, mu: parameters.mu, outliers: parameters.eps)
            + 10 * excess
        })
    }

    /// The fit, every start followed one after the other.
    public func result() -> ContaminatedBetaBinomialFit {
      best(of: (0..<starts).map { end(ofStart: $0) })
    }

    /// The fit, given the end of each start in order: the least wins, ties by order.
    public func best(of ends: [End]) -> ContaminatedBetaBinomialFit {
      precondition(ends.count == starts, "a fit is chosen among the ends of all its starts")
      var winner = NelderMead.Result(point: points[0], value: 0)
      for (index, end) in ends.enumerated() where index == 0 || end.found.value < winner.value {
        winner = end.found
      }
      let found = space.parameters(at: winner.point).parameters
      return ContaminatedBetaBinomialFit(
        dispersion: found.dispersion, mu: found.mu, mu0: space.mu0, eps: found.eps,
        negativeLogLikelihood: likelihood.negativeLog(
          dispersion: found.dispersion, mu: found.mu, outliers: found.eps),
        boundsHit: space.boundsHit(by: found),
        testedClones: pairs.reduce(0) { $0 + $1.clones },
        sharedClones: pairs.reduce(0) {
          $0 + ($1.n1 > 0 && $1.n2 > 0 && $1.total >= 20 ? $1.clones : 0)
        },
        converged: winner.converged,
        agreeingStarts: ends.count { $0.found.value < winner.value + 0.01 },
        evaluations: ends.reduce(0) { $0 + $1.found.evaluations })
    }
  }
}
