import Glibc

/// The rank-sum test of two groups of patients (Mann and Whitney 1947).
///
/// Up to ``exactLimit`` values in all the permutation distribution of the midranks is computed
/// exactly, ties included; above it a normal one with tie and continuity correction is used.
public struct MannWhitney: Sendable, Hashable {
  /// The most values of both groups for which the distribution is exact.
  public static let exactLimit = 100

  /// Pairs in which the first group's value is larger, ties counting a half.
  public let u: Double
  /// The number of values of the first group.
  public let count1: Int
  /// The number of values of the second group.
  public let count2: Int
  /// The probability that the rank sum lies as far from its mean, in either direction.
  public let twoSided: Double
  /// The probability of a rank sum of the first group at least as large.
  public let greater: Double
  /// Whether the probabilities are exact.
  public let isExact: Bool

  /// Tests two groups; nil if one of them is empty.
  ///
  /// Values must be numbers.
  public init?(_ first: [Double], _ second: [Double]) {
    if first.isEmpty || second.isEmpty { return nil }
    let doubled = Ranks.doubledMidranks(first + second)
    let (m, n) = (first.count, second.count)
    let observed = doubled[..<m].reduce(0, +)
    count1 = m
    count2 = n
    u = Double(observed - m * (m + 1)) / 2
    isExact = m + n <= Self.exactLimit
    (twoSided, greater) =
      isExact
      ? Self.exact(doubled, m: m, observed: observed)
      : Self.normal(doubled, m: m, observed: observed)
  }

  /// Counts the subsets of `m` ranks by their sum.
  private static func exact(_ ranks: [Int], m: Int, observed: Int) -> (Double, Double) {
    let largest = ranks.sorted(by: >).prefix(m).reduce(0, +)
    let width = largest + 1
    var ways = [Double](repeating: 0, count: (m + 1) * width)
    ways[0] = 1
    for (seen, rank) in ranks.enumerated() {
      var size = min(m, seen + 1)
      while size > 0 {
        var sum = largest
        while sum >= rank {
          let before = ways[(size - 1) * width + sum - rank]
          if before > 0 { ways[size * width + sum] += before }
          sum -= 1
        }
        size -= 1
      }
    }
    // Four times the distance from the mean is an integer, so equal distances compare as equal.
    let mean = m * (ranks.count + 1)
    var (all, far, above) = (0.0, 0.0, 0.0)
    for sum in 0...largest {
      let count = ways[m * width + sum]
      all += count
      if abs(sum - mean) >= abs(observed - mean) { far += count }
      if sum >= observed { above += count }
    }
    return (min(1, far / all), min(1, above / all))
  }

  private static func normal(_ ranks: [Int], m: Int, observed: Int) -> (Double, Double) {
    let total = Double(ranks.count)
    let mean = Double(m) * (total + 1)
    let squares = ranks.reduce(0.0) { $0 + pow(Double($1) - (total + 1), 2) }
    let variance = Double(m) * (total - Double(m)) / (total * (total - 1)) * squares
    if variance == 0 { return (1, 1) }
    let distance = Double(observed) - mean
    let spread = (2 * variance).squareRoot()
    // Half a step of the rank sum is one unit of doubled ranks.
    let both = erfc(max(0, abs(distance) - 1) / spread)
    return (min(1, both), 0.5 * erfc((distance - 1) / spread))
  }
}

/// Ranks of values, ties sharing their mean.
enum Ranks {
  /// Twice the midrank of each value, an integer; values must be numbers.
  static func doubledMidranks(_ values: [Double]) -> [Int] {
    precondition(values.allSatisfy { !$0.isNaN }, "a value that is not a number has no rank")
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Int](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + end + 1 }
      start = end
    }
    return ranks
  }
}
