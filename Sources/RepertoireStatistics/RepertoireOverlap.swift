import Glibc

/// How alike two samples are.
///
/// Both lists hold the counts of the same clones in the same order, with 0 for a clone not seen.
/// Measures of frequency are between 0 and 1; they are nil where a sample is empty.
public enum RepertoireOverlap {
  /// The number of clones seen in both.
  public static func shared(_ x: [Int], _ y: [Int]) -> Int {
    check(x, y)
    return zip(x, y).reduce(0) { $0 + ($1.0 > 0 && $1.1 > 0 ? 1 : 0) }
  }

  /// Shared clones over the clones of either.
  public static func jaccard(_ x: [Int], _ y: [Int]) -> Double? {
    let both = shared(x, y)
    let either = Diversity.richness(x) + Diversity.richness(y) - both
    return either == 0 ? nil : Double(both) / Double(either)
  }

  /// Twice the shared clones over the sum of both richnesses (Sorensen and Dice).
  public static func sorensen(_ x: [Int], _ y: [Int]) -> Double? {
    let sum = Diversity.richness(x) + Diversity.richness(y)
    return sum == 0 ? nil : 2 * Double(shared(x, y)) / Double(sum)
  }

  /// Shared clones over the product of both richnesses: does not grow with depth.
  public static func sharingDensity(_ x: [Int], _ y: [Int]) -> Double? {
    let product = Double(Diversity.richness(x)) * Double(Diversity.richness(y))
    return product == 0 ? nil : Double(shared(x, y)) / product
  }

  /// Morisita's index in Horn's form, on frequencies: `2 sum pq / (sum p^2 + sum q^2)`.
  public static func morisitaHorn(_ x: [Int], _ y: [Int]) -> Double? {
    guard let (p, q) = frequencies(x, y) else { return nil }
    var (cross, squares) = (0.0, 0.0)
    for i in p.indices {
      cross += p[i] * q[i]
      squares += p[i] * p[i] + q[i] * q[i]
    }
    return 2 * cross / squares
  }

  /// Bhattacharyya's coefficient: `sum sqrt(pq)`.
  public static func bhattacharyya(_ x: [Int], _ y: [Int]) -> Double? {
    guard let (p, q) = frequencies(x, y) else { return nil }
    var sum = 0.0
    for i in p.indices { sum += (p[i] * q[i]).squareRoot() }
    return min(1, sum)
  }

  /// The similarity of Bray and Curtis on frequencies: `sum min(p, q)`.
  public static func brayCurtis(_ x: [Int], _ y: [Int]) -> Double? {
    guard let (p, q) = frequencies(x, y) else { return nil }
    var sum = 0.0
    for i in p.indices { sum += min(p[i], q[i]) }
    return min(1, sum)
  }

  /// The divergence (not its root) of Jensen and Shannon, in bits.
  public static func jensenShannonDivergence(_ x: [Int], _ y: [Int]) -> Double? {
    guard let (p, q) = frequencies(x, y) else { return nil }
    var sum = 0.0
    for i in p.indices {
      let middle = 0.5 * (p[i] + q[i])
      if p[i] > 0 { sum += 0.5 * p[i] * log2(p[i] / middle) }
      if q[i] > 0 { sum += 0.5 * q[i] * log2(q[i] / middle) }
    }
    return min(1, max(0, sum))
  }

  /// The same divergence of two lists of weights, as of gene usage; nil where one sums to 0.
  public static func jensenShannonDivergence(weights x: [Double], _ y: [Double]) -> Double? {
    precondition(x.count == y.count, "both lists name the same classes")
    let (sumX, sumY) = (x.reduce(0, +), y.reduce(0, +))
    if sumX <= 0 || sumY <= 0 { return nil }
    var sum = 0.0
    for i in x.indices {
      let (p, q) = (x[i] / sumX, y[i] / sumY)
      let middle = 0.5 * (p + q)
      if p > 0 { sum += 0.5 * p * log2(p / middle) }
      if q > 0 { sum += 0.5 * q * log2(q / middle) }
    }
    return min(1, max(0, sum))
  }

  private static func frequencies(_ x: [Int], _ y: [Int]) -> (p: [Double], q: [Double])? {
    check(x, y)
    let (sumX, sumY) = (Double(x.reduce(0, +)), Double(y.reduce(0, +)))
    if sumX == 0 || sumY == 0 { return nil }
    return (x.map { Double($0) / sumX }, y.map { Double($0) / sumY })
  }

  private static func check(_ x: [Int], _ y: [Int]) {
    precondition(x.count == y.count, "both samples list the same clones")
  }
}
