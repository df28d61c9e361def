import Sequences

/// Which junctions share a block of 8 bases, or the first and the last block, at equal length.
///
/// Single blocks find a parent through the middle of a junction, which is nearly unique; the pair
/// of ends (V, J and length) finds it where the middle is uncertain.
struct BlockIndex: Sendable {
  /// Bases in a block.
  static let blockLength = 8

  private var slots: [Int32]
  private var keys: [UInt64] = []
  private var starts: [Int32] = [0]
  private var members: [Int32] = []
  /// The first 64 bases of each member's junction, beside it: most candidates are dismissed on
  /// them, and reading them in line instead of through the table is what makes that cheap.
  private var heads: [InlineArray<2, UInt64>] = []

  /// Single blocks of a junction: whole ones from its first base on.
  static func blockCount(length: Int) -> Int { length / blockLength }

  /// Indexes the junctions of nodes; `entries` holds each node's entry, `chosen` the nodes that are
  /// indexed, ascending.
  ///
  /// Only blocks whose number leaves `part` when divided by `parts`: parts are built side by side.
  init(
    entries: [Int32], chosen: [Int32], table: borrowing ClonotypeCounter, part: Int = 0,
    of parts: Int = 1
  ) {
    var total = 0
    for node in chosen {
      let entry = entries[Int(node)]
      total += Self.keyCount(length: Int(table.entries[Int(entry)].length)) / parts + 1
    }
    var slotCount = 16
    while slotCount < total * 2 { slotCount *= 2 }
    slots = [Int32](repeating: -1, count: slotCount)
    var blockOfPosting: [Int32] = []
    blockOfPosting.reserveCapacity(total)
    for node in chosen {
      let entry = table.entries[Int(entries[Int(node)])]
      for number in stride(from: part, to: Self.keyCount(length: Int(entry.length)), by: parts) {
        let key = Self.key(number, of: entry, in: table)
        var slot = Self.slot(key, count: slotCount)
        while slots[slot] >= 0 && keys[Int(slots[slot])] != key {
          slot = (slot &+ 1) & (slotCount &- 1)
        }
        if slots[slot] < 0 {
          slots[slot] = Int32(keys.count)
          keys.append(key)
        }
        blockOfPosting.append(slots[slot])
      }
    }
    // Counting sort: the members of a block stay in ascending order.
    starts = [Int32](repeating: 0, count: keys.count + 1)
    for block in blockOfPosting { starts[Int(block) + 1] += 1 }
    for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
    var next = starts
    members = [Int32](repeating: 0, count: blockOfPosting.count)
    heads = [InlineArray<2, UInt64>](repeating: [0, 0], count: blockOfPosting.count)
    var posting = 0
    for node in chosen {
      let entry = table.entries[Int(entries[Int(node)])]
      let head = entry.head
      for _ in stride(from: part, to: Self.keyCount(length: Int(entry.length)), by: parts) {
        let block = Int(blockOfPosting[posting])
        members[Int(next[block])] = node
        heads[Int(next[block])] = head
        next[block] += 1
        posting += 1
      }
    }
  }

  /// Keys of a junction: its blocks, then the pair of ends where there are two blocks.
  private static func keyCount(length: Int) -> Int {
    let blocks = blockCount(length: length)
    return blocks > 1 ? blocks + 1 : blocks
  }

  /// The nodes that share block `number` of an entry, as positions for ``node(at:)``, ascending;
  /// `blockCount` is the number of the pair of ends.
  func places(
    _ number: Int, of entry: JunctionEntry, in table: borrowing ClonotypeCounter
  ) -> Range<Int> {
    let key = Self.key(number, of: entry, in: table)
    var slot = Self.slot(key, count: slots.count)
    while slots[slot] >= 0 {
      let block = Int(slots[slot])
      if keys[block] == key { return Int(starts[block])..<Int(starts[block &+ 1]) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return 0..<0
  }

  /// The node at a position.
  @inline(__always)
  func node(at place: Int) -> Int { Int(members[place]) }

  /// Bases among the first 64 in which the junction at a position differs from `head`.
  @inline(__always)
  func differences(at place: Int, from head: InlineArray<2, UInt64>) -> Int {
    let other = heads[place]
    return PackedWord.differences(other[0], head[0]).nonzeroBitCount
      &+ PackedWord.differences(other[1], head[1]).nonzeroBitCount
  }

  private static func key(
    _ number: Int, of entry: JunctionEntry, in table: borrowing ClonotypeCounter
  ) -> UInt64 {
    let blocks = blockCount(length: Int(entry.length))
    let tag =
      UInt64(number) << 32 | UInt64(entry.length) << 40 | UInt64(entry.locus) << 60
    if number < blocks { return tag | bases(number, of: entry, in: table) }
    return tag | bases(0, of: entry, in: table) << 16 | bases(blocks - 1, of: entry, in: table)
  }

  /// 16 bits; a block of 8 bases never crosses a word of 32.
  private static func bases(
    _ number: Int, of entry: JunctionEntry, in table: borrowing ClonotypeCounter
  ) -> UInt64 {
    let word = table.word(number / 4, of: entry)
    return (word >> UInt64(number % 4 &* 16)) & 0xFFFF
  }

  private static func slot(_ key: UInt64, count: Int) -> Int {
    let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: product.high ^ product.low) & (count &- 1)
  }
}
