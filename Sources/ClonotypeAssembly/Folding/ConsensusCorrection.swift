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
    let families = Families(roots: roots, readsOf: folding.readsOf)
    // Few junctions have a second V or J.
    var otherNodes: [Int: [Int]] = [:]
    for number in nodes.indices where !nodes[number].isMain {
      otherNodes[nodes[number].entry, default: []].append(number)
    }
    let before = roots
    var corrected: [Int: [UInt64]] = [:]
    // Roots by the new junction that they came to: two families may agree on one.
    var rootsOfNew: [NewJunction: [Int]] = [:]
    for (family, words) in await votes(of: families, threads: threads) {
      let members = families[family].map { Int($0) }
      let root = members[0]
      let entry = table.entries[nodes[root].entry]
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

  /// Families with few enough reads: their members laid end to end, each family's root first.
  private struct Families: Sendable {
    private var members: [Int32] = []
    private var starts: [Int32] = []

    init(roots: [Int], readsOf: [Int]) {
      // How many a root has beside itself, then where the next one stands.
      var next = [Int32](repeating: 0, count: roots.count)
      var total = 0
      for number in roots.indices
      where roots[number] != number && readsOf[roots[number]] <= ConsensusCorrection.mostReads {
        total += next[roots[number]] == 0 ? 2 : 1
        next[roots[number]] += 1
      }
      members.reserveCapacity(total)
      for number in roots.indices where next[number] > 0 {
        starts.append(Int32(members.count))
        let count = Int(next[number])
        next[number] = Int32(members.count + 1)
        members.append(contentsOf: repeatElement(Int32(number), count: count + 1))
      }
      starts.append(Int32(members.count))
      for number in roots.indices
      where roots[number] != number && readsOf[roots[number]] <= ConsensusCorrection.mostReads {
        members[Int(next[roots[number]])] = Int32(number)
        next[roots[number]] += 1
      }
    }

    var count: Int { starts.count - 1 }

    subscript(family: Int) -> ArraySlice<Int32> {
      members[Int(starts[family])..<Int(starts[family + 1])]
    }

    /// The members of a family and of what follows, so many in all or more.
    func members(from family: Int, atLeast count: Int) -> ArraySlice<Int32> {
      let start = Int(starts[family])
      let end = max(Int(starts[family + 1]), start + count)
      return members[start..<min(members.count, end)]
    }
  }

  /// The families whose junction is another than their root's, with it; in the order of the roots.
  private func votes(
    of families: Families, threads: Int
  ) async -> [(family: Int, words: [UInt64])] {
    let parts = await OrderedParts.map(count: families.count, step: Self.share, threads: threads) {
      places in
      var changed: [(family: Int, words: [UInt64])] = []
      var fetch = EntryFetch()
      var touched = 0
      for family in places {
        let members = families[family]
        if members.endIndex > touched {
          let next = families.members(from: family, atLeast: EntryFetch.step)
          fetch.touch(next, through: folding.entryOf, in: table)
          touched = next.endIndex
        }
        if let words = vote(members) { changed.append((family, words)) }
      }
      return changed
    }
    return parts.flatMap { $0 }
  }

  /// The base with the highest quality sum at each place, the root's among equals; nil where all are
  /// the root's.
  private func vote(_ members: ArraySlice<Int32>) -> [UInt64]? {
    let root = entry(of: members[members.startIndex])
    var changed: [UInt64]?
    for word in 0..<root.wordCount {
      let own = table.word(word, of: root)
      var lanes: UInt64 = 0
      for member in members.dropFirst() {
        let entry = entry(of: member)
        // What lost or gained a base does not stand beside the others.
        guard entry.length == root.length else { continue }
        lanes |= PackedWord.differences(own, table.word(word, of: entry))
      }
      while lanes != 0 {
        let bit = UInt64(lanes.trailingZeroBitCount)
        lanes &= lanes &- 1
        let code = Int((own >> bit) & 3)
        let best = best(of: members, at: word &* 32 &+ Int(bit / 2), own: code)
        if best == code { continue }
        var words = changed ?? table.words(of: root)
        words[word] ^= UInt64(best ^ code) << bit
        changed = words
      }
    }
    return changed
  }

  /// The base with the highest quality sum at a place.
  private func best(of members: ArraySlice<Int32>, at position: Int, own: Int) -> Int {
    let length = entry(of: members[members.startIndex]).length
    var sums: InlineArray<4, Int> = [0, 0, 0, 0]
    for member in members {
      let entry = entry(of: member)
      guard entry.length == length else { continue }
      sums[Int(table.base(of: entry, at: position))] += table.qualitySum(of: entry, at: position)
    }
    var best = own
    for code in 0..<4 where sums[code] > sums[best] { best = code }
    return best
  }

  private func entry(of node: Int32) -> JunctionEntry {
    table.entries[Int(folding.entryOf[Int(node)])]
  }
}
