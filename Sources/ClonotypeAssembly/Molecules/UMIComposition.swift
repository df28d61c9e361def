import Glibc
import Sequences

/// How often each base stands at each place of the identifiers of a sample.
///
/// Tells how probable it is that a new molecule gets a given identifier: kits with fixed bases or
/// uneven synthesis have fewer identifiers than 4 to the length.
public struct UMIComposition: Sendable {
  /// Identifiers with each base that a place has before any is seen: a few molecules do not tell
  /// which bases are rare.
  private static let prior = 25

  private var counts = [Int](repeating: 0, count: UMI.capacity * 4)
  /// Identifiers counted.
  public private(set) var total = 0

  /// A composition of nothing.
  public init() {}

  /// Counts one identifier.
  mutating func count(_ umi: UMI) {
    total += 1
    var bases = umi.bases
    var position = umi.count
    while position > 0 {
      position &-= 1
      counts[position &* 4 &+ Int(bases & 3)] &+= 1
      bases &>>= 2
    }
  }

  /// Adds the identifiers that another worker counted.
  mutating func merge(_ other: UMIComposition) {
    for at in counts.indices { counts[at] += other.counts[at] }
    total += other.total
  }

  /// For each place and base log10 of its share, in thousandths.
  func logarithms() -> [Int] {
    counts.indices.map { at in
      let place = at / 4 * 4
      let all = counts[place] + counts[place + 1] + counts[place + 2] + counts[place + 3]
      let prior = Self.prior
      return Int((log10(Double(counts[at] + prior) / Double(all + 4 * prior)) * 1000).rounded())
    }
  }

  /// How many equally frequent identifiers would collide as often.
  public var effectiveNumber: Double {
    var number = 1.0
    for place in stride(from: 0, to: counts.count, by: 4) {
      let all = Double(counts[place..<place + 4].reduce(0, +))
      guard all > 0 else { continue }
      number /= counts[place..<place + 4].reduce(0) { $0 + (Double($1) / all) * (Double($1) / all) }
    }
    return number
  }
}
