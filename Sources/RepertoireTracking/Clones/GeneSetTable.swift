import Repertoires

/// The sets of genes that calls may stand for, so that calls of several samples can be compared.
///
/// Alleles and orphons are dropped. Two sets intersect when a gene of one is a gene of the other or
/// a family that holds it; the blank set intersects every set.
struct GeneSetTable {
  /// The blank set.
  static let blank: UInt32 = 0

  private(set) var sets: [[String]] = [[]]
  private var numbers: [[String]: UInt32] = [[]: 0]
  private var known: [UInt64: Bool] = [:]

  /// The number of the set of a call.
  mutating func id(of call: GeneCall) -> UInt32 {
    let genes = Set(call.genes.filter { !Self.isOrphon($0) }.map(Self.locusGene)).sorted()
    if let number = numbers[genes] { return number }
    let number = UInt32(sets.count)
    sets.append(genes)
    numbers[genes] = number
    return number
  }

  /// Whether two sets may name one gene.
  mutating func intersect(_ a: UInt32, _ b: UInt32) -> Bool {
    if a == b || a == Self.blank || b == Self.blank { return true }
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let answer = known[key] { return answer }
    let answer = sets[Int(a)].contains { x in
      sets[Int(b)].contains { y in x == y || Self.family(x, holds: y) || Self.family(y, holds: x) }
    }
    known[key] = answer
    return answer
  }

  /// Genes outside the locus, as `TRBV20/OR9-2`; no gene of a locus has `OR` in its name.
  static func isOrphon(_ gene: String) -> Bool { gene.uppercased().contains("OR") }

  /// Whether `TRBV6` stands for `TRBV6-2`: a name that goes on behind a hyphen.
  static func family(_ family: String, holds gene: String) -> Bool {
    gene.utf8.count > family.utf8.count && gene.hasPrefix(family)
      && gene.utf8.dropFirst(family.utf8.count).first == UInt8(ascii: "-")
  }

  /// `TRAV29/DV5`, written `TRAV29DV5` by some, is one gene under two names: the alpha one.
  static func locusGene(_ gene: String) -> String {
    guard gene.hasPrefix("TRAV") else { return gene }
    let alpha = gene.prefix { $0 != "/" }
    let head = alpha.utf8.split(separator: UInt8(ascii: "D")).first.map { String(Substring($0)) }
    return head ?? gene
  }
}
