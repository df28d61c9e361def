import Glibc

extension SpecialFunctions {
  /// The regularized incomplete beta function `I_x(a, b)`: the probability that a beta number lies
  /// below `x`.
  ///
  /// Relative accuracy about 1e-13 for shapes up to a million, tails included; shapes positive.
  public static func regularizedBeta(_ x: Double, a: Double, b: Double) -> Double {
    exp(logRegularizedBeta(x, a: a, b: b))
  }

  /// The logarithm of `I_x(a, b)`, finite where the value itself underflows.
  public static func logRegularizedBeta(_ x: Double, a: Double, b: Double) -> Double {
    logTails(x: x, y: 1 - x, a: a, b: b).lower
  }

  /// The logarithm of `1 - I_x(a, b)`.
  public static func logRegularizedBetaComplement(_ x: Double, a: Double, b: Double) -> Double {
    logTails(x: x, y: 1 - x, a: a, b: b).upper
  }

  /// The `x` below which a beta number lies with probability `p`.
  ///
  /// 0 for `p` of 0 and 1 for `p` of 1; else the inverse of ``regularizedBeta(_:a:b:)``.
  public static func inverseRegularizedBeta(_ p: Double, a: Double, b: Double) -> Double {
    let logOdds = inverseRegularizedBetaLogOdds(p, a: a, b: b)
    return 1 / (1 + exp(-logOdds))
  }

  /// The same point as log odds `ln(x / (1 - x))`, which loses nothing near 0 and near 1.
  public static func inverseRegularizedBetaLogOdds(_ p: Double, a: Double, b: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    // Work with the smaller tail, whose logarithm is monotone and concave in the log odds.
    let usesLower = p <= 0.5
    let target = usesLower ? log(p) : log1p(-p)
    var low = -1e4
    var high = 1e4
    var t = log(a / b)
    for _ in 0..<300 {
      let x = 1 / (1 + exp(-t))
      let y = 1 / (1 + exp(t))
      let (tails, density) = (logTails(logOdds: t, a: a, b: b), logKernel(x: x, y: y, a: a, b: b))
      let value = usesLower ? tails.lower : tails.upper
      let excess = usesLower ? value - target : target - value
      if excess == 0 { return t }
      if excess > 0 { high = t } else { low = t }
      var next = t - excess / exp(density - value)
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - t) <= 4e-16 * max(1e-3, abs(t)) || next == low || next == high { return next }
      t = next
    }
    return t
  }

  /// The logarithms of both tails at given log odds of `x`.
  static func logTails(logOdds t: Double, a: Double, b: Double) -> (lower: Double, upper: Double) {
    logTails(x: 1 / (1 + exp(-t)), y: 1 / (1 + exp(t)), a: a, b: b)
  }

  /// The logarithms of `I_x(a, b)` and its complement, with `y = 1 - x` given by who knows it best.
  static func logTails(
    x: Double, y: Double, a: Double, b: Double
  ) -> (lower: Double, upper: Double) {
    precondition(a > 0 && b > 0, "the shapes of a beta distribution are positive")
    if x <= 0 { return (-.infinity, 0) }
    if y <= 0 { return (0, -.infinity) }
    let kernel = logKernel(x: x, y: y, a: a, b: b)
    let shift = distanceFromMean(x: x, y: y, a: a, b: b)
    if x < (a + 1) / (a + b + 2) {
      let lower = min(0, kernel - log(betaFraction(x: x, y: y, a: a, b: b, shift: shift)))
      return (lower, logOneMinusExp(lower))
    }
    let upper = min(0, kernel - log(betaFraction(x: y, y: x, a: b, b: a, shift: -shift)))
    return (logOneMinusExp(upper), upper)
  }

  /// `a - (a + b) x`, from the smaller of `x` and `y`, which is the better known.
  private static func distanceFromMean(x: Double, y: Double, a: Double, b: Double) -> Double {
    x < y ? a - (a + b) * x : (a + b) * y - b
  }

  /// `ln(x^a y^b / B(a, b))`, written by deviances so that large shapes do not cancel.
  static func logKernel(x: Double, y: Double, a: Double, b: Double) -> Double {
    if x <= 0 || y <= 0 { return -.infinity }
    let s = a + b
    let shift = distanceFromMean(x: x, y: y, a: a, b: b)
    let main =
      x > 1e-290 && y > 1e-290
      ? -deviance(s * x, shift) - deviance(s * y, -shift)
      : a * log(x) + b * log(y) - a * log(a / s) - b * log(b / s)
    return main + 0.5 * log(a / s * b) - halfLogTwoPi
      + stirlingRemainder(s) - stirlingRemainder(a) - stirlingRemainder(b)
  }

  /// The denominator of `I_x(a, b)` below `x^a y^b / B(a, b)`, by Lentz's method.
  ///
  /// The even part of the continued fraction DLMF 8.17.22 (Didonato and Morris, ACM TOMS 1992),
  /// which names both `x` and `y` and so does not cancel where one of them is close to 1.
  private static func betaFraction(
    x: Double, y: Double, a: Double, b: Double, shift: Double
  ) -> Double {
    let tiny = 1e-300
    var fraction = a / (a + 1) * (shift + 1)
    if abs(fraction) < tiny { fraction = tiny }
    var c = fraction
    var d = 0.0
    var m = 1.0
    while m < 100_000 {
      let odd = a + 2 * m - 1
      let numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x
      let denominator =
        m + m * (b - m) * x / odd + (a + m) / (odd + 2) * (shift + 1 + m * (1 + y))
      d = denominator + numerator * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = denominator + numerator / c
      if abs(c) < tiny { c = tiny }
      let change = c * d
      fraction *= change
      if abs(change - 1) < 2e-16 { break }
      m += 1
    }
    return fraction
  }
}
