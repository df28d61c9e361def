/// The junctions of the table that differ from one of them in one base.
extension ClonotypeCounter {
  /// Hands each neighbour that was counted, and the place that differs, to `body` until it returns
  /// false; whether it never did.
  ///
  /// - Parameters:
  ///   - entry: The junction.
  ///   - places: Bases of it that are changed, one after the other.
  ///   - filter: Says of most that they were not counted, without a cache miss each.
  ///   - scratch: Room for a packed junction.
  @discardableResult
  func oneBaseNeighbours(
    of entry: JunctionEntry, at places: Range<Int>, among filter: JunctionFilter,
    scratch: inout [UInt64],
    _ body: (_ neighbour: Int, _ place: Int) -> Bool
  ) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    for word in 0..<entry.wordCount { scratch.append(self.word(word, of: entry)) }
    let sum = JunctionFilter.sum(of: entry, in: self)
    for place in places {
      let kept = scratch[place / 32]
      for change in UInt64(1)...3 {
        let changed = kept ^ (change &<< UInt64(truncatingIfNeeded: place % 32 &* 2))
        guard filter.mayContain(sum &+ JunctionFilter.term(changed &- kept, place / 32)) else {
          continue
        }
        scratch[place / 32] = changed
        guard let found = find(scratch, length: Int(entry.length), locus: entry.locus) else {
          continue
        }
        if !body(found, place) { return false }
      }
      scratch[place / 32] = kept
    }
    return true
  }

  /// The hash of an entry's junction with one word changed.
  func hash(of entry: JunctionEntry, word: Int, changedTo changed: UInt64) -> UInt64 {
    guard entry.wordCount <= JunctionEntry.headWords else {
      var words = words(of: entry)
      words[word] = changed
      return Self.hash(words.span, length: Int(entry.length), locus: entry.locus)
    }
    var head = entry.head
    head[word] = changed
    return Self.hash(
      head.span.extracting(first: entry.wordCount), length: Int(entry.length), locus: entry.locus)
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
