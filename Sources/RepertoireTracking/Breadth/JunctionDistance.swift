/// How unlike two junctions are to the eye of a peptide: the CDR3 part of TCRdist.
///
/// Dash et al., Nature 2017, with the weights of its published code: amino acids cost 4 less their
/// BLOSUM62 score, 4 at most and 0 for equal ones; residues of unequal length cost 4 each at the
/// best place of one gap; three residues at the V end and two at the J end do not count; the sum
/// weighs three. The other loops belong to V genes: compare clones of one V gene.
enum JunctionDistance {
  /// Distance below which clones of one V gene are taken for one specificity: two unlike residues.
  static let radius = 24

  private static let weight = 3
  private static let most = 4
  private static let vEnd = 3
  private static let jEnd = 2

  /// The distance of two junctions by amino acids; nil where one is too short to compare.
  static func between(_ a: [UInt8], _ b: [UInt8]) -> Int? {
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard short.count > vEnd + jEnd else { return nil }
    let gap = long.count - short.count
    let (first, last) = (vEnd, short.count - jEnd)
    if gap == 0 { return weight * substitutions(short, long, first..<last, shift: 0) }
    var best = Int.max
    for place in first...last {
      let cost =
        substitutions(short, long, first..<place, shift: 0)
        + substitutions(short, long, place..<last, shift: gap)
      best = min(best, cost)
    }
    return weight * (best + most * gap)
  }

  /// Whether two junctions of one length differ in at most one amino acid.
  static func differByOneAtMost(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var mismatches = 0
    for place in a.indices where a[place] != b[place] { mismatches += 1 }
    return mismatches <= 1
  }

  private static func substitutions(
    _ a: [UInt8], _ b: [UInt8], _ range: Range<Int>, shift: Int
  ) -> Int {
    range.reduce(0) { $0 + cost(a[$1], b[$1 + shift]) }
  }

  /// The cost of one amino acid for another; letters that are none cost the most.
  static func cost(_ a: UInt8, _ b: UInt8) -> Int {
    if a == b { return 0 }
    guard let row = index[a], let column = index[b] else { return most }
    let (low, high) = (min(row, column), max(row, column))
    return min(most, most - Int(similar[UInt16(low) << 8 | UInt16(high)] ?? 0))
  }

  private static let residues = Array("ARNDCQEGHILKMFPSTWYV".utf8)
  private static let index: [UInt8: Int] = Dictionary(
    uniqueKeysWithValues: residues.enumerated().map { ($1, $0) })

  /// Pairs of different residues that BLOSUM62 scores above zero (Henikoff and Henikoff 1992): all
  /// others cost the most.
  private static let similar: [UInt16: Int8] = {
    let pairs: [(String, Int8)] = [
      ("AS", 1), ("RQ", 1), ("RK", 2), ("ND", 1), ("NH", 1), ("NS", 1), ("DE", 2), ("QE", 2),
      ("QK", 1), ("EK", 1), ("HY", 2), ("IL", 2), ("IM", 1), ("IV", 3), ("LM", 2), ("LV", 1),
      ("MV", 1), ("FW", 1), ("FY", 3), ("ST", 1), ("WY", 2),
    ]
    var scores: [UInt16: Int8] = [:]
    for (pair, score) in pairs {
      let places = pair.utf8.compactMap { index[$0] }.sorted()
      scores[UInt16(places[0]) << 8 | UInt16(places[1])] = score
    }
    return scores
  }()
}
