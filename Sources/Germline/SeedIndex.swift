/// Where a seed lies in a search target.
public struct SeedPosting: Sendable, Equatable {
  /// Number of the target in the list the index was built from.
  public var target: UInt16
  /// First base of the seed relative to the first base of the target's anchor codon (the target's
  /// first base where it has no anchor).
  public var offset: Int16
  /// Whether the seed is the reverse complement of the target's bases; `offset` is then that of
  /// the target's bases all the same.
  public var isReverse: Bool

  /// A posting of one place.
  @inlinable public init(target: UInt16, offset: Int16, isReverse: Bool) {
    self.target = target
    self.offset = offset
    self.isReverse = isReverse
  }
}

/// Finds every place of a 12-base word in a list of targets, on one or both strands.
///
/// A word is packed: first base in the lowest two bits. A bit filter that
/// fits the first-level cache answers most probes (of the words of a random read all but a few per
/// cent), an open-addressing table the rest.
public struct SeedIndex: Sendable {
  /// Bases in a seed.
  public static let seedLength = 12
  /// The bits of a word that a seed fills.
  public static let seedMask: UInt64 = 0xFF_FFFF

  /// A seed and where its places stand, in 8 bytes: with 12 the table of the human V genes left
  /// the second-level cache.
  @usableFromInline struct Slot: Sendable {
    /// From the lowest bit: 24 bits of the seed, 24 of the first place, 16 of their number.
    @usableFromInline var bits: UInt64

    init(seed: UInt32, start: Int, count: Int) {
      precondition(
        start < 1 << 24 && count < 1 << 16,
        "a seed index holds at most 16 million places, 65,535 of one seed")
      bits = UInt64(seed) | UInt64(start) << 24 | UInt64(count) << 48
    }

    @inlinable var seed: UInt32 { UInt32(truncatingIfNeeded: bits) & 0xFF_FFFF }
    @inlinable var start: Int { Int(truncatingIfNeeded: bits &>> 24) & 0xFF_FFFF }
    @inlinable var count: Int { Int(truncatingIfNeeded: bits &>> 48) }
  }

  @usableFromInline var filter: [UInt64]
  @usableFromInline var filterShift: UInt32
  @usableFromInline var slots: [Slot]
  @usableFromInline var slotShift: UInt32
  /// The places of all seeds; those of one seed stand together, in the order of targets.
  public let postings: [SeedPosting]

  /// Indexes targets.
  ///
  /// - Parameters:
  ///   - sequences: Nucleotide codes of each target; words with an unknown base are left out.
  ///   - origins: The position that counts as offset 0 in each target.
  ///   - bothStrands: Whether reverse complements are indexed too.
  public init(sequences: [[UInt8]], origins: [Int], bothStrands: Bool) {
    precondition(sequences.count == origins.count, "every target has an origin")
    precondition(sequences.count <= Int(UInt16.max), "a target number has 16 bits")
    let entries = Self.sorted(
      Self.entries(of: sequences, origins: origins, bothStrands: bothStrands))
    postings = entries.map(\.posting)

    var distinct = 0
    for i in entries.indices where i == 0 || entries[i].seed != entries[i - 1].seed {
      distinct += 1
    }
    // 16 filter bits and at least two slots a seed.
    let filterBits = Self.log2(atLeast: max(1024, distinct * 16))
    filter = [UInt64](repeating: 0, count: 1 << (filterBits - 6))
    filterShift = UInt32(32 - filterBits)
    let slotBits = Self.log2(atLeast: max(16, distinct * 2))
    slots = [Slot](repeating: Slot(seed: 0, start: 0, count: 0), count: 1 << slotBits)
    slotShift = UInt32(32 - slotBits)
    var i = 0
    while i < entries.count {
      var end = i
      while end < entries.count && entries[end].seed == entries[i].seed { end += 1 }
      insert(Slot(seed: entries[i].seed, start: i, count: end - i))
      i = end
    }
  }

  private mutating func insert(_ slot: Slot) {
    let hash = slot.seed &* Self.multiplier
    let bit = hash >> filterShift
    filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    var at = Int(hash >> slotShift)
    while slots[at].bits != 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = slot
  }

  @usableFromInline static let multiplier: UInt32 = 0x9E37_79B1

  private static func log2(atLeast count: Int) -> Int {
    var bits = 0
    while 1 << bits < count { bits += 1 }
    return min(bits, 31)
  }

  /// Whether a seed may have places; false for most that have none.
  @inlinable public func mayHavePlaces(of seed: UInt32) -> Bool {
    let bit = (seed &* Self.multiplier) &>> filterShift
    return filter[Int(bit &>> 6)] & (1 &<< UInt64(bit & 63)) != 0
  }

  /// The positions in ``postings`` of a seed's places, half-open; empty when it has none.
  @inlinable public func places(of seed: UInt32) -> Range<Int> {
    let hash = seed &* Self.multiplier
    let bit = hash &>> filterShift
    if filter[Int(bit &>> 6)] & (1 &<< UInt64(bit & 63)) == 0 { return 0..<0 }
    var at = Int(hash &>> slotShift)
    let mask = slots.count &- 1
    while true {
      let slot = slots[at]
      if slot.bits == 0 { return 0..<0 }
      if slot.seed == seed {
        return slot.start..<slot.start &+ slot.count
      }
      at = (at &+ 1) & mask
    }
  }
}
