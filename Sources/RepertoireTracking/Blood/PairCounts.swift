import RepertoireStatistics

/// The distinct count pairs of a comparison: a million clones are some two thousand of them.
struct PairCounts: Sendable {
  let total1: Int
  let total2: Int
  /// Distinct pairs with enough counts, in order of total and second count.
  private(set) var pairs: [CountPair] = []
  private var places: [UInt64: Int32] = [:]

  /// Pairs of clones that have at least `minimumCount` counts on both sides together.
  init(_ first: [Int], _ second: [Int], total1: Int, total2: Int, minimumCount: Int) {
    precondition(first.count == second.count, "both sides list the same clones")
    self.total1 = total1
    self.total2 = total2
    pairs = CountPairTable(first, second, minimum: minimumCount).pairs
    places.reserveCapacity(pairs.count)
    for (place, pair) in pairs.enumerated() { places[Self.key(pair.n1, pair.n2)] = Int32(place) }
  }

  /// Clones with enough counts.
  var tested: Int { pairs.reduce(0) { $0 + $1.clones } }

  /// Clones seen on both sides with 20 counts or more.
  var shared: Int {
    pairs.reduce(0) { $0 + ($1.n1 > 0 && $1.n2 > 0 && $1.total >= 20 ? $1.clones : 0) }
  }

  /// Of clones that either side should show several times, were nothing changed, the share that both
  /// do show; nil below 20 such clones.
  ///
  /// A clone should be seen where its counts, parted by depth and worth one cell each `clumping`,
  /// give at least three cells on either side: then one in twenty is missed by chance.
  func sharedShare(clumping: Double) -> Double? {
    let least = 3 * clumping / min(depthShare, 1 - depthShare)
    var (expected, found) = (0, 0)
    for pair in pairs where Double(pair.total) >= least {
      expected += pair.clones
      if pair.n1 > 0, pair.n2 > 0 { found += pair.clones }
    }
    return expected < 20 ? nil : Double(found) / Double(expected)
  }

  /// Share of the second side by depth.
  var depthShare: Double { Double(total2) / (Double(total1) + Double(total2)) }

  /// Place of a pair; nil when it has too few counts.
  func place(_ n1: Int, _ n2: Int) -> Int? { places[Self.key(n1, n2)].map(Int.init) }

  private static func key(_ n1: Int, _ n2: Int) -> UInt64 {
    precondition(n1 <= 0xFFFF_FFFF && n2 <= 0xFFFF_FFFF, "a clone has fewer than 2^32 counts")
    return UInt64(n1) << 32 | UInt64(n2)
  }
}
