import Sequences

/// The cheap search: parents that differ in one uncertain base are looked up in the counting table.
extension ErrorFolding {
  /// With more uncertain bases than this a junction is not probed: each costs three lookups.
  private static let mostProbed = 8

  /// What the first search tells of a node.
  struct Probed: Sendable {
    /// The node itself where it has none.
    var parent: Int32
    var leastQuality: UInt8
  }

  /// A junction with an uncertain base changed that may have been counted.
  private struct Variant {
    var node: Int32
    var place: Int32
    var word: UInt64
    var hash: UInt64
  }

  /// Variants whose places in the table are fetched together, and more than one node has.
  private static let mostVariants = 64

  /// The parent of each node that differs in one uncertain base with the best evidence, the first of
  /// several.
  func probed(threads: Int) async -> [Probed] {
    let step = max(1024, nodes.count / max(1, threads * 8))
    let parts = await OrderedParts.map(count: nodes.count, step: step, threads: threads) {
      numbers in
      var probed: [Probed] = []
      probed.reserveCapacity(numbers.count)
      var (variants, words, fetch) = ([Variant](), [UInt64](), EntryFetch())
      for number in numbers {
        if probed.count % EntryFetch.step == 0 {
          let next = number..<min(numbers.upperBound, number + EntryFetch.step)
          fetch.touch(entryOf[next], in: table)
        }
        probed.append(probe(number, &variants))
        if variants.count >= Self.mostVariants || number + 1 == numbers.upperBound {
          look(for: variants, &fetch, &words, from: numbers.lowerBound, &probed)
          variants.removeAll(keepingCapacity: true)
        }
      }
      return probed
    }
    return parts.flatMap { $0 }
  }

  /// Notes the variants of a node; it stands for itself until they are looked up.
  private func probe(_ number: Int, _ variants: inout [Variant]) -> Probed {
    let entry = table.entries[Int(entryOf[number])]
    let bases = UncertainBases(of: entry, in: table)
    let probed = Probed(
      parent: Int32(truncatingIfNeeded: number),
      leastQuality: UInt8(min(255, bases.least)))
    guard bases.count > 0, bases.count <= Self.mostProbed else { return probed }
    let sum = JunctionFilter.sum(of: entry, in: table)
    var first = 0
    while first < Int(entry.length) {
      var bytes = table.uncertainBytes(of: entry, from: first)
      while bytes != 0 {
        let place = first &+ bytes.trailingZeroBitCount / 8
        bytes &= bytes &- 1
        let word = table.word(place / 32, of: entry)
        for change in UInt64(1)...3 {
          let changed = word ^ (change &<< UInt64(truncatingIfNeeded: place % 32 &* 2))
          if junctions.mayContain(sum &+ JunctionFilter.term(changed &- word, place / 32)) {
            variants.append(
              Variant(
                node: Int32(truncatingIfNeeded: number), place: Int32(truncatingIfNeeded: place),
                word: changed,
                hash: table.hash(of: entry, word: place / 32, changedTo: changed)))
          }
        }
      }
      first &+= 8
    }
    return probed
  }

  /// Looks variants up, those of a node one behind the other; `first` is the node of the first that was
  /// probed.
  private func look(
    for variants: [Variant], _ fetch: inout EntryFetch, _ words: inout [UInt64], from first: Int,
    _ probed: inout [Probed]
  ) {
    fetch.touch(slotsOf: variants.lazy.map(\.hash), in: table)
    var best = Int.min
    var last: Int32 = -1
    for variant in variants {
      if variant.node != last { best = .min }
      last = variant.node
      let number = Int(variant.node)
      let entry = table.entries[Int(entryOf[number])]
      words.removeAll(keepingCapacity: true)
      for word in 0..<entry.wordCount { words.append(table.word(word, of: entry)) }
      words[Int(variant.place) / 32] = variant.word
      guard let found = table.find(words, length: Int(entry.length), locus: entry.locus) else {
        continue
      }
      let candidate = Int(mainNode[found])
      guard candidate >= 0, candidate < number else { continue }
      let evidence = evidence(child: number, parent: candidate)
      let isEqual = evidence == best && candidate < Int(probed[number - first].parent)
      if evidence > best || (isEqual && best > .min) {
        best = evidence
        probed[number - first].parent = Int32(truncatingIfNeeded: candidate)
      }
    }
  }
}
