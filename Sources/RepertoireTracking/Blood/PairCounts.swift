import RepertoireStatistics

/// The distinct count pairs of a comparison: a million clones are some two thousand of them.
struct PairCounts: Sendable {
  let total1: Int
  let total2: Int
  /// Distinct pairs with enough counts, in order of total and second count.
  private(set) var pairs: [CountPair] = []
  private var places: [UInt64: Int32] = [:]
  // Nearly all clones have few counts: their places are looked up without hashing.
  private static let width = 64
  private var smallPlaces = [Int32](repeating: -1, count: width * width)
  private let minimumCount: Int

  /// Pairs of clones that have at least `minimumCount` counts on both sides together.
  init(_ first: [Int], _ second: [Int], total1: Int, total2: Int, minimumCount: Int) {
    precondition(first.count == second.count, "both sides list the same clones")
    self.total1 = total1
    self.total2 = total2
    self.minimumCount = minimumCount
    pairs = CountPairTable(first, second, minimum: minimumCount).pairs
    places.reserveCapacity(pairs.count)
    for (place, pair) in pairs.enumerated() {
      if pair.n1 < Self.width, pair.n2 < Self.width {
        smallPlaces[pair.n1 * Self.width + pair.n2] = Int32(place)
      } else {
        places[Self.key(pair.n1, pair.n2)] = Int32(place)
      }
    }
  }

  /// Clones with enough counts.
  var tested: Int { pairs.reduce(0) { $0 + $1.clones } }

  /// Clones seen on both sides with 20 counts or more.
  var shared: Int {
    pairs.reduce(0) { $0 + ($1.n1 > 0 && $1.n2 > 0 && $1.total >= 20 ? $1.clones : 0) }
  }

  // STATISTICS 3.7 looks at clones of weight; a hundred a side carry most of what drifts.
  private static let largest = 100
  private static let leastExpected = 5.0
  private static let leastClones = 20

  /// Of the hundred largest clones of either side that the other should show, the share that it does
  /// show; nil below 20 such clones.
  ///
  /// A clone should be seen where the other side's depth gives it five cells, were nothing changed;
  /// clones that tie with the hundredth are looked at too.
  func sharedShare(countsPerCell: Double) -> Double? {
    var (expected, found) = (0, 0)
    for isFirst in [true, false] {
      let ratio = Double(isFirst ? total2 : total1) / Double(isFirst ? total1 : total2)
      let least = Self.leastExpected * max(1, countsPerCell) / ratio
      var taken: (clones: Int, count: Int) = (0, 0)
      let byCount = pairs.sorted { (isFirst ? $0.n1 : $0.n2) > (isFirst ? $1.n1 : $1.n2) }
      for pair in byCount {
        let (own, other) = isFirst ? (pair.n1, pair.n2) : (pair.n2, pair.n1)
        if Double(own) < least || taken.clones >= Self.largest && own < taken.count { break }
        taken = (taken.clones + pair.clones, own)
        expected += pair.clones
        if other > 0 { found += pair.clones }
      }
    }
    return expected < Self.leastClones ? nil : Double(found) / Double(expected)
  }

  /// Share of the second side by depth.
  var depthShare: Double { Double(total2) / (Double(total1) + Double(total2)) }

  /// Place of a pair; nil when it has too few counts.
  func place(_ n1: Int, _ n2: Int) -> Int? {
    guard n1 + n2 >= minimumCount else { return nil }
    if n1 < Self.width, n2 < Self.width {
      let place = smallPlaces[n1 * Self.width + n2]
      return place < 0 ? nil : Int(place)
    }
    return places[Self.key(n1, n2)].map(Int.init)
  }

  private static func key(_ n1: Int, _ n2: Int) -> UInt64 {
    precondition(n1 <= 0xFFFF_FFFF && n2 <= 0xFFFF_FFFF, "a clone has fewer than 2^32 counts")
    return UInt64(n1) << 32 | UInt64(n2)
  }
}
