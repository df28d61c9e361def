import Glibc

/// How much a clone's frequency changed, with its uncertainty.
///
/// Counts are divided by the dispersion at their total, so that they stand for independent cells;
/// each frequency then has a gamma posterior with half a cell of prior, and their ratio a
/// beta-prime one. For effect sizes and limits, not for the primary test.
public struct FoldChange: Sendable, Hashable {
  /// The posterior shape of the first frequency: effective cells plus a half.
  public let shape1: Double
  /// The posterior shape of the second frequency.
  public let shape2: Double
  /// The natural logarithm of the ratio of exposures, second over first.
  public let logExposureRatio: Double

  /// Creates the change of a clone's counts `n1` to `n2`.
  ///
  /// `phi` is the dispersion at their total. `mu` is the expected share of the second sample of a
  /// clone that does not change: the fitted bulk share for a bulk-normalised change, the share of
  /// the totals for one by depth.
  public init(n1: Int, n2: Int, phi: Double, mu: Double) {
    precondition(n1 >= 0 && n2 >= 0, "counts are not negative")
    precondition(phi > 0 && mu > 0 && mu < 1, "dispersion is positive, a share between 0 and 1")
    shape1 = Double(n1) / phi + 0.5
    shape2 = Double(n2) / phi + 0.5
    logExposureRatio = log(mu) - log1p(-mu)
  }

  /// Creates the change under a dispersion model.
  public init(n1: Int, n2: Int, dispersion: DispersionModel, mu: Double) {
    self.init(n1: n1, n2: n2, phi: dispersion.phi(n1 + n2), mu: mu)
  }

  /// The ratio of the posterior means' shapes, log2: `(m2 + .5) M1 / ((m1 + .5) M2)`.
  public var log2Point: Double { (log(shape2 / shape1) - logExposureRatio) / Self.logTwo }

  /// The posterior median, log2.
  public var log2Median: Double { log2Quantile(0.5) }

  /// The 2.5 % point, log2.
  public var log2Lower: Double { log2Quantile(0.025) }

  /// The 97.5 % point, log2.
  public var log2Upper: Double { log2Quantile(0.975) }

  /// The log2 fold change that the true one is below with probability `p`.
  public func log2Quantile(_ p: Double) -> Double {
    let logOdds = SpecialFunctions.inverseRegularizedBetaLogOdds(p, a: shape2, b: shape1)
    return (logOdds - logExposureRatio) / Self.logTwo
  }

  /// The probability that the fold change (not its logarithm) is above `fold`, a positive number.
  public func probability(above fold: Double) -> TailProbability {
    precondition(fold > 0, "a fold change is positive")
    let logOdds = log(fold) + logExposureRatio
    return TailProbability(
      log: SpecialFunctions.logTails(logOdds: logOdds, a: shape2, b: shape1).upper)
  }

  private static let logTwo = 0.693_147_180_559_945_3
}
