extension TieTable {
  /// The number of the targets that all of some sets share; sets that share none with those of more
  /// reads are passed over.
  mutating func common(of numbers: some Collection<UInt32>) -> UInt32 {
    guard let first = numbers.first else { preconditionFailure("a molecule has reads") }
    if numbers.allSatisfy({ $0 == first }) { return first }
    var counts: [(number: UInt32, reads: Int)] = []
    for number in numbers {
      if let at = counts.firstIndex(where: { $0.number == number }) {
        counts[at].reads += 1
      } else {
        counts.append((number, 1))
      }
    }
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
