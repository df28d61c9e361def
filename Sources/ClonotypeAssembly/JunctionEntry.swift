import Sequences

/// What the counting table holds of one (locus, junction).
///
/// What nearly every read touches stands in the entry itself: the first 64 bases and the first V/J
/// set. With both in arenas of their own counting a read took two more cache misses. The single
/// bytes stand last, so that an entry takes 88 bytes and not 96.
struct JunctionEntry: Sendable {
  /// Words of the junction that stand in the entry.
  static let headWords = 2

  /// Hash of locus, length and bases.
  var hash: UInt64
  /// Reads with this junction.
  var reads: Int
  /// The first 64 bases.
  var head: InlineArray<2, UInt64>
  /// The V/J set that was seen first, and its reads; further ones are chained behind it.
  var tie: TieCount
  /// Where the further words of the junction lie in the table's arena.
  var tailWords: UInt32
  /// First quality sum, one byte a base; wide sums, two bytes a base, stand behind the last.
  var firstQuality: UInt32
  /// Bases in the junction.
  var length: Int32
  /// The representative read.
  var representative: Representative
  /// `Locus.index`.
  var locus: UInt8
  /// Whether a quality sum is above 255, so that wide sums stand behind those of a byte.
  var hasWideSums = false
  /// Whether all sums of a byte have reached their end.
  var isSaturated = false
  /// Whether the wide ones have too, so that nothing can be added.
  var isFull = false

  /// Counts a read; false where its V/J set, which is not the first, is still to be counted.
  @inline(__always)
  mutating func countOne(v: UInt32, j: UInt32) -> Bool {
    reads &+= 1
    if tie.reads == 0 {
      tie = TieCount(v: v, j: j, reads: 1, next: -1)
      return true
    }
    guard tie.v == v, tie.j == j else { return false }
    tie.reads &+= 1
    return true
  }

  /// Words of the packed junction.
  var wordCount: Int { (Int(length) &+ 31) / 32 }

  /// Positions of the quality sums in the table's arena.
  var qualities: Int { Int(firstQuality) }

  /// The read of the highest worth, then the longest, then the first by its text.
  struct Representative: Sendable {
    /// First word in the arena: bases, then unknown lanes where there are any.
    var firstWord: UInt32
    /// Words that may be written there.
    var capacity: Int32
    /// Bases.
    var length: Int32
    /// See ``ClonotypeCounter/worth(_:covered:lost:)``.
    var worth: Int32
    /// First base of the junction.
    var junctionStart: Int32
    /// Whether unknown lanes follow the bases.
    var hasUnknown: Bool

    /// None yet: any read is better.
    static let none = Self(
      firstWord: 0, capacity: 0, length: 0, worth: -1, junctionStart: 0, hasUnknown: false)

    /// First word as a position.
    var words: Int { Int(firstWord) }

    /// Words in use.
    var wordCount: Int { (Int(length) &+ 31) / 32 &* (hasUnknown ? 2 : 1) }
  }
}

/// One V set with one J set of an entry, and the reads that have both; a node of its chain.
struct TieCount: Sendable {
  var v: UInt32
  var j: UInt32
  var reads: Int
  var next: Int32
}
