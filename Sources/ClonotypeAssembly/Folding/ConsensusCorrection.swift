import Sequences

/// Decides the junction of small families base by base.
///
/// Where a clonotype was read a few times only, the first of its copies may bear an error itself.
/// Each base of the family is the one with the highest quality sum, or the gene's where that is a bad
/// one within V or J; a family whose junction turns out to be that of another clonotype joins it.
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
  /// What V and J write; nil where it is not asked.
  private let germline: GermlineCorrection?
  private var table: ClonotypeCounter { folding.table }
  private var nodes: [ClonotypeNode] { folding.nodes }

  /// Corrects what this folding found.
  ///
  /// - Parameter germline: What V and J write of junctions; nil for molecules, of which each was
  ///   corrected by it.
  init(_ folding: ErrorFolding, germline: GermlineCorrection?) {
    self.folding = folding
    self.germline = germline
  }

  /// Corrects `roots` in place; returns the new junction, packed, of each root whose junction no
  /// read shows as it is.
  func apply(to roots: inout [Int], threads: Int) async -> [Int: [UInt64]] {
    let families = SmallFamilies(
      roots: roots, readsOf: folding.readsOf, most: Self.mostReads, withSingles: germline != nil)
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

  /// The families whose junction is another than their root's, with it; in the order of the roots.
  private func votes(
    of families: SmallFamilies, threads: Int
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
        if let words = corrected(members) { changed.append((family, words)) }
      }
      return changed
    }
    return parts.flatMap { $0 }
  }

  /// What the members' votes and the genes make of the root's junction; nil where that is what it is.
  private func corrected(_ members: ArraySlice<Int32>) -> [UInt64]? {
    let voted = members.count > 1 ? vote(members) : nil
    guard let germline else { return voted }
    let root = entry(of: members[members.startIndex])
    let length = Int(root.length)
    var words = voted ?? table.words(of: root)
    let quality = quality(of: words, members)
    guard quality.isUncertain(length) else { return voted }
    var codes: [UInt8] = []
    Nucleotide.write(codesOfPacked: { words[$0] }, count: length, to: &codes)
    let node = nodes[Int(members[members.startIndex])]
    let isChanged = germline.correct(
      &codes, quality: quality, v: table.vTies.targets(of: node.v),
      j: table.jTies.targets(of: node.j))
    if isChanged { words = PackedWord.pack(codes: codes) }
    return isChanged || voted != nil ? words : nil
  }

  /// The quality sum of each base of a junction over the members, less that of the next best base, as
  /// molecules have it.
  private func quality(of words: [UInt64], _ members: ArraySlice<Int32>) -> PackedQuality {
    let length = Int(entry(of: members[members.startIndex]).length)
    var quality = PackedQuality()
    for place in 0..<min(length, PackedQuality.capacity) {
      let code = Int((words[place / 32] >> UInt64(place % 32 * 2)) & 3)
      let sums = sums(of: members, at: place)
      var other = 0
      for rival in 0..<4 where rival != code { other = max(other, sums[rival]) }
      quality.set(max(0, sums[code] - other), at: place)
    }
    return quality
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
    let sums = sums(of: members, at: position)
    var best = own
    for code in 0..<4 where sums[code] > sums[best] { best = code }
    return best
  }

  /// The quality sums of the four bases at a place, of the members of the root's length.
  private func sums(of members: ArraySlice<Int32>, at position: Int) -> InlineArray<4, Int> {
    let length = entry(of: members[members.startIndex]).length
    var sums: InlineArray<4, Int> = [0, 0, 0, 0]
    for member in members {
      let entry = entry(of: member)
      guard entry.length == length else { continue }
      sums[Int(table.base(of: entry, at: position))] += table.qualitySum(of: entry, at: position)
    }
    return sums
  }

  private func entry(of node: Int32) -> JunctionEntry {
    table.entries[Int(folding.entryOf[Int(node)])]
  }
}
