import Glibc

/// The number of successes of independent trials.
public struct BinomialDistribution: CountDistribution, Hashable {
  /// The number of trials.
  public let n: Int
  /// The probability of a success.
  public let probability: Double

  /// Creates the distribution of `n` trials; `probability` lies between 0 and 1.
  public init(n: Int, probability: Double) {
    precondition(n >= 0, "a number of trials is not negative")
    precondition(probability >= 0 && probability <= 1, "a probability lies between 0 and 1")
    self.n = n
    self.probability = probability
  }

  /// Zero to all trials; one point only if the probability is 0 or 1.
  public var support: ClosedRange<Int> {
    probability == 0 ? 0...0 : probability == 1 ? n...n : 0...n
  }

  /// The expected number of successes.
  public var mean: Double { Double(n) * probability }

  /// True: the ratio of neighbours falls.
  public var isLogConcave: Bool { true }

  /// The logarithm of the probability of `k` successes, in Loader's deviance form.
  public func logPMF(_ k: Int) -> Double {
    if !support.contains(k) { return -.infinity }
    if probability == 0 || probability == 1 || n == 0 { return 0 }
    if k == 0 { return Double(n) * log1p(-probability) }
    if k == n { return Double(n) * log(probability) }
    let (size, x, y) = (Double(n), Double(k), Double(n - k))
    let expected = size * probability
    let shift = x - expected
    return 0.5 * log(size / x / y) - SpecialFunctions.halfLogTwoPi
      + SpecialFunctions.stirlingRemainder(size) - SpecialFunctions.stirlingRemainder(x)
      - SpecialFunctions.stirlingRemainder(y)
      - SpecialFunctions.deviance(expected, shift)
      - SpecialFunctions.deviance(size * (1 - probability), -shift)
  }

  /// The probability of `k + 1` successes over that of `k`.
  public func ratio(after k: Int) -> Double {
    Double(n - k) * probability / (Double(k + 1) * (1 - probability))
  }
}
