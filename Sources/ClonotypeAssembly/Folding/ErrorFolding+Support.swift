import Sequences

/// Neighbours that more reads speak for than have their exact junction.
///
/// Of three reads of a rare clonotype one or two bear another error besides, where qualities are
/// poor, so none of them alone withstands an abundant neighbour. All of them have the base that tells
/// the two apart.
extension ErrorFolding {
  /// What errors must be less likely by than a clonotype of its own, in thousandths of log10: three
  /// times.
  ///
  /// A judgement: errors that come back cost a row that is wrong.
  private static let margin = 500
  /// Clonotypes whose differences one task looks for.
  private static let share = 16384
  /// Differences that one task groups, those of one root together: the first thousand roots of a
  /// sample have most of them.
  private static let groupedShare = 8192

  /// A base of a folded clonotype that is another than its root's.
  private struct Difference {
    var root: Int32
    /// Place and base in one number.
    var change: Int32
    var node: Int32
    var qualitySum: Int32
    /// Whether it is the only one.
    var isOnly: Bool
    /// Whether the base is good enough to speak for itself.
    var isCertain: Bool
  }

  /// Takes the clonotypes with such a neighbour's base from the family of their root, where too many
  /// reads have it for errors; the one without another difference is their parent.
  func separateSupported(_ parents: inout [Int], threads: Int) async {
    guard model.rates.source == .data else { return }
    var roots = parents
    for number in nodes.indices { roots[number] = roots[roots[number]] }
    var familyReads = [Int](repeating: 0, count: nodes.count)
    for number in nodes.indices { familyReads[roots[number]] += readsOf[number] }
    let rootOf = roots
    let parts = await OrderedParts.map(count: nodes.count, step: Self.share, threads: threads) {
      numbers in
      var differences: [Difference] = []
      var fetch = EntryFetch()
      for number in numbers {
        if (number - numbers.lowerBound) % EntryFetch.step == 0 {
          let next = number..<min(numbers.upperBound, number + EntryFetch.step)
          fetch.touch(entryOf[next], in: table)
        }
        if rootOf[number] == number { continue }
        append(differencesOf: number, from: rootOf[number], to: &differences)
      }
      return differences
    }
    let groups = await supportedGroups(of: parts, familyReads, threads: threads)
    if !groups.isEmpty { separate(groups, &parents, &roots) }
  }

  /// The groups of clonotypes with one change of one root that errors do not explain, in the order of
  /// roots and changes.
  private func supportedGroups(
    of parts: [[Difference]], _ familyReads: [Int], threads: Int
  ) async -> [ArraySlice<Difference>] {
    // Counting sort by root; each root's stay in the order of nodes.
    var next = [Int32](repeating: 0, count: nodes.count + 1)
    for part in parts { for difference in part { next[Int(difference.root) + 1] += 1 } }
    for number in nodes.indices { next[number + 1] += next[number] }
    let starts = next
    let none = Difference(
      root: 0, change: 0, node: 0, qualitySum: 0, isOnly: false, isCertain: false)
    var differences = [Difference](repeating: none, count: Int(starts[nodes.count]))
    for part in parts {
      for difference in part {
        differences[Int(next[Int(difference.root)])] = difference
        next[Int(difference.root)] += 1
      }
    }
    let sorted = differences
    let parts = Self.parts(of: starts)
    let groups = await OrderedParts.map(count: parts.count, step: 1, threads: threads) { places in
      var groups: [ArraySlice<Difference>] = []
      var keys: [UInt64] = []
      for number in places.flatMap({ parts[$0] })
      where starts[number + 1] > starts[number] + 1 {
        appendSupported(
          sorted[Int(starts[number])..<Int(starts[number + 1])], familyReads[number], &keys,
          to: &groups)
      }
      return groups
    }
    return groups.flatMap { $0 }
  }

  /// Ranges of roots with about as many differences each, by where those of each root start.
  private static func parts(of starts: [Int32]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var first = 0
    for number in 0..<starts.count - 1
    where Int(starts[number + 1] - starts[first]) >= groupedShare || number == starts.count - 2 {
      parts.append(first..<number + 1)
      first = number + 1
    }
    return parts
  }

  private func appendSupported(
    _ ofRoot: ArraySlice<Difference>, _ familyReads: Int, _ keys: inout [UInt64],
    to groups: inout [ArraySlice<Difference>]
  ) {
    // By change, and within one in the order of nodes, which is theirs here: numbers sort in half
    // the time of differences.
    keys.removeAll(keepingCapacity: true)
    for place in ofRoot.indices {
      keys.append(UInt64(ofRoot[place].change) << 32 | UInt64(place - ofRoot.startIndex))
    }
    keys.sort()
    let differences = keys.map { ofRoot[ofRoot.startIndex + Int($0 & 0xFFFF_FFFF)] }
    var first = 0
    while first < differences.count {
      var end = first + 1
      while end < differences.count, differences[first].change == differences[end].change {
        end += 1
      }
      let group = differences[first..<end]
      first = end
      // One clonotype alone was asked before.
      guard group.count > 1, group.contains(where: { $0.isOnly }),
        !isError(group, familyReads: familyReads)
      else { continue }
      groups.append(group)
    }
  }

