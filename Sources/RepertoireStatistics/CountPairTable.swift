/// The distinct pairs of counts of two samples, and how many clones have each.
///
/// A million clones are some two thousand pairs: what is summed over clones is summed over these,
/// in their order, so that no sum depends on the order of clones.
public struct CountPairTable: Sendable {
  /// Pairs in order of total and second count; clones in neither sample are left out.
  public private(set) var pairs: [CountPair] = []

  // Nearly all clones have fewer counts on both sides: they are tallied, the rest is sorted.
  private static let width = 64

  /// The pairs of clones that have at least `minimum` counts on both sides together.
  public init(_ first: [Int], _ second: [Int], minimum: Int = 1) {
    precondition(first.count == second.count, "both samples list the same clones")
    var small = [Int](repeating: 0, count: Self.width * Self.width)
    var large: [CountPair] = []
    let least = max(1, minimum)
    for clone in first.indices {
      let (n1, n2) = (first[clone], second[clone])
      guard n1 + n2 >= least else { continue }
      if n1 < Self.width, n2 < Self.width {
        small[n1 * Self.width + n2] += 1
      } else {
        large.append(CountPair(n1: n1, n2: n2))
      }
    }
    for place in small.indices where small[place] > 0 {
      large.append(
        CountPair(n1: place / Self.width, n2: place % Self.width, clones: small[place]))
    }
    pairs = CountPair.grouped(large)
  }
}
