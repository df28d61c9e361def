/// Fisher's exact test of one clone's counts against the totals of two samples.
///
/// The reference and legacy test: exact where each count is one independent cell, far too hopeful
/// where one cell gives several counts.
public enum Fisher {
  /// The probability of `n2` or more of the clone's counts in the second sample.
  ///
  /// `total1` and `total2` are the totals of all clones, this one included.
  public static func greater(n1: Int, n2: Int, total1: Int, total2: Int) -> TailProbability {
    distribution(n1: n1, n2: n2, total1: total1, total2: total2).upperTail(n2)
  }

  /// The probability of `n2` or fewer of the clone's counts in the second sample.
  public static func less(n1: Int, n2: Int, total1: Int, total2: Int) -> TailProbability {
    distribution(n1: n1, n2: n2, total1: total1, total2: total2).lowerTail(n2)
  }

  /// The probability of all tables that are not more probable than this one.
  ///
  /// Tables within a factor of 1 + 1e-7 count as equal (the rule of R and scipy).
  public static func twoSided(n1: Int, n2: Int, total1: Int, total2: Int) -> TailProbability {
    distribution(n1: n1, n2: n2, total1: total1, total2: total2).twoSided(n2)
  }

  /// The two-sided test of a two-by-two table with rows `a b` and `c d`, as for a cohort.
  public static func table(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> TailProbability {
    twoSided(n1: b, n2: a, total1: b + d, total2: a + c)
  }

  private static func distribution(
    n1: Int, n2: Int, total1: Int, total2: Int
  ) -> HypergeometricDistribution {
    precondition(
      n1 >= 0 && n2 >= 0 && n1 <= total1 && n2 <= total2, "a clone is part of its sample's total")
    return HypergeometricDistribution(
      population: total1 + total2, marked: total2, draws: n1 + n2)
  }
}