  private func separate(
    _ groups: [ArraySlice<Difference>], _ parents: inout [Int], _ roots: inout [Int]
  ) {
    var families: [Int: [Int]] = [:]
    // A look into the dictionary for each node took longer than all else here.
    var isAsked = [Bool](repeating: false, count: nodes.count)
    for group in groups { isAsked[Int(group[group.startIndex].root)] = true }
    for number in nodes.indices where isAsked[roots[number]] {
      families[roots[number], default: []].append(number)
    }
    for group in groups {
      guard let own = group.first(where: { $0.isOnly }) else { continue }
      let root = Int(own.root)
      parents[Int(own.node)] = Int(own.node)
      for member in group where member.node != own.node && roots[Int(member.node)] == root {
        parents[Int(member.node)] = Int(own.node)
        // It belongs to one of the neighbours alone.
        roots[Int(member.node)] = Int(own.node)
      }
      // The first in the order may be the one read with an error among several without.
      if parents[root] == root, isRestError(of: families[root] ?? [], group) {
        parents[root] = Int(own.node)
      }
    }
  }

  /// Whether those of a family that have its root's base are errors of the others.
  private func isRestError(of family: [Int], _ group: ArraySlice<Difference>) -> Bool {
    let first = group[group.startIndex]
    let root = table.entries[Int(entryOf[Int(first.root)])]
    let place = Int(first.change) >> 2
    let base = table.base(of: root, at: place)
    var (reads, sum) = (0, 0)
    for number in family {
      let entry = table.entries[Int(entryOf[number])]
      guard entry.length == root.length, table.base(of: entry, at: place) == base else { continue }
      reads += readsOf[number]
      sum += table.qualitySum(of: entry, at: place)
    }
    var (groupReads, groupSum) = (0, 0)
    for member in group {
      groupReads += readsOf[Int(member.node)]
      groupSum += Int(member.qualitySum)
    }
    guard reads > 0, reads < groupReads else { return false }
    let evidence = model.evidence(
      reads: reads, parentReads: groupReads,
      loss: model.loss(
        qualitySum: min(sum / reads, 255), reads: 1, parentQualitySum: min(groupSum, 255)),
      differences: 1)
    return evidence > threshold(of: first, reads: reads)
  }

  /// What the evidence for errors must be above for so many reads with a change.
  private func threshold(of difference: Difference, reads: Int) -> Int {
    let entry = table.entries[Int(entryOf[Int(difference.root)])]
    let place = Int(difference.change) >> 2
    return model.foldAbove(differences: 1, locus: entry.locus, reads: reads)
      - (isWritten(place, of: Int(difference.root), entry) ? ErrorModel.germlineBase : 0)
  }

  private func append(
    differencesOf number: Int, from root: Int, to differences: inout [Difference]
  ) {
    let a = table.entries[Int(entryOf[number])]
    let b = table.entries[Int(entryOf[root])]
    guard a.length == b.length else { return }
    let before = differences.count
    var count = 0
    for word in 0..<a.wordCount {
      let bases = table.word(word, of: a)
      var lanes = PackedWord.differences(bases, table.word(word, of: b))
      while lanes != 0 {
        let bit = lanes.trailingZeroBitCount
        lanes &= lanes &- 1
        count += 1
        let place = word &* 32 &+ bit / 2
        let sum = table.qualitySum(of: a, at: place)
        // A worse base says too little.
        let isCertain =
          sum >= Self.certainQuality
          && model.meanQuality(sum: sum, reads: readsOf[number]) >= Self.certainQuality
        guard isCertain || count == 1 else { continue }
        differences.append(
          Difference(
            root: Int32(root), change: Int32(place << 2) | Int32((bases >> UInt64(bit)) & 3),
            node: Int32(number), qualitySum: Int32(sum), isOnly: false, isCertain: isCertain))
      }
    }
    if count == 1 {
      // The exact junction names the neighbour however poor its own reads are: others speak for it.
      differences[before].isOnly = true
    } else if differences.count > before, !differences[before].isCertain {
      differences.remove(at: before)
    }
  }

  /// Whether errors of a family explain so many reads with one change.
  ///
  /// Where the exact junction's own reads are poor in the mean, the good ones are asked without them
  /// and with them: a read speaks against errors or says nothing, so either may tell.
  private func isError(_ group: ArraySlice<Difference>, familyReads: Int) -> Bool {
    var reads = 0
    var sum = 0
    var poorReads = 0
    var poorSum = 0
    for member in group {
      if member.isCertain {
        reads += readsOf[Int(member.node)]
        sum += Int(member.qualitySum)
      } else {
        poorReads += readsOf[Int(member.node)]
        poorSum += Int(member.qualitySum)
      }
    }
    guard reads > 0 else { return true }
    let first = group[group.startIndex]
    return isError(first, reads: reads, qualitySum: sum, familyReads: familyReads)
      && (poorReads == 0
        || isError(
          first, reads: reads + poorReads, qualitySum: sum + poorSum, familyReads: familyReads))
  }

  private func isError(
    _ difference: Difference, reads: Int, qualitySum: Int, familyReads: Int
  ) -> Bool {
    let entry = table.entries[Int(entryOf[Int(difference.root)])]
    let place = Int(difference.change) >> 2
    let evidence = model.evidence(
      reads: reads, parentReads: familyReads - reads,
      loss: model.loss(
        qualitySum: min(qualitySum / reads, 255), reads: 1,
        parentQualitySum: table.qualitySum(of: entry, at: place)), differences: 1)
    return evidence > threshold(of: difference, reads: reads) - Self.margin
  }
}
