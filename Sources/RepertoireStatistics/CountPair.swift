/// All clones that have the same counts in two samples.
///
/// Tests and the fit depend on the counts alone, so a million clones become some two thousand pairs.
public struct CountPair: Sendable, Hashable, Comparable {
  /// The counts of each clone in the first sample.
  public var n1: Int
  /// The counts of each clone in the second sample.
  public var n2: Int
  /// How many clones have these counts.
  public var clones: Int

  /// The counts of each clone in both samples.
  public var total: Int { n1 + n2 }

  /// Creates a group of equal clones; nothing is negative.
  public init(n1: Int, n2: Int, clones: Int = 1) {
    precondition(n1 >= 0 && n2 >= 0 && clones >= 0, "counts are not negative")
    self.n1 = n1
    self.n2 = n2
    self.clones = clones
  }

  /// The same clones with the samples exchanged.
  public var swapped: CountPair { CountPair(n1: n2, n2: n1, clones: clones) }

  /// Orders by total, then by the second count.
  public static func < (a: CountPair, b: CountPair) -> Bool {
    (a.total, a.n2, a.clones) < (b.total, b.n2, b.clones)
  }

  /// Merges equal pairs and puts them into order, so that no result depends on the order of clones.
  public static func grouped(_ pairs: [CountPair]) -> [CountPair] {
    var groups: [CountPair] = []
    for pair in pairs.sorted() where pair.clones > 0 {
      if let last = groups.indices.last, groups[last].n1 == pair.n1, groups[last].n2 == pair.n2 {
        groups[last].clones += pair.clones
      } else {
        groups.append(pair)
      }
    }
    return groups
  }
}
