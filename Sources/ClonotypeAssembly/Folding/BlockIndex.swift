import Sequences

/// Which junctions share a block of 8 bases, or the first and the last block, at equal length.
///
/// Single blocks find a parent through the middle of a junction, which is nearly unique; the pair
/// of ends (V, J and length) finds it where the middle is uncertain.
struct BlockIndex: Sendable {
  /// Bases in a block.
  static let blockLength = 8

  /// Junctions that share a block.
  private struct Block {
    /// Its first member's place.
    var start: Int32
    /// Its first member.
    var first: Int32
  }

  /// Which blocks the number leaves when divided by `parts`.
  private let part: Int
  private let parts: Int
  /// The blocks, and one behind the last.
  private var blocks: [Block] = []
  /// The blocks of each chosen node, and where they begin: who looks up what it was indexed with
  /// needs no hash.
  private var blockOfPosting: [Int32] = []
  private var firstPostings: [Int32] = []
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
    self.part = part
    self.parts = parts
    firstPostings.reserveCapacity(chosen.count + 1)
    var total = 0
    var junctions: [Junction] = []
    junctions.reserveCapacity(chosen.count)
    var fetch = EntryFetch()
    for place in chosen.indices {
      if place % EntryFetch.step == 0 {
        let next = chosen[place..<min(chosen.count, place + EntryFetch.step)]
        fetch.touch(next, through: entries, in: table)
      }
      let entry = table.entries[Int(entries[Int(chosen[place])])]
      junctions.append(Junction(head: entry.head, length: entry.length, locus: entry.locus))
      firstPostings.append(Int32(total))
      total += (Self.keyCount(length: Int(entry.length)) - part + parts - 1) / parts
    }
    firstPostings.append(Int32(total))
    let numbered = Self.numbered(
      chosen, junctions, postings: total, entries: entries, table: table, part: part, of: parts)
    blockOfPosting = numbered.blockOfPosting
    blocks = [Block](repeating: Block(start: 0, first: .max), count: numbered.count + 1)
    members = [Int32](repeating: 0, count: total)
    heads = [InlineArray<2, UInt64>](repeating: [0, 0], count: total)
    Self.sort(
      chosen, junctions, firstPostings, blockOfPosting, into: &blocks, &members, &heads)
  }

  /// Numbers the blocks in the order in which they are first met; gives each posting's number, and how
  /// many there are.
  ///
  /// Its table is gone before the members are laid out: together they were the peak of ten million
  /// reads.
  private static func numbered(
    _ chosen: [Int32], _ junctions: [Junction], postings: Int, entries: [Int32],
    table: borrowing ClonotypeCounter, part: Int, of parts: Int
  ) -> (blockOfPosting: [Int32], count: Int) {
    var blockOfPosting = [Int32](repeating: 0, count: postings)
    var slotCount = 16
    while slotCount < postings * 2 { slotCount *= 2 }
    var slots = [Int32](repeating: -1, count: slotCount)
    var keys: [UInt64] = []
    keys.reserveCapacity(postings)
    // Asked once for each array whether it is shared, not for each of its elements.
    var numbers = blockOfPosting.mutableSpan
    var free = slots.mutableSpan
    var posting = 0
    for place in chosen.indices {
      let junction = junctions[place]
      let entry = Int(entries[Int(chosen[place])])
      for number in stride(from: part, to: keyCount(length: Int(junction.length)), by: parts) {
        let key = key(number, of: junction, entry: entry, in: table)
        var slot = slot(key, count: slotCount)
        while free[slot] >= 0 && keys[Int(free[slot])] != key {
          slot = (slot &+ 1) & (slotCount &- 1)
        }
        if free[slot] < 0 {
          free[slot] = Int32(keys.count)
          keys.append(key)
        }
        numbers[posting] = free[slot]
        posting &+= 1
      }
    }
    return (blockOfPosting, keys.count)
  }

  /// Counting sort: the members of a block stay in ascending order.
  private static func sort(
    _ chosen: [Int32], _ junctions: [Junction], _ firstPostings: [Int32],
    _ blockOfPosting: [Int32], into blocks: inout [Block], _ members: inout [Int32],
    _ heads: inout [InlineArray<2, UInt64>]
  ) {
    var blocks = blocks.mutableSpan
    var members = members.mutableSpan
    var heads = heads.mutableSpan
    for posting in blockOfPosting.indices { blocks[Int(blockOfPosting[posting])].start &+= 1 }
    var start: Int32 = 0
    for block in blocks.indices {
      start &+= blocks[block].start
      blocks[block].start = start
    }
    // From the last on, each block's start comes down to its first member's place.
    for place in chosen.indices.reversed() {
      let node = chosen[place]
      let head = junctions[place].head
      for posting in Int(firstPostings[place])..<Int(firstPostings[place + 1]) {
        let block = Int(blockOfPosting[posting])
        let at = blocks[block].start &- 1
        blocks[block] = Block(start: at, first: node)
        members[Int(at)] = node
        heads[Int(at)] = head
      }
    }
  }

  /// Keys of a junction: its blocks, then the pair of ends where there are two blocks.
  private static func keyCount(length: Int) -> Int {
    let blocks = blockCount(length: length)
    return blocks > 1 ? blocks + 1 : blocks
  }

  /// The nodes that share block `number` of a chosen one, as positions for ``node(at:)``, ascending,
  /// and the first of them; `blockCount` is the number of the pair of ends.
  @inline(__always)
  func places(_ number: Int, ofChosen place: Int) -> (first: Int, places: Range<Int>) {
    let posting = Int(firstPostings[place]) &+ (number &- part) / parts
    let block = Int(blockOfPosting[posting])
    return (
      Int(blocks[block].first), Int(blocks[block].start)..<Int(blocks[block &+ 1].start)
    )
  }

  /// The node at a position.
  @inline(__always)
  func node(at place: Int) -> Int { Int(members[place]) }

  /// Of candidates that differ too much each so manieth may end the search.
  private static let stopStep = 16

  /// The first of some positions whose junction differs from `head` in no more than so many of the
  /// first 64 bases, or that may end the search; their end where there is none.
  @inline(__always)
  func nextPlace(
    _ places: Range<Int>, from head: InlineArray<2, UInt64>, mostDifferences: Int
  ) -> Int {
    let heads = heads.span.extracting(places)
    let (first, second) = (head[0], head[1])
    let untilStop = -places.lowerBound & (Self.stopStep &- 1)
    let stop = min(untilStop, heads.count)
    var i = 0
    while i < stop {
      if Self.differences(heads[i][0], heads[i][1], first, second) <= mostDifferences { break }
      i &+= 1
    }
    return places.lowerBound &+ i
  }

  /// Whether the junction at a position differs in no more than so many of the first 64 bases.
  @inline(__always)
  func isNear(_ place: Int, to head: InlineArray<2, UInt64>, mostDifferences: Int) -> Bool {
    Self.differences(heads[place][0], heads[place][1], head[0], head[1]) <= mostDifferences
  }

  /// Lanes in which the junction at a position differs from `head`.
  @inline(__always)
  func lanes(at place: Int, from head: InlineArray<2, UInt64>) -> InlineArray<2, UInt64> {
    [
      PackedWord.differences(heads[place][0], head[0]),
      PackedWord.differences(heads[place][1], head[1]),
    ]
  }

  /// Bases in which two pairs of words differ; without an instruction for it the counting of bits is
  /// most of the search, and two words' lanes are counted as one.
  @inline(__always)
  private static func differences(
    _ a: UInt64, _ b: UInt64, _ first: UInt64, _ second: UInt64
  ) -> Int {
    let pairs: UInt64 = 0x3333_3333_3333_3333
    let both = PackedWord.differences(a, first) &+ PackedWord.differences(b, second)
    let fours = (both & pairs) &+ ((both &>> 2) & pairs)
    let eights = (fours &+ (fours &>> 4)) & 0x0F0F_0F0F_0F0F_0F0F
    return Int(truncatingIfNeeded: (eights &* 0x0101_0101_0101_0101) &>> 56)
  }

  /// What is read of a junction again and again.
  private struct Junction {
    var head: InlineArray<2, UInt64>
    var length: Int32
    var locus: UInt8
  }

  @inline(__always)
  private static func key(
    _ number: Int, of junction: Junction, entry: Int, in table: borrowing ClonotypeCounter
  ) -> UInt64 {
    let blocks = blockCount(length: Int(junction.length))
    let tag =
      UInt64(number) << 32 | UInt64(junction.length) << 40 | UInt64(junction.locus) << 60
    if number < blocks { return tag | bases(number, of: junction, entry: entry, in: table) }
    return tag | bases(0, of: junction, entry: entry, in: table) << 16
      | bases(blocks - 1, of: junction, entry: entry, in: table)
  }

  /// 16 bits; a block of 8 bases never crosses a word of 32.
  @inline(__always)
  private static func bases(
    _ number: Int, of junction: Junction, entry: Int, in table: borrowing ClonotypeCounter
  ) -> UInt64 {
    let word =
      number / 4 < JunctionEntry.headWords
      ? junction.head[number / 4] : table.word(number / 4, of: table.entries[entry])
    return (word >> UInt64(number % 4 &* 16)) & 0xFFFF
  }

  private static func slot(_ key: UInt64, count: Int) -> Int {
    let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: product.high ^ product.low) & (count &- 1)
  }
}
