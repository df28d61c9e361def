import Repertoires

/// How often each base stands at each place of the identifiers of a sample, by their length.
///
/// Tells how probable it is that two molecules have one identifier by chance: kits with fixed bases
/// or uneven synthesis have fewer identifiers than 4 to the length.
struct IdentifierComposition: Sendable, Equatable {
  /// Counts by place and base code, by length; empty for lengths that do not occur.
  private var counts: [[Int]] = []
  /// Identifiers, each once.
  private(set) var total = 0

  mutating func count(_ identifier: UMI) {
    let length = identifier.count
    while counts.count <= length { counts.append([]) }
    if counts[length].isEmpty { counts[length] = [Int](repeating: 0, count: 4 * length) }
    total += 1
    for place in 0..<length { counts[length][4 * place + Int(identifier.code(at: place))] += 1 }
  }

  /// Bases of the longest identifier.
  var longest: Int { max(0, counts.count - 1) }

  /// The probability that a molecule of one sample has the identifier of one of the other, if bases
  /// stand independently as in both samples together.
  func chance(with other: IdentifierComposition) -> Double {
    guard total > 0, other.total > 0 else { return 0 }
    var chance = 0.0
    for length in 1..<max(1, min(counts.count, other.counts.count)) {
      let (a, b) = (counts[length], other.counts[length])
      guard !a.isEmpty, !b.isEmpty else { continue }
      var same = 1.0
      for place in stride(from: 0, to: a.count, by: 4) {
        let sums = (place..<place + 4).map { Double(a[$0] + b[$0]) }
        let all = sums.reduce(0, +)
        same *= sums.reduce(0) { $0 + ($1 / all) * ($1 / all) }
      }
      // Each base of a place is one identifier of the length.
      let shares =
        Double(a[..<4].reduce(0, +)) / Double(total) * Double(b[..<4].reduce(0, +))
        / Double(other.total)
      chance += same * shares
    }
    return min(1, chance)
  }
}
