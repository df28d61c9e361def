import Glibc

/// Exact one-sided limits of a frequency (Clopper and Pearson, Biometrika 1934).
///
/// Counts may be real numbers, because limits are taken on effective cells and not on counts. `N`
/// is the field's letter for the total.
public enum ClopperPearson {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  /// The frequency that the true one is below with the given confidence.
  ///
  /// 1 where everything is the clone, or where nothing was seen at all.
  public static func upper(n: Double, N: Double, confidence: Double = 0.95) -> Double {
    check(n, N, confidence)
    if n >= N { return 1 }
    // The closed form of zero counts keeps all digits.
    if n == 0 { return -expm1(log1p(-confidence) / N) }
    return SpecialFunctions.inverseRegularizedBeta(confidence, a: n + 1, b: N - n)
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  /// The frequency that the true one is above with the given confidence; 0 for no counts.
  public static func lower(n: Double, N: Double, confidence: Double = 0.95) -> Double {
    check(n, N, confidence)
    if n <= 0 { return 0 }
    if n >= N { return exp(log1p(-confidence) / n) }
    return SpecialFunctions.inverseRegularizedBeta(1 - confidence, a: n, b: N - n + 1)
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  /// The smallest frequency that is seen at least once with the given confidence: the detection
  /// limit of a sample of `N` effective cells.
  public static func detectionLimit(N: Double, confidence: Double = 0.95) -> Double {
    upper(n: 0, N: N, confidence: confidence)
  }

  private static func check(_ n: Double, _ total: Double, _ confidence: Double) {
    precondition(n >= 0 && total >= 0, "counts are not negative")
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
  }
}
