import Sequences

/// The hash table behind the counts: open addressing over entries that never move.
extension ClonotypeCounter {
  /// Full-width multiply and fold, once a word; any weaker mixing piles up structured keys.
  static func hash(_ words: Span<UInt64>, length: Int, locus: UInt8) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: length) &<< 8 | UInt64(locus)
    for i in words.indices {
      let product = (hash ^ words[i] ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(
        by: 0x8BB8_4B93_962E_ACC9)
      hash = product.high ^ product.low
    }
    let product = (hash ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0x4B33_A62E_D433_D4A3)
    return product.high ^ product.low
  }

  /// Makes room in `keyScratch` for the words of a long junction.
  @inline(__always)
  mutating func reserveKey(_ wordCount: Int) {
    while keyScratch.count < wordCount { keyScratch.append(0) }
  }

  /// The entry of the key in `keyScratch`, which is added when it is new.
  mutating func entry(hash: UInt64, length: Int, locus: UInt8) -> Int {
    let wordCount = (length &+ 31) / 32
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.empty {
      if slots[slot] &>> 32 == hash &>> 32 {
        let at = Int(slots[slot] & 0xFFFF_FFFF)
        if holds(
          keyScratch.span.extracting(first: wordCount), length: length, locus: locus, at: at)
        {
          return at
        }
      }
      slot = (slot &+ 1) & mask
    }
    let at = entries.count
    precondition(
      at < Int(Int32.max) && qualitySums.count + length < Int(UInt32.max)
        && tailWords.count < Int(UInt32.max),
      "a counting table holds at most two billion junctions and four billion of their bases")
    entries.append(
      JunctionEntry(
        hash: hash, reads: 0,
        head: [
          wordCount > 0 ? keyScratch[0] : 0, wordCount > 1 ? keyScratch[1] : 0,
        ],
        tie: TieCount(v: 0, j: 0, reads: 0, next: -1), tailWords: UInt32(tailWords.count),
        firstQuality: UInt32(qualitySums.count), length: Int32(length),
        representative: .none, locus: locus))
    if wordCount > JunctionEntry.headWords {
      tailWords.append(contentsOf: keyScratch[JunctionEntry.headWords..<wordCount])
    }
    qualitySums.append(contentsOf: repeatElement(0, count: length))
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(at)
    if Self.isCrowded(entries.count, slots: slots.count) { grow(to: slots.count &* 2) }
    return at
  }

  /// The entry of a packed junction, which is added without reads when it is new.
  mutating func entry(ofJunction words: [UInt64], length: Int, locus: UInt8) -> Int {
    reserveKey(words.count)
    for number in words.indices { keyScratch[number] = words[number] }
    return entry(
      hash: Self.hash(words.span, length: length, locus: locus), length: length, locus: locus)
  }

  /// The entry of a junction of another table, which is added without reads when it is new.
  @inline(__always)
  mutating func entry(ofJunction number: Int, in other: borrowing ClonotypeCounter) -> Int {
    let wordCount = other.entries[number].wordCount
    reserveKey(wordCount)
    for word in 0..<wordCount { keyScratch[word] = other.word(word, of: other.entries[number]) }
    return entry(
      hash: other.entries[number].hash, length: Int(other.entries[number].length),
      locus: other.entries[number].locus)
  }

  /// The code of a junction's base.
  @inline(__always)
  func base(of entry: JunctionEntry, at position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: word(position / 32, of: entry) >> UInt64(position % 32 * 2)) & 3
  }

  /// One word of the packed junction of an entry.
  @inline(__always)
  func word(_ number: Int, of entry: JunctionEntry) -> UInt64 {
    number < JunctionEntry.headWords
      ? entry.head[number] : tailWords[Int(entry.tailWords) &+ number &- JunctionEntry.headWords]
  }

  /// Replaces `codes` by those of an entry's junction, or of the right one where its own holds an
  /// error; their memory is kept.
  func write(junctionOf number: Int, corrected: [UInt64]?, to codes: inout [UInt8]) {
    let count = Int(entries[number].length)
    if let corrected {
      Nucleotide.write(codesOfPacked: { corrected[$0] }, count: count, to: &codes)
    } else {
      Nucleotide.write(
        codesOfPacked: { word($0, of: entries[number]) }, count: count, to: &codes)
    }
  }

  /// The packed junction of an entry.
  func words(of entry: JunctionEntry) -> [UInt64] {
    (0..<entry.wordCount).map { word($0, of: entry) }
  }

  /// The entry of a junction, if it was counted.
  func find(_ words: [UInt64], length: Int, locus: UInt8) -> Int? {
    let hash = Self.hash(words.span, length: length, locus: locus)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != Self.empty {
      let at = Int(slots[slot] & 0xFFFF_FFFF)
      if slots[slot] >> 32 == hash >> 32, holds(words.span, length: length, locus: locus, at: at) {
        return at
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func holds(_ words: Span<UInt64>, length: Int, locus: UInt8, at: Int) -> Bool {
    guard Int(entries[at].length) == length, entries[at].locus == locus else { return false }
    var i = 0
    while i < words.count {
      let word =
        i < JunctionEntry.headWords
        ? entries[at].head[i]
        : tailWords[Int(entries[at].tailWords) &+ i &- JunctionEntry.headWords]
      if word != words[i] { return false }
      i &+= 1
    }
    return true
  }

  /// Makes slots for so many entries at once.
  mutating func reserveSlots(_ count: Int) {
    var slotCount = slots.count
    while Self.isCrowded(count, slots: slotCount) { slotCount *= 2 }
    if slotCount > slots.count { grow(to: slotCount) }
  }

  /// Whether more than two of three slots would be taken.
  @inline(__always)
  private static func isCrowded(_ count: Int, slots: Int) -> Bool { count &* 3 > slots &* 2 }

  private mutating func grow(to slotCount: Int) {
    slots = [UInt64](repeating: Self.empty, count: slotCount)
    let mask = slots.count - 1
    for at in entries.indices {
      let hash = entries[at].hash
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(at)
    }
  }
}
