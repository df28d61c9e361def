import Glibc

extension SplitMix64 {
  /// A normal number (Marsaglia's polar method; the second number of each pair is dropped, so that
  /// the generator's state is its only state).
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return mean + standardDeviation * x * (-2 * log(square) / square).squareRoot()
      }
    }
  }

  /// A log-normal number: the exponential of a normal one with the given log mean and log SD.
  public mutating func logNormal(mean: Double = 0, standardDeviation: Double) -> Double {
    exp(normal(mean: mean, standardDeviation: standardDeviation))
  }

  /// An exponential waiting time with the given mean.
  public mutating func exponential(mean: Double = 1) -> Double { -mean * log(openUniform()) }

  /// A gamma number with the given shape and scale; the mean is their product.
  ///
  /// Marsaglia and Tsang, ACM TOMS 2000; shapes below 1 by their power-of-uniform boost. A shape of
  /// zero gives zero.
  public mutating func gamma(shape: Double, scale: Double = 1) -> Double {
    precondition(shape >= 0 && scale >= 0, "a gamma draw needs a shape and a scale of at least 0")
    if shape == 0 { return 0 }
    if shape < 1 {
      let boosted = gamma(shape: shape + 1, scale: scale)
      return boosted * exp(log(openUniform()) / shape)
    }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      if log(openUniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v * scale }
    }
  }

  /// A beta number with the given shapes, both positive.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(shape: a)
    let y = gamma(shape: b)
    return x + y > 0 ? x / (x + y) : (chance(a / (a + b)) ? 1 : 0)
  }

  /// A Pareto number: density proportional to `x^-exponent` from `minimum` on; `exponent` above 1.
  public mutating func pareto(exponent: Double, minimum: Double) -> Double {
    precondition(exponent > 1, "a Pareto density with an exponent of 1 or less has no integral")
    return minimum * pow(openUniform(), -1 / (exponent - 1))
  }
}
