import Sequences
public import VDJAlignment

/// Counts reads by locus and junction nucleotides; a worker's own table, merged at the end.
///
/// Everything it adds up is a commutative integer: reads, saturated quality sums by junction base,
/// reads by V and J tie set, and the best read by a total order. So the result does not depend on
/// the order of reads, batches or merges.
public struct ClonotypeCounter: Sendable {
  var entries: [JunctionEntry] = []
  /// Words of junctions behind their first 64 bases.
  private var tailWords: [UInt64] = []
  /// Sum of Phred scores at each junction base, stopped at 255.
  var qualitySums: [UInt8] = []
  var tieCounts: [TieCount] = []
  var readWords: [UInt64] = []
  var vTies: TieTable
  var jTies: TieTable
  /// Open addressing: the upper half of the hash and the number of the entry; `empty` if free.
  private var slots: [UInt64]
  private static let empty = UInt64.max
  private var keyScratch: [UInt64] = []

  /// An empty table for the targets of an index.
  public init(index: AlignmentIndex) {
    vTies = TieTable(targetCount: index.vTargets.count)
    jTies = TieTable(targetCount: index.jTargets.count)
    slots = [UInt64](repeating: Self.empty, count: 1 << 12)
    keyScratch.reserveCapacity(64)
  }

  /// Distinct (locus, junction) counted so far.
  public var distinctJunctions: Int { entries.count }

  /// Counts a rearranged read, which must be the last that `aligner` aligned.
  ///
  /// - Parameters:
  ///   - rearrangement: What the aligner found.
  ///   - aligner: Holds the packed read and the tie sets.
  ///   - quality: The read's qualities as in the file.
  public mutating func count(
    _ rearrangement: Rearrangement, from aligner: borrowing ReadAligner, quality: Span<UInt8>
  ) {
    let length = rearrangement.junction.count
    let wordCount = (length &+ 31) / 32
    keyScratch.removeAll(keepingCapacity: true)
    var word = 0
    while word < wordCount {
      let start = rearrangement.junction.lowerBound &+ word &* 32
      let lanes = PackedWord.lanes(from: 0, to: length &- word &* 32)
      keyScratch.append(aligner.orientedWord(at: start) & (lanes | (lanes &<< 1)))
      word &+= 1
    }
    let locus = UInt8(truncatingIfNeeded: rearrangement.locus.index)
    let hash = Self.hash(keyScratch, length: length, locus: locus)
    let at = entry(hash: hash, length: length, locus: locus)
    entries[at].reads += 1
    addQualities(of: rearrangement, quality: quality, to: entries[at].qualities)
    addTies(
      v: vTies.number(of: aligner.vTies), j: jTies.number(of: aligner.jTies), reads: 1, to: at)
    offer(rearrangement, from: aligner, quality: quality, to: at)
  }

  // MARK: Table

  /// Full-width multiply and fold, once a word; any weaker mixing piles up structured keys.
  static func hash(_ words: [UInt64], length: Int, locus: UInt8) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: length) &<< 8 | UInt64(locus)
    for word in words {
      let product = (hash ^ word ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(
        by: 0x8BB8_4B93_962E_ACC9)
      hash = product.high ^ product.low
    }
    let product = (hash ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0x4B33_A62E_D433_D4A3)
    return product.high ^ product.low
  }

  /// The entry of the key in `keyScratch`, which is added when it is new.
  private mutating func entry(hash: UInt64, length: Int, locus: UInt8) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.empty {
      if slots[slot] &>> 32 == hash &>> 32 {
        let at = Int(slots[slot] & 0xFFFF_FFFF)
        if holds(keyScratch, length: length, locus: locus, at: at) { return at }
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
          keyScratch.isEmpty ? 0 : keyScratch[0], keyScratch.count > 1 ? keyScratch[1] : 0,
        ],
        tie: TieCount(v: 0, j: 0, reads: 0, next: -1), tailWords: UInt32(tailWords.count),
        firstQuality: UInt32(qualitySums.count), length: Int32(length), locus: locus,
        representative: .init(
          firstWord: 0, capacity: 0, length: 0, quality: -1, junctionStart: 0,
          hasUnknown: false)))
    if keyScratch.count > JunctionEntry.headWords {
      tailWords.append(contentsOf: keyScratch[JunctionEntry.headWords...])
    }
    qualitySums.append(contentsOf: repeatElement(0, count: length))
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(at)
    if entries.count &* 2 > slots.count { grow() }
    return at
  }

  /// One word of the packed junction of an entry.
  @inline(__always)
  func word(_ number: Int, of entry: JunctionEntry) -> UInt64 {
    number < JunctionEntry.headWords
      ? entry.head[number] : tailWords[Int(entry.tailWords) &+ number &- JunctionEntry.headWords]
  }

  /// The packed junction of an entry.
  func words(of entry: JunctionEntry) -> [UInt64] {
    (0..<entry.wordCount).map { word($0, of: entry) }
  }

  /// The entry of a junction, if it was counted.
  func find(_ words: [UInt64], length: Int, locus: UInt8) -> Int? {
    let hash = Self.hash(words, length: length, locus: locus)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != Self.empty {
      let at = Int(slots[slot] & 0xFFFF_FFFF)
      if slots[slot] >> 32 == hash >> 32, holds(words, length: length, locus: locus, at: at) {
        return at
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func holds(_ words: [UInt64], length: Int, locus: UInt8, at: Int) -> Bool {
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

  private mutating func grow() {
    slots = [UInt64](repeating: Self.empty, count: slots.count * 2)
    let mask = slots.count - 1
    for at in entries.indices {
      let hash = entries[at].hash
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(at)
    }
  }

  // MARK: What is added up

  private mutating func addQualities(
    of rearrangement: Rearrangement, quality: Span<UInt8>, to start: Int
  ) {
    let junction = rearrangement.junction
    var position =
      rearrangement.isReverse ? quality.count &- 1 &- junction.lowerBound : junction.lowerBound
    let step = rearrangement.isReverse ? -1 : 1
    var at = start
    let end = start &+ junction.count
    while at < end {
      let sum = UInt16(qualitySums[at]) &+ UInt16(Phred.quality(ofASCII: quality[position]))
      qualitySums[at] = sum > 255 ? 255 : UInt8(truncatingIfNeeded: sum)
      at &+= 1
      position &+= step
    }
  }

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

  /// Adds the table of another worker over the same index.
  public mutating func merge(_ other: ClonotypeCounter) {
    for from in other.entries {
      keyScratch.removeAll(keepingCapacity: true)
      keyScratch.append(contentsOf: other.words(of: from))
      let at = entry(hash: from.hash, length: Int(from.length), locus: from.locus)
      entries[at].reads += from.reads
      let start = entries[at].qualities
      for i in 0..<Int(from.length) {
        let sum = UInt16(qualitySums[start + i]) + UInt16(other.qualitySums[from.qualities + i])
        qualitySums[start + i] = UInt8(min(sum, 255))
      }
      for tie in other.ties(of: from) {
        addTies(
          v: vTies.number(of: other.vTies.targets(of: tie.v)),
          j: jTies.number(of: other.jTies.targets(of: tie.j)), reads: tie.reads, to: at)
      }
      offer(from.representative, of: other, to: at)
    }
  }
}
