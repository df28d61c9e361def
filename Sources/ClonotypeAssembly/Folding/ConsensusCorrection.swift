import Sequences

/// Decides the junction of small families base by base.
///
/// Where a clonotype was read a few times only, the first of its copies may bear an error itself.
/// Each base of the family is the one with the highest quality sum; a family whose junction turns
/// out to be that of another clonotype joins it.
struct ConsensusCorrection: Sendable {
  /// Roots with more reads than this are not voted on: their bases are certain.
  private static let mostReads = 8
  /// Families that one task votes on.
  private static let share = 2048

  /// A junction that no read shows.
  private struct NewJunction: Hashable {
    var words: [UInt64]
    var length: Int32
    var locus: UInt8
  }

  private let folding: ErrorFolding
  private var table: ClonotypeCounter { folding.table }
  private var nodes: [ClonotypeNode] { folding.nodes }

  /// Corrects what this folding found.
  init(_ folding: ErrorFolding) { self.folding = folding }

  /// Corrects `roots` in place; returns the new junction, packed, of each root whose junction no
  /// read shows as it is.
  func apply(to roots: inout [Int], threads: Int) async -> [Int: [UInt64]] {
    var families: [Int: [Int]] = [:]
    for number in nodes.indices where roots[number] != number {
      let root = roots[number]
      if nodes[root].reads <= Self.mostReads { families[root, default: [root]].append(number) }
    }
    // Few junctions have a second V or J.
    var otherNodes: [Int: [Int]] = [:]
    for number in nodes.indices where !nodes[number].isMain {
      otherNodes[nodes[number].entry, default: []].append(number)
    }
    let before = roots
    var corrected: [Int: [UInt64]] = [:]
    // Roots by the new junction that they came to: two families may agree on one.
    var rootsOfNew: [NewJunction: [Int]] = [:]
    for (members, words) in await votes(of: families, threads: threads) {
      let root = members[0]
      let entry = table.entries[nodes[root].entry]
      if table.words(of: entry) == words { continue }
      // Decided on the families as they were, so their order does not matter.
      if let known = table.find(words, length: Int(entry.length), locus: entry.locus),
        let target = ([Int(folding.mainNode[known])] + (otherNodes[known] ?? [])).first(where: {
          $0 >= 0 && folding.agree($0, root)
        })
      {
        let joined = before[target] == root ? target : before[target]
        for member in members { roots[member] = joined }
        continue
      }
      let new = NewJunction(words: words, length: entry.length, locus: entry.locus)
      if let joined = rootsOfNew[new]?.first(where: { folding.agree($0, root) }) {
        for member in members { roots[member] = joined }
      } else {
        rootsOfNew[new, default: []].append(root)
        corrected[root] = words
      }
    }
    // A family that joined one that joined another follows it.
    for number in roots.indices {
      var root = roots[number]
      var steps = 0
      while roots[root] != root && steps < roots.count {
        root = roots[root]
        steps += 1
      }
      roots[number] = roots[root] == root ? root : before[number]
    }
    return corrected
  }

  /// The members of each family, its root first, and their junction; in the order of the roots.
  private func votes(
    of families: [Int: [Int]], threads: Int
  ) async -> [(members: [Int], words: [UInt64])] {
    let ordered = families.values.sorted { $0[0] < $1[0] }
    let parts = await OrderedParts.map(count: ordered.count, step: Self.share, threads: threads) {
      places in places.map { vote(ordered[$0]) }
    }
    return Array(zip(ordered, parts.joined()))
  }

  /// The base with the highest quality sum at each place; the root's among equals.
  private func vote(_ members: [Int]) -> [UInt64] {
    let root = table.entries[nodes[members[0]].entry]
    var words = [UInt64](repeating: 0, count: root.wordCount)
    // What lost or gained a base does not stand beside the others.
    let members = members.filter { table.entries[nodes[$0].entry].length == root.length }
    for position in 0..<Int(root.length) {
      var sums: InlineArray<4, Int> = [0, 0, 0, 0]
      for member in members {
        let entry = table.entries[nodes[member].entry]
        sums[Int(table.base(of: entry, at: position))] += Int(
          table.qualitySums[entry.qualities + position])
      }
      var best = Int(table.base(of: root, at: position))
      for code in 0..<4 where sums[code] > sums[best] { best = code }
      words[position / 32] |= UInt64(best) << UInt64(position % 32 * 2)
    }
    return words
  }
}
