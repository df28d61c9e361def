import Glibc

/// A binomial count whose success probability itself varies: the share of one clone's counts that
/// falls into the second sample.
///
/// `P(k) = C(n,k) prod_{j<k}(mu + j theta) prod_{j<n-k}(1 - mu + j theta) / prod_{j<n}(1 + j theta)`
/// with `theta = rho / (1 - rho)`; zero is the binomial. The products are taken in constant time
/// relative to the binomial probability, so that neither large counts nor a tiny `theta` cancel.
public struct BetaBinomial: CountDistribution, Hashable {
  /// The number of trials: the clone's counts in both samples.
  public let n: Int
  /// The expected share of the second sample.
  public let mu: Double
  /// The over-dispersion, `rho / (1 - rho)`.
  public let theta: Double

  private let binomial: BinomialDistribution
  private let logNormalizer: Double

  /// Creates the distribution; `mu` lies strictly between 0 and 1, `theta` is at least 0.
  public init(n: Int, mu: Double, theta: Double) {
    precondition(mu > 0 && mu < 1, "the expected share lies strictly between 0 and 1")
    precondition(theta >= 0 && theta < .infinity, "over-dispersion is finite and not negative")
    self.n = n
    self.mu = mu
    self.theta = theta
    binomial = BinomialDistribution(n: n, probability: mu)
    logNormalizer = theta > 0 ? SpecialFunctions.logRisingExcess(1 / theta, n) : 0
  }

  /// Zero to all trials.
  public var support: ClosedRange<Int> { 0...n }

  /// The expected count.
  public var mean: Double { Double(n) * mu }

  /// True unless the over-dispersion is so strong that the ends rise.
  public var isLogConcave: Bool { theta <= mu && theta <= 1 - mu }

  /// The natural logarithm of the probability of `k`; minus infinity outside `0...n`.
  public func logPMF(_ k: Int) -> Double {
    if theta == 0 || k < 0 || k > n { return binomial.logPMF(k) }
    return binomial.logPMF(k) + SpecialFunctions.logRisingExcess(mu / theta, k)
      + SpecialFunctions.logRisingExcess((1 - mu) / theta, n - k) - logNormalizer
  }

  /// The probability of `k + 1` over that of `k`.
  public func ratio(after k: Int) -> Double {
    Double(n - k) * (mu + Double(k) * theta)
      / (Double(k + 1) * (1 - mu + Double(n - k - 1) * theta))
  }
}
