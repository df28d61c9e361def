import Glibc

/// How the counts of one sample are spread over its clones.
///
/// Every function takes the counts of the clones in any order; zeros are not clones. Samples of
/// different depth are compared at equal depth, see ``rarefiedRichness(_:depth:)``.
public enum Diversity {
  /// The number of clones.
  public static func richness(_ counts: [Int]) -> Int { counts.count { $0 > 0 } }

  /// Chao's lower bound of the number of clones, bias-corrected: `S + f1 (f1 - 1) / (2 (f2 + 1))`.
  public static func chao1(_ counts: [Int]) -> Double {
    let single = Double(counts.count { $0 == 1 })
    let double = Double(counts.count { $0 == 2 })
    return Double(richness(counts)) + single * (single - 1) / (2 * (double + 1))
  }

  /// Shannon's entropy in nats; 0 for an empty sample.
  public static func shannon(_ counts: [Int]) -> Double {
    let total = Double(counts.reduce(0, +))
    return sum(counts) { -$0 / total * log($0 / total) }
  }

  /// The root of the summed squared frequencies: 1 for one clone; nil for an empty sample.
  public static func simpsonClonality(_ counts: [Int]) -> Double? {
    richness(counts) == 0 ? nil : squares(counts).squareRoot()
  }

  /// The reciprocal of the summed squared frequencies; nil for an empty sample.
  public static func inverseSimpson(_ counts: [Int]) -> Double? {
    richness(counts) == 0 ? nil : 1 / squares(counts)
  }

  /// One minus Pielou's evenness, `1 - H / ln S`; nil below two clones.
  public static func clonality(_ counts: [Int]) -> Double? {
    let clones = richness(counts)
    return clones < 2 ? nil : 1 - shannon(counts) / log(Double(clones))
  }

  /// Gini's coefficient of the counts of the clones seen: 0 if all are equal; nil if there are none.
  public static func gini(_ counts: [Int]) -> Double? {
    let groups = multiplicities(counts)
    if groups.isEmpty { return nil }
    // The sum of rank times count, ranks from 1 on; those of a group are in arithmetic progression.
    var (weighted, total, ranks) = (0.0, 0.0, 0.0)
    for (count, clones) in groups {
      let many = Double(clones)
      weighted += Double(count) * (many * ranks + many * (many + 1) / 2)
      total += Double(count) * many
      ranks += many
    }
    return 2 * weighted / (ranks * total) - (ranks + 1) / ranks
  }

  /// Hill's number of order `q`, the effective number of clones; 0 for an empty sample.
  ///
  /// Order 0 is richness, 1 the exponential of Shannon's entropy, 2 the inverse Simpson index.
  public static func hillNumber(_ counts: [Int], order q: Double) -> Double {
    if richness(counts) == 0 { return 0 }
    if q == 0 { return Double(richness(counts)) }
    if q == 1 { return exp(shannon(counts)) }
    let total = Double(counts.reduce(0, +))
    if q == .infinity { return total / Double(counts.max() ?? 0) }
    return pow(sum(counts) { pow($0 / total, q) }, 1 / (1 - q))
  }

  /// Good and Turing's share of the repertoire that belongs to clones seen: `1 - f1 / N`; nil for an
  /// empty sample.
  public static func goodTuringCoverage(_ counts: [Int]) -> Double? {
    let total = counts.reduce(0, +)
    return total == 0 ? nil : 1 - Double(counts.count { $0 == 1 }) / Double(total)
  }

  /// The expected number of clones among `depth` counts drawn without putting back (Hurlbert 1971).
  ///
  /// Nil if the sample holds fewer counts.
  public static func rarefiedRichness(_ counts: [Int], depth: Int) -> Double? {
    let total = counts.reduce(0, +)
    if depth > total || depth < 0 { return nil }
    var expected = 0.0
    for (count, clones) in multiplicities(counts) {
      let missed = HypergeometricDistribution(population: total, marked: count, draws: depth)
        .logPMF(0)
      expected -= Double(clones) * expm1(missed)
    }
    return expected
  }

  /// The share of all counts in the `clones` largest clones; nil for an empty sample.
  public static func topShare(_ counts: [Int], clones: Int) -> Double? {
    let total = counts.reduce(0, +)
    if total == 0 { return nil }
    var (top, left) = (0, max(clones, 0))
    for group in multiplicities(counts).reversed() where left > 0 {
      top += group.count * min(group.clones, left)
      left -= min(group.clones, left)
    }
    return Double(top) / Double(total)
  }

  /// How many clones have each count, by rising count.
  public static func multiplicities(_ counts: [Int]) -> [(count: Int, clones: Int)] {
    // Nearly all clones of a blood sample have few counts: those are tallied, the rest is sorted.
    var tally = [Int](repeating: 0, count: 256)
    var large: [Int] = []
    for count in counts where count > 0 {
      if count < tally.count { tally[count] += 1 } else { large.append(count) }
    }
    var groups = tally.indices.filter { tally[$0] > 0 }.map { (count: $0, clones: tally[$0]) }
    for count in large.sorted() {
      if let last = groups.indices.last, groups[last].count == count {
        groups[last].clones += 1
      } else {
        groups.append((count, 1))
      }
    }
    return groups
  }

  private static func squares(_ counts: [Int]) -> Double {
    let total = Double(counts.reduce(0, +))
    return sum(counts) { $0 / total * ($0 / total) }
  }

  /// Sums over groups of equal counts in rising order: fewer terms, and small ones first.
  private static func sum(_ counts: [Int], _ term: (Double) -> Double) -> Double {
    var total = 0.0
    for (count, clones) in multiplicities(counts) { total += Double(clones) * term(Double(count)) }
    return total
  }
}
