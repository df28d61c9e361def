/// Says of a hash that no junction of a set has it, or that one may.
///
/// Three bits of one word for each junction, and at least 16 bits a junction: one hash in some 150 is
/// let through without need. A set of a million takes 4 MB, a quarter of what the table's slots take.
struct JunctionFilter: Sendable {
  private var words: [UInt64]
  private let shift: UInt64

  /// A filter for so many junctions.
  init(count: Int) {
    var bits = 4
    while 1 << bits < count / 4 { bits += 1 }
    words = [UInt64](repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// All junctions of a table, by ``sum(of:in:)``.
  init(of table: borrowing ClonotypeCounter) {
    self.init(count: table.entries.count)
    for number in table.entries.indices {
      insert(Self.sum(of: table.entries[number], in: table))
    }
  }

  /// A hash that changes by a ``term(_:_:)`` when a word does: a junction with another base costs one
  /// multiplication.
  @inline(__always)
  static func sum(of entry: JunctionEntry, in table: borrowing ClonotypeCounter) -> UInt64 {
    var sum: UInt64 = 0
    for number in 0..<entry.wordCount { sum &+= term(table.word(number, of: entry), number) }
    return sum
  }

  /// The same of a packed junction.
  static func sum(of words: [UInt64]) -> UInt64 {
    var sum: UInt64 = 0
    for number in words.indices { sum &+= term(words[number], number) }
    return sum
  }

  /// What a word adds to the hash; what it changes adds what the difference does.
  @inline(__always)
  static func term(_ word: UInt64, _ number: Int) -> UInt64 {
    word &* (0x9E37_79B9_7F4A_7C15 &+ 0x5851_F42D_4C95_7F2C &* UInt64(truncatingIfNeeded: number))
  }

  /// Adds the junction of a hash.
  mutating func insert(_ hash: UInt64) {
    let mixed = Self.mixed(hash)
    words[Int(mixed &>> shift)] |= Self.bits(mixed)
  }

  /// Whether a junction with this hash may be in the set.
  @inline(__always)
  func mayContain(_ hash: UInt64) -> Bool {
    let mixed = Self.mixed(hash)
    let bits = Self.bits(mixed)
    return words[Int(mixed &>> shift)] & bits == bits
  }

  @inline(__always)
  private static func bits(_ mixed: UInt64) -> UInt64 {
    1 &<< (mixed & 63) | 1 &<< ((mixed &>> 6) & 63) | 1 &<< ((mixed &>> 12) & 63)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    let folded = (hash ^ (hash &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return (folded ^ (folded &>> 32)) &* 0xA076_1D64_78BD_642F
  }
}
