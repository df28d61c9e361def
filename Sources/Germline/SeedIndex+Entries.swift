/// What an index is made from: all seeds of all targets, in ascending order.
extension SeedIndex {
  /// A seed and one of its places.
  struct Entry {
    var seed: UInt32
    var posting: SeedPosting
  }

  /// The seeds of all targets, target by target from their first bases on.
  static func entries(
    of sequences: [[UInt8]], origins: [Int], bothStrands: Bool
  ) -> [Entry] {
    let last = UInt32(2 * (seedLength - 1))
    var entries: [Entry] = []
    entries.reserveCapacity(sequences.reduce(0) { $0 + $1.count } * (bothStrands ? 2 : 1))
    for (target, codes) in sequences.enumerated() {
      var forward: UInt32 = 0
      var reverse: UInt32 = 0
      var known = 0
      for (end, code) in codes.enumerated() {
        let base = UInt32(code & 3)
        forward = forward >> 2 | base << last
        reverse = (reverse << 2 | (3 - base)) & UInt32(seedMask)
        known = code < 4 ? known + 1 : 0
        guard known >= seedLength else { continue }
        var posting = SeedPosting(
          target: UInt16(target), offset: Int16(end + 1 - seedLength - origins[target]),
          isReverse: false)
        entries.append(Entry(seed: forward, posting: posting))
        guard bothStrands else { continue }
        posting.isReverse = true
        entries.append(Entry(seed: reverse, posting: posting))
      }
    }
    return entries
  }

  /// The entries by seed, those of one seed in the order in which they came.
  ///
  /// Counted by the lower half of a seed's bits, then by the upper one. Cut out and compared one by
  /// one, seeds took 18 % of the processor time of a run over a few reads; so they take 8 %.
  static func sorted(_ entries: [Entry]) -> [Entry] {
    let half = UInt32(seedLength)
    var from = entries
    var into = entries
    for shift in [0, half] {
      var ends = [Int](repeating: 0, count: 1 << half)
      for entry in from { ends[Int(entry.seed >> shift & (1 << half - 1))] += 1 }
      for value in 1..<ends.count { ends[value] += ends[value - 1] }
      for entry in from.reversed() {
        let value = Int(entry.seed >> shift & (1 << half - 1))
        ends[value] -= 1
        into[ends[value]] = entry
      }
      swap(&from, &into)
    }
    return from
  }
}
