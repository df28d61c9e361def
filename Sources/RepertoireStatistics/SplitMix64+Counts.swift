import Glibc

extension SplitMix64 {
  /// A Poisson count with the given mean.
  ///
  /// Means below 10 by multiplying uniforms; above by transformed rejection (Hoermann, Insurance:
  /// Mathematics and Economics 1993, algorithm PTRS).
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean < 1e15, "a Poisson draw needs a mean from 0 to 1e15")
    if mean < 10 {
      let limit = exp(-mean)
      var product = uniform()
      var count = 0
      while product > limit {
        product *= uniform()
        count += 1
      }
      return count
    }
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let inner = 0.9277 - 3.6224 / (b - 2)
    let logMean = log(mean)
    while true {
      let u = uniform() - 0.5
      let v = openUniform()
      let us = 0.5 - abs(u)
      if us <= 0 { continue }
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= inner { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      let logDensity = k * logMean - mean - SpecialFunctions.logGamma(k + 1)
      if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= logDensity { return Int(k) }
    }
  }

  /// A negative binomial count of the given mean and size: variance `mean + mean^2 / size`.
  ///
  /// Drawn as a Poisson count whose mean is a gamma number.
  public mutating func negativeBinomial(mean: Double, size: Double) -> Int {
    precondition(size > 0, "a negative binomial draw needs a positive size")
    return poisson(mean: gamma(shape: size, scale: mean / size))
  }

  /// The number of successes of `trials` draws with the given probability.
  ///
  /// Expectations below 10 by waiting times between successes; above by transformed rejection
  /// (Hoermann, Journal of Statistical Computation and Simulation 1993, algorithm BTRS).
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    precondition(
      trials >= 0 && probability >= 0 && probability <= 1,
      "a binomial draw needs a probability between 0 and 1 and no negative number of trials")
    if probability > 0.5 {
      return trials - binomial(trials: trials, probability: 1 - probability)
    }
    if trials == 0 || probability == 0 { return 0 }
    if Double(trials) * probability < 10 {
      return rareSuccesses(trials: trials, probability: probability)
    }
    return frequentSuccesses(trials: trials, probability: probability)
  }

  /// Walks from success to success; the gaps are geometric.
  private mutating func rareSuccesses(trials: Int, probability: Double) -> Int {
    let logFailure = log1p(-probability)
    var position = 0.0
    var successes = 0
    while true {
      position += (log(openUniform()) / logFailure).rounded(.down) + 1
      if position > Double(trials) { return successes }
      successes += 1
    }
  }

  private mutating func frequentSuccesses(trials: Int, probability: Double) -> Int {
    let n = Double(trials)
    let spread = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let center = n * probability + 0.5
    let inner = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let density = BinomialDistribution(n: trials, probability: probability)
    // Asked for by one draw in five.
    var logPeak: Double?
    while true {
      let u = uniform() - 0.5
      let v = openUniform()
      let us = 0.5 - abs(u)
      if us <= 0 { continue }
      let k = ((2 * a / us + b) * u + center).rounded(.down)
      if k < 0 || k > n { continue }
      if us >= 0.07, v <= inner { return Int(k) }
      let peak = logPeak ?? density.logPMF(Int((n + 1) * probability))
      logPeak = peak
      if log(v * alpha / (a / (us * us) + b)) <= density.logPMF(Int(k)) - peak { return Int(k) }
    }
  }

  /// How many of `draws` fall into each class, in proportion to the weights.
  ///
  /// Binomial counts one class after the other, so the time grows with the classes, not the draws.
  public mutating func multinomial(draws: Int, weights: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: weights.count)
    forEachMultinomial(draws: draws, shares: MultinomialShares(weights)) { counts[$0] = $1 }
    return counts
  }

  /// The same with shares that are worked out once for many draws: every class that anything may
  /// fall into, by its place, until nothing remains.
  mutating func forEachMultinomial(
    draws: Int, shares: MultinomialShares, _ body: (_ place: Int, _ count: Int) -> Void
  ) {
    precondition(draws == 0 || shares.hasWeight, "a multinomial draw needs a positive weight")
    var remaining = draws
    for (index, share) in shares.shares.enumerated() where share > 0 {
      guard remaining > 0 else { return }
      let count = binomial(trials: remaining, probability: share)
      body(index, count)
      remaining -= count
    }
  }
}

/// The share that each class of a multinomial draw takes of what those before it left.
struct MultinomialShares: Sendable {
  /// One a class; 0 for a class without weight.
  fileprivate let shares: [Double]
  fileprivate let hasWeight: Bool

  init(_ weights: [Double]) {
    var suffix = [Double](repeating: 0, count: weights.count + 1)
    for index in weights.indices.reversed() { suffix[index] = suffix[index + 1] + weights[index] }
    hasWeight = suffix[0] > 0
    shares = weights.indices.map { index in
      guard weights[index] > 0 else { return 0 }
      // The last class with a weight must take what is left, whatever the rounding of the sums.
      return suffix[index + 1] > 0 ? min(1, weights[index] / suffix[index]) : 1
    }
  }
}
