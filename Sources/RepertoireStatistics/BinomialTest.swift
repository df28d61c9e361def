/// The exact binomial test of one clone's counts against an expected share.
public enum BinomialTest {
  /// The probability of `successes` or more of `trials`.
  public static func greater(successes: Int, trials: Int, probability: Double) -> TailProbability {
    BinomialDistribution(n: trials, probability: probability).upperTail(successes)
  }

  /// The probability of `successes` or fewer of `trials`.
  public static func less(successes: Int, trials: Int, probability: Double) -> TailProbability {
    BinomialDistribution(n: trials, probability: probability).lowerTail(successes)
  }

  /// The probability of all counts that are not more probable than `successes`.
  ///
  /// Counts within a factor of 1 + 1e-7 count as equal (the rule of R and scipy).
  public static func twoSided(
    successes: Int, trials: Int, probability: Double
  ) -> TailProbability {
    BinomialDistribution(n: trials, probability: probability).twoSided(successes)
  }
}
