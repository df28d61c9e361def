import Glibc

/// A distribution of integer counts whose tails are summed from exact terms.
///
/// Given the logarithm of one probability and the ratio of neighbours, both tails follow by
/// recursion, in relative precision and without an incomplete beta function.
public protocol CountDistribution: Sendable {
  /// The counts that can occur.
  var support: ClosedRange<Int> { get }

  /// The expected count, where the shorter tail changes sides.
  var mean: Double { get }

  /// Whether the ratio of neighbours only falls, so that a tail may be cut when its rest is bounded.
  var isLogConcave: Bool { get }

  /// The natural logarithm of the probability of `k`; minus infinity outside the support.
  func logPMF(_ k: Int) -> Double

  /// The probability of `k + 1` over that of `k`, for both inside the support.
  func ratio(after k: Int) -> Double
}

extension CountDistribution {
  /// The probability of `k` or more.
  public func upperTail(_ k: Int) -> TailProbability {
    if k <= support.lowerBound { return .one }
    if k > support.upperBound { return .zero }
    if Double(k) <= mean {
      let rest = sumDown(from: k - 1)
      // Where most of the mass is on the other side, a difference from 1 would lose digits.
      if rest < -0.1 { return TailProbability(log: SpecialFunctions.logOneMinusExp(rest)) }
    }
    return TailProbability(log: sumUp(from: k))
  }

  /// The probability of `k` or less.
  public func lowerTail(_ k: Int) -> TailProbability {
    if k >= support.upperBound { return .one }
    if k < support.lowerBound { return .zero }
    if Double(k) >= mean {
      let rest = sumUp(from: k + 1)
      if rest < -0.1 { return TailProbability(log: SpecialFunctions.logOneMinusExp(rest)) }
    }
    return TailProbability(log: sumDown(from: k))
  }

  /// The probability of all counts that are not more probable than `k`, with the tolerance of
  /// 1e-7 that R and scipy use; only for a distribution with one peak.
  public func twoSided(_ k: Int) -> TailProbability {
    let limit = logPMF(k) + log1p(1e-7)
    let peak = mode
    if logPMF(peak) <= limit { return .one }
    // The last count below the peak, and the first above it, within the limit.
    var low = support.lowerBound - 1
    var high = peak
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if logPMF(middle) <= limit { low = middle } else { high = middle }
    }
    let left = lowerTail(low)
    low = peak
    high = support.upperBound + 1
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if logPMF(middle) <= limit { high = middle } else { low = middle }
    }
    return TailProbability(log: SpecialFunctions.logSumExp(left.log, upperTail(high).log))
  }

  /// The most probable count, if there is one peak: the first whose successor is less probable.
  var mode: Int {
    var low = support.lowerBound
    var high = support.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if ratio(after: middle) > 1 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func sumUp(from start: Int) -> Double {
    let last = support.upperBound
    var (sum, term, scale) = (1.0, 1.0, 0.0)
    var k = start
    while k < last {
      let r = ratio(after: k)
      term *= r
      sum += term
      k += 1
      if isLogConcave, r < 1, term * r < 1e-17 * sum * (1 - r) { break }
      if sum > 1e250 { rescale(&sum, &term, &scale) }
    }
    return logPMF(start) + log(sum) + scale
  }

  private func sumDown(from start: Int) -> Double {
    let first = support.lowerBound
    var (sum, term, scale) = (1.0, 1.0, 0.0)
    var k = start
    while k > first {
      let r = 1 / ratio(after: k - 1)
      term *= r
      sum += term
      k -= 1
      if isLogConcave, r < 1, term * r < 1e-17 * sum * (1 - r) { break }
      if sum > 1e250 { rescale(&sum, &term, &scale) }
    }
    return logPMF(start) + log(sum) + scale
  }

  /// Keeps a sum that climbs towards the peak from overflowing.
  private func rescale(_ sum: inout Double, _ term: inout Double, _ scale: inout Double) {
    term /= sum
    scale += log(sum)
    sum = 1
  }
}
