import Glibc

/// Adjusted probabilities of families of tests.
///
/// The family is what is passed in: the tested clones, never all clones. Results stand in the order
/// of the input. Equal probabilities get equal results.
public enum FalseDiscovery {
  /// Benjamini and Hochberg 1995: the false discovery rate at which each test is called.
  public static func benjaminiHochberg(_ p: [Double]) -> [Double] {
    stepUp(p, factor: 1)
  }

  /// Benjamini and Yekutieli 2001: the same under any dependence.
  public static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    var harmonic = 0.0
    for rank in p.indices.reversed() { harmonic += 1 / Double(rank + 1) }
    return stepUp(p, factor: harmonic)
  }

  /// Bonferroni: each probability times the number of tests.
  public static func bonferroni(_ p: [Double]) -> [Double] {
    p.map { min(1, $0 * Double(p.count)) }
  }

  /// Holm 1979: Bonferroni stepping down.
  public static func holm(_ p: [Double]) -> [Double] {
    var adjusted = p
    var largest = 0.0
    for (rank, index) in order(p).enumerated() {
      largest = max(largest, min(1, p[index] * Double(p.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Benjamini and Hochberg on natural logarithms, for probabilities that underflow.
  ///
  /// Returns natural logarithms. `clones` gives how many tests share each probability (one each if
  /// left out), so that a family of a million clones is adjusted as some two thousand groups.
  public static func benjaminiHochberg(logP: [Double], clones: [Int]? = nil) -> [Double] {
    precondition(clones == nil || clones?.count == logP.count, "one number of clones per test")
    let total = clones.map { $0.reduce(0, +) } ?? logP.count
    var adjusted = logP
    var rank = total
    var smallest = 0.0
    for index in order(logP).reversed() {
      let size = clones?[index] ?? 1
      // An empty group takes the value of the next larger probability and counts for nothing.
      if size > 0 { smallest = min(smallest, logP[index] + log(Double(total) / Double(rank))) }
      adjusted[index] = smallest
      rank -= size
    }
    return adjusted
  }

  private static func stepUp(_ p: [Double], factor: Double) -> [Double] {
    var adjusted = p
    var smallest = 1.0
    for (back, index) in order(p).reversed().enumerated() {
      smallest = min(smallest, p[index] * factor * Double(p.count) / Double(p.count - back))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// Indices by rising value, equal ones by position.
  private static func order(_ values: [Double]) -> [Int] {
    values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }
}
