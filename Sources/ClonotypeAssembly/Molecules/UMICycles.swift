import Glibc
public import Sequences

/// Whether the bases at the places of identifiers are random ones, over the molecules of a sample.
///
/// Those of a true identifier are of any kind and independent of each other. A linker has one base
/// at each place; those of genes go with their neighbours. Molecules are counted after the
/// correction of identifiers, since the many errors of a few would look alike.
public struct UMICycles: Sendable {
  /// The farthest neighbour that a place is compared with.
  private static let reach = 2
  /// Molecules below which nothing is told.
  public static let fewest = 60
  /// A base with so much of a place prevails there.
  private static let fixedShare = 0.8
  /// Of the entropy that the place could have: identifiers are synthesized unevenly, three bases
  /// of four in equal shares have .79.
  private static let randomEntropy = 0.725
  /// Bits that a place may say of another one; places of genes say .3 and more.
  private static let randomCoupling = 0.15

  private var counts = [Int](repeating: 0, count: UMI.capacity * 4)
  private var pairs = [Int](repeating: 0, count: UMI.capacity * Self.reach * 16)
  /// Places of the longest identifier.
  public private(set) var places = 0

  /// Cycles of nothing.
  public init() {}

  /// Counts the identifier of a molecule.
  public mutating func count(_ umi: UMI) {
    places = max(places, umi.count)
    for place in 0..<umi.count {
      let code = Int(umi.code(at: place))
      counts[place &* 4 &+ code] &+= 1
      var distance = 1
      while distance <= Self.reach, place &+ distance < umi.count {
        let joint = code &* 4 &+ Int(umi.code(at: place &+ distance))
        pairs[(place &* Self.reach &+ distance &- 1) &* 16 &+ joint] &+= 1
        distance &+= 1
      }
    }
  }

  /// Adds the molecules that another worker counted.
  mutating func merge(_ other: UMICycles) {
    places = max(places, other.places)
    for at in counts.indices { counts[at] += other.counts[at] }
    for at in pairs.indices { pairs[at] += other.pairs[at] }
  }

  /// Whether a place holds random bases; nil where too few molecules have it.
  ///
  /// - Parameter letters: The bases that may stand there.
  public func isRandom(_ place: Int, letters: Int = 4) -> Bool? {
    let own = counts[place * 4..<place * 4 + 4]
    let all = own.reduce(0, +)
    guard all >= Self.fewest else { return nil }
    guard Double(own.max() ?? 0) < Self.fixedShare * Double(all),
      BaseEntropy.bits(own) >= Self.randomEntropy * log2(Double(max(letters, 2)))
    else { return false }
    return (1...Self.reach).allSatisfy { distance in
      information(place, distance) <= Self.randomCoupling
        && (place < distance || information(place - distance, distance) <= Self.randomCoupling)
    }
  }

  /// What a place says of one behind it, in bits; its expectation by chance is taken off.
  private func information(_ place: Int, _ distance: Int) -> Double {
    let start = (place * Self.reach + distance - 1) * 16
    let joint = pairs[start..<start + 16]
    return joint.reduce(0, +) >= Self.fewest ? BaseEntropy.shared(joint) : 0
  }
}
