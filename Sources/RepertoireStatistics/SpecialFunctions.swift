import Glibc
import Numerics

/// Functions of analysis that the tests are built from, accurate in relative terms.
///
/// The logarithms of gamma functions of large arguments are never subtracted from each other: at a
/// million counts that alone costs eight digits. Every difference is written with the deviance and
/// the remainder of Stirling's series instead (Loader, "Fast and accurate computation of binomial
/// probabilities", 2000).
public enum SpecialFunctions {
  /// The natural logarithm of the gamma function of a positive number.
  public static func logGamma(_ x: Double) -> Double { Double.logGamma(x) }

  /// The natural logarithm of the beta function of two positive numbers.
  public static func logBeta(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    let large = max(a, b)
    let small = min(a, b)
    // ln B = (a - 1/2) ln(a/s) + (b - 1/2) ln(b/s) - 1/2 ln s + 1/2 ln 2 pi + remainders.
    return (small - 0.5) * log(small / sum) + (large - 0.5) * log1p(-small / sum)
      - 0.5 * log(sum) + halfLogTwoPi
      + stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(sum)
  }

  /// The logarithm of a sum of exponentials; minus infinity for an empty list.
  public static func logSumExp(_ values: [Double]) -> Double {
    guard let largest = values.max(), largest > -.infinity else { return -.infinity }
    if largest == .infinity { return .infinity }
    var sum = 0.0
    for value in values { sum += exp(value - largest) }
    return largest + log(sum)
  }

  /// The logarithm of `exp(a) + exp(b)`.
  public static func logSumExp(_ a: Double, _ b: Double) -> Double {
    let large = max(a, b)
    if large == -.infinity || large == .infinity { return large }
    return large + log1p(exp(min(a, b) - large))
  }

  /// The logarithm of `1 - exp(x)` for `x` of at most 0.
  public static func logOneMinusExp(_ x: Double) -> Double {
    // Maechler 2012: the better of two forms on either side of ln 2.
    x > -0.693_147_180_559_945_3 ? log(-expm1(x)) : log1p(-exp(x))
  }

  static let halfLogTwoPi = 0.918_938_533_204_672_7

  /// What Stirling's formula leaves out: `ln gamma(z) - (z - 1/2) ln z + z - 1/2 ln 2 pi`.
  static func stirlingRemainder(_ z: Double) -> Double {
    if z < 12 { return Double.logGamma(z) - (z - 0.5) * log(z) + z - halfLogTwoPi }
    let i = 1 / z
    let s = i * i
    // Bernoulli numbers; the first term left out is below 1e-17 at z = 12.
    let tail = s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360_360 - s / 156)))
    return i * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - tail)))
  }

  /// `(m + d) ln((m + d) / m) - d`, without the cancellation near `d = 0`; `m > 0`, `d >= -m`.
  static func deviance(_ m: Double, _ d: Double) -> Double {
    let x = m + d
    if x <= 0 { return m }
    let v = d / (m + x)
    if abs(v) > 0.1 { return x * log1p(d / m) - d }
    // ln(x/m) = 2 artanh v, whose first term is taken out against d.
    let w = v * v
    var power = v * w
    var sum = power / 3
    var odd = 5.0
    while odd < 40 {
      power *= w
      let term = power / odd
      sum += term
      if abs(term) <= 1e-17 * abs(sum) { break }
      odd += 2
    }
    return d * v + 2 * x * sum
  }

  /// `ln prod_{j<k} (1 + j / a)` for `a > 0`, in time independent of `k`.
  ///
  /// The beta-binomial product is `k ln mu` plus this with `a = mu / theta`. As `a` grows it goes to
  /// zero smoothly, so no switch to the binomial is needed.
  static func logRisingExcess(_ a: Double, _ k: Int) -> Double {
    if k < 2 { return 0 }
    if k <= 8, a > 1e-30 {
      let step = 1 / a
      var factor = 1 + step
      var product = factor
      var j = 2
      while j < k {
        factor += step
        product *= factor
        j += 1
      }
      return log(product)
    }
    let d = Double(k)
    return deviance(a, d) - 0.5 * log1p(d / a)
      + stirlingRemainder(a + d) - stirlingRemainder(a)
  }
}
