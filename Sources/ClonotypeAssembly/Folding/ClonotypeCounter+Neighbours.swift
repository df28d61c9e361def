/// The junctions of the table that differ from one of them in one base.
extension ClonotypeCounter {
  /// Hands each neighbour that was counted, and the place that differs, to `body` until it returns
  /// false; whether it never did.
  ///
  /// - Parameters:
  ///   - entry: The junction.
  ///   - places: Bases of it that are changed, one after the other.
  ///   - scratch: Room for a packed junction.
  @discardableResult
  func oneBaseNeighbours(
    of entry: JunctionEntry, at places: Range<Int>, scratch: inout [UInt64],
    _ body: (_ neighbour: Int, _ place: Int) -> Bool
  ) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    for word in 0..<entry.wordCount { scratch.append(self.word(word, of: entry)) }
    for place in places {
      let kept = scratch[place / 32]
      for change in UInt64(1)...3 {
        scratch[place / 32] = kept ^ (change &<< UInt64(truncatingIfNeeded: place % 32 &* 2))
        guard let found = find(scratch, length: Int(entry.length), locus: entry.locus) else {
          continue
        }
        if !body(found, place) { return false }
      }
      scratch[place / 32] = kept
    }
    return true
  }
}

extension [Int] {
  /// The number of elements, which descend, of `least` or more.
  func countOfDescending(from least: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] >= least { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
