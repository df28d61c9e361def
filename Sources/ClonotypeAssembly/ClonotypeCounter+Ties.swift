/// What is counted for each entry beside its reads: their V/J sets.
extension ClonotypeCounter {
  /// Counts reads with a V set and a J set.
  mutating func addTies(v: UInt32, j: UInt32, reads: Int, to at: Int) {
    if entries[at].tie.reads == 0 {
      entries[at].tie = TieCount(v: v, j: j, reads: reads, next: -1)
      return
    }
    if entries[at].tie.v == v && entries[at].tie.j == j {
      entries[at].tie.reads += reads
      return
    }
    var node = entries[at].tie.next
    while node >= 0 {
      let i = Int(node)
      if tieCounts[i].v == v && tieCounts[i].j == j {
        tieCounts[i].reads += reads
        return
      }
      node = tieCounts[i].next
    }
    tieCounts.append(TieCount(v: v, j: j, reads: reads, next: entries[at].tie.next))
    entries[at].tie.next = Int32(tieCounts.count - 1)
  }

  /// The V/J sets of an entry with their reads, in no promised order.
  func ties(of entry: JunctionEntry) -> [TieCount] {
    var ties = entry.tie.reads > 0 ? [entry.tie] : []
    var node = entry.tie.next
    while node >= 0 {
      ties.append(tieCounts[Int(node)])
      node = tieCounts[Int(node)].next
    }
    return ties
  }
}
