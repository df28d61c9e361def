public import VDJAlignment

/// Counting reads, those that wait together at once.
extension ClonotypeCounter {
  /// Takes in a rearranged read, which must be the last that `aligner` aligned; it waits to be
  /// counted until others came, or until ``count(_:)``.
  ///
  /// - Parameters:
  ///   - rearrangement: What the aligner found.
  ///   - aligner: Holds the packed read and the tie sets; not changed, but lending it had all of it
  ///     copied for each read.
  ///   - quality: The read's qualities as in the file.
  ///   - waiting: Where it waits; what is left in it when the last read has come is not counted.
  public mutating func count(
    _ rearrangement: Rearrangement, from aligner: inout ReadAligner, quality: Span<UInt8>,
    in waiting: inout WaitingReads
  ) {
    if waiting.isFull { count(&waiting) }
    append(rearrangement, from: &aligner, quality: quality, to: &waiting)
  }

  /// Counts the reads that wait; none is left.
  public mutating func count(_ waiting: inout WaitingReads) {
    fetch(&waiting)
    var number = 0
    while number < waiting.count {
      _ = count(waiting.reads[number], words: waiting)
      number &+= 1
    }
    waiting.removeAll()
  }

  /// Counts a read at once, as the only one that waits; the number of its junction in this table,
  /// which stays the same.
  mutating func countAtOnce(
    _ rearrangement: Rearrangement, from aligner: inout ReadAligner, quality: Span<UInt8>,
    in waiting: inout WaitingReads
  ) -> (entry: Int, read: WaitingReads.Read) {
    precondition(waiting.isEmpty, "a read is counted at once where none waits")
    append(rearrangement, from: &aligner, quality: quality, to: &waiting)
    let read = waiting.reads[0]
    let at = count(read, words: waiting)
    waiting.removeAll()
    return (at, read)
  }

  @inline(__always)
  private mutating func append(
    _ rearrangement: Rearrangement, from aligner: inout ReadAligner, quality: Span<UInt8>,
    to waiting: inout WaitingReads
  ) {
    // Asked in the call below, they had all of the aligner copied for it.
    let v = vTies.number(of: aligner.vTieSpan)
    let j = jTies.number(of: aligner.jTieSpan)
    let lost = aligner.lostScore
    waiting.append(
      rearrangement, bases: aligner.orientedWords, unknown: aligner.orientedUnknown,
      quality: quality, lost: lost, v: v, j: j)
  }

  /// Touches what the reads that wait will meet, so that their cache misses overlap.
  private mutating func fetch(_ waiting: inout WaitingReads) {
    let mask = slots.count &- 1
    var number = 0
    while number < waiting.count {
      let slot = slots[Int(truncatingIfNeeded: waiting.reads[number].hash) & mask]
      waiting.note(slot: slot, of: number)
      number &+= 1
    }
    // An entry has more bytes than a line of the cache: its first and its last are read.
    number = 0
    var seen: UInt64 = 0
    while number < waiting.count {
      let place = candidate(of: waiting.reads[number])
      number &+= 1
      guard let at = place else { continue }
      seen ^= entries[at].hash
      if entries[at].isFull { seen &+= 1 }
    }
    number = 0
    while number < waiting.count {
      let place = candidate(of: waiting.reads[number])
      number &+= 1
      guard let at = place, !entries[at].isFull else { continue }
      let first = entries[at].qualities
      seen ^= UInt64(qualitySums[first])
      if entries[at].hasWideSums {
        // Two bytes a base take two lines or three.
        let length = Int(entries[at].length)
        seen ^= UInt64(qualitySums[first &+ 2 &* length])
        seen ^= UInt64(qualitySums[first &+ 3 &* length &- 1])
      }
    }
    waiting.note(seen: seen)
  }

  /// The entry that the slot of a read's hash names, which is nearly always its own.
  @inline(__always)
  private func candidate(of read: WaitingReads.Read) -> Int? {
    read.slot != Self.empty && read.slot &>> 32 == read.hash &>> 32
      ? Int(read.slot & 0xFFFF_FFFF) : nil
  }

  /// Counts one read.
  private mutating func count(
    _ read: WaitingReads.Read, words waiting: borrowing WaitingReads
  ) -> Int {
    reserveKey(read.wordCount)
    var word = 0
    while word < read.wordCount {
      keyScratch[word] = waiting.words[read.firstWord &+ word]
      word &+= 1
    }
    let at = entry(hash: read.hash, length: read.length, locus: read.locus)
    addScores(unsafe waiting.words.span.bytes, from: read.firstScores &* 8, to: at)
    if !entries[at].countOne(v: read.v, j: read.j) {
      addTies(v: read.v, j: read.j, reads: 1, to: at)
    }
    if read.representative.worth >= entries[at].representative.worth {
      offer(read.representative, words: waiting.words, to: at)
    }
    return at
  }
}
