import Sequences

/// Which possible parents have a given 8-base block at a given place of a junction of given length.
struct BlockIndex: Sendable {
  private var slots: [Int32] = [-1]
  private var keys: [UInt64] = []
  private var starts: [Int] = [0]
  private var members: [Int32] = []

  /// An index of nothing.
  init() {}

  /// Blocks of a junction: whole ones from its first base on.
  static func blockCount(length: Int) -> Int { length / ErrorFolding.blockLength }

  /// Indexes nodes, which must come in ascending order.
  init(entries: [(node: Int, entry: Int)], table: ClonotypeCounter) {
    var total = 0
    for item in entries {
      total += Self.blockCount(length: Int(table.entries[item.entry].length))
    }
    var slotCount = 16
    while slotCount < total * 2 { slotCount *= 2 }
    slots = [Int32](repeating: -1, count: slotCount)
    var blockOfPosting: [Int32] = []
    blockOfPosting.reserveCapacity(total)
    for item in entries {
      let entry = table.entries[item.entry]
      for number in 0..<Self.blockCount(length: Int(entry.length)) {
        let key = Self.key(number, of: entry, in: table)
        var slot = Self.slot(key, count: slotCount)
        while slots[slot] >= 0 && keys[Int(slots[slot])] != key {
          slot = (slot + 1) & (slotCount - 1)
        }
        if slots[slot] < 0 {
          slots[slot] = Int32(keys.count)
          keys.append(key)
        }
        blockOfPosting.append(slots[slot])
      }
    }
    // Counting sort: the members of a block stay in ascending order.
    starts = [Int](repeating: 0, count: keys.count + 1)
    for block in blockOfPosting { starts[Int(block) + 1] += 1 }
    for i in 1..<max(1, starts.count) { starts[i] += starts[i - 1] }
    var next = starts
    members = [Int32](repeating: 0, count: blockOfPosting.count)
    var posting = 0
    for item in entries {
      for _ in 0..<Self.blockCount(length: Int(table.entries[item.entry].length)) {
        let block = Int(blockOfPosting[posting])
        members[next[block]] = Int32(item.node)
        next[block] += 1
        posting += 1
      }
    }
  }

  /// The number of an entry's block; one past the last for a block that nobody has.
  func block(_ number: Int, of entry: JunctionEntry, in table: ClonotypeCounter) -> Int {
    let key = Self.key(number, of: entry, in: table)
    var slot = Self.slot(key, count: slots.count)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return keys.count
  }

  /// Nodes that share a block; none for the block that nobody has.
  func count(of block: Int) -> Int {
    block < keys.count ? starts[block + 1] - starts[block] : 0
  }

  /// The nodes that share a block, ascending.
  func nodes(in block: Int) -> some Sequence<Int> {
    let range = block < keys.count ? starts[block]..<starts[block + 1] : 0..<0
    return members[range].lazy.map { Int($0) }
  }

  private static func key(
    _ number: Int, of entry: JunctionEntry, in table: ClonotypeCounter
  ) -> UInt64 {
    // A block of 8 bases never crosses a word of 32.
    let word = table.junctionWords[entry.words + number / 4]
    let bases = (word >> UInt64(number % 4 * 16)) & 0xFFFF
    return bases | UInt64(number) << 16 | UInt64(entry.length) << 32 | UInt64(entry.locus) << 56
  }

  private static func slot(_ key: UInt64, count: Int) -> Int {
    let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: product.high ^ product.low) & (count - 1)
  }
}
