extension TieTable {
  /// The number of the targets that all of some sets share; sets that share none with those of more
  /// reads are passed over.
  mutating func common(of numbers: some Sequence<UInt32>) -> UInt32 {
    var counts: [(number: UInt32, reads: Int)] = []
    var first: UInt32?
    if numbers.allSatisfy({ number in
      if first == nil { first = number }
      return number == first
    }), let first {
      return first
    }
    for number in numbers {
      if let at = counts.firstIndex(where: { $0.number == number }) {
        counts[at].reads += 1
      } else {
        counts.append((number, 1))
      }
    }
    if counts.count == 1 { return counts[0].number }
    let sets = counts.map { (targets: targets(of: $0.number), reads: $0.reads) }.sorted { a, b in
      a.reads != b.reads
        ? a.reads > b.reads : a.targets.lexicographicallyPrecedes(b.targets)
    }
    var common = sets[0].targets
    for set in sets.dropFirst() {
      let rest = common.filter { set.targets.contains($0) }
      if !rest.isEmpty { common = rest }
    }
    return number(of: common)
  }
}
