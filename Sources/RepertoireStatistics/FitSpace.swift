import Glibc

/// The unbounded coordinates in which the fit moves, and the way back to parameters.
///
/// `ln(c - 1)`, `ln rho0` (both left out if given), `logit(eps / largest eps)` and the distance of
/// `logit mu` from that of the depths.
struct FitSpace {
  var bounds: FitBounds
  var mu0: Double
  var fixed: DispersionModel?

  /// A point in the field's terms.
  struct Parameters {
    var dispersion: DispersionModel
    var mu: Double
    var eps: Double
  }

  /// Below it drift is no longer seen in counts that a sample can hold.
  static let leastDrift = 1e-7

  /// The parameters nearest to a point within the limits, and the squared distance outside them.
  func parameters(at point: [Double]) -> (parameters: Parameters, excess: Double) {
    var excess = 0.0
    func limited(_ value: Double, _ low: Double, _ high: Double) -> Double {
      let inside = min(max(value, low), high)
      excess += (value - inside) * (value - inside)
      return inside
    }
    let tail = point.count - 2
    var dispersion = fixed ?? .none
    if fixed == nil {
      let clumping = limited(
        point[0], log(bounds.minimumClumping - 1), log(bounds.maximumClumping - 1))
      let drift = limited(point[1], log(Self.leastDrift), log(bounds.maximumDrift))
      dispersion = DispersionModel(clumping: 1 + exp(clumping), drift: exp(drift))
    }
    let outliers = limited(point[tail], -14, 14)
    let shift = limited(point[tail + 1], -bounds.maximumShift, bounds.maximumShift)
    let parameters = Parameters(
      dispersion: dispersion, mu: logistic(log(mu0 / (1 - mu0)) + shift),
      eps: bounds.maximumOutliers * logistic(outliers))
    return (parameters, excess)
  }

  /// The limits that the parameters lie at, within a thousandth (outliers: a hundredth).
  func boundsHit(by found: Parameters) -> ContaminatedBetaBinomialFit.BoundsHit {
    var hit: ContaminatedBetaBinomialFit.BoundsHit = []
    if fixed == nil {
      let excess = found.dispersion.clumping - 1
      if excess <= (bounds.minimumClumping - 1) * 1.001 { hit.insert(.clumpingMinimum) }
      if excess >= (bounds.maximumClumping - 1) * 0.999 { hit.insert(.clumpingMaximum) }
      if found.dispersion.drift >= bounds.maximumDrift * 0.999 { hit.insert(.drift) }
    }
    let shift = log(found.mu / (1 - found.mu)) - log(mu0 / (1 - mu0))
    if abs(shift) >= bounds.maximumShift * 0.999 { hit.insert(.mu) }
    if found.eps >= bounds.maximumOutliers * 0.99 { hit.insert(.outliers) }
    return hit
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
