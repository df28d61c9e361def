import Sequences

/// The clonotypes of a sample as folding left them.
struct FoldedClonotypes: Sendable {
  let table: ClonotypeCounter
  let nodes: [ClonotypeNode]
  /// The main node of each entry.
  let mainNode: [Int32]
  /// The root of each node.
  let roots: [Int]
  /// The reads of each root with its family.
  let reads: [Int]
  /// The right junction, packed, of roots whose own holds an error.
  let corrected: [Int: [UInt64]]
  let kinship: GeneKinship
  /// The roots.
  let kept: [Int]
  /// Reads in all.
  let total: Int
  /// The reads of all roots, descending.
  let abundances: [Int]

  init(_ folding: ErrorFolding, roots: [Int], reads: [Int], corrected: [Int: [UInt64]]) {
    table = folding.table
    nodes = folding.nodes
    mainNode = folding.mainNode
    kinship = folding.kinship
    self.roots = roots
    self.reads = reads
    self.corrected = corrected
    kept = nodes.indices.filter { roots[$0] == $0 }
    abundances = kept.map { reads[$0] }.sorted(by: >)
    total = abundances.reduce(0, +)
  }

  /// The junction of a root, as codes 0 to 3.
  func junction(of root: Int) -> [UInt8] {
    var codes: [UInt8] = []
    table.write(junctionOf: nodes[root].entry, corrected: corrected[root], to: &codes)
    return codes
  }

  /// The same, packed.
  func words(of root: Int) -> [UInt64] {
    corrected[root] ?? table.words(of: table.entries[nodes[root].entry])
  }

  /// Bases that the junction of a root shares with another from one of the two ends on.
  func sharedBases(of root: Int, with codes: [UInt8], fromEnd: Bool) -> Int {
    let entry = table.entries[nodes[root].entry]
    let words = corrected[root]
    let length = Int(entry.length)
    var count = 0
    while count < min(length, codes.count) {
      let place = fromEnd ? length - 1 - count : count
      let base = words.map { Self.base(of: $0, at: place) } ?? table.base(of: entry, at: place)
      guard base == codes[fromEnd ? codes.count - 1 - count : count] else { break }
      count += 1
    }
    return count
  }

  private static func base(of words: [UInt64], at place: Int) -> UInt8 {
    UInt8((words[place / 32] >> UInt64(place % 32 * 2)) & 3)
  }

  /// `Locus.index` of a node.
  func locus(of node: Int) -> Int { Int(table.entries[nodes[node].entry].locus) }

  /// A number for locus and V, one for genes that are alike.
  func v(of node: Int) -> Int {
    locus(of: node) << 16 | kinship.vKin(of: nodes[node].v, in: table)
  }

  /// The same for J.
  func j(of node: Int) -> Int {
    locus(of: node) << 16 | kinship.jKin(of: nodes[node].j, in: table)
  }
}
