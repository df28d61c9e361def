import Sequences

/// What the counting table holds of one (locus, junction); the words lie in the table's arenas.
struct JunctionEntry: Sendable {
  /// Hash of locus, length and bases.
  var hash: UInt64
  /// Reads with this junction.
  var reads: Int
  /// First word of the packed junction.
  var words: Int
  /// First quality sum, one byte a base.
  var qualities: Int
  /// First node of the chain of V/J sets.
  var firstTie: Int32
  /// Bases in the junction.
  var length: Int32
  /// `Locus.index`.
  var locus: UInt8
  /// The representative read.
  var representative: Representative

  /// Words of the packed junction.
  var wordCount: Int { (Int(length) &+ 31) / 32 }

  /// The read with the highest quality sum, then the longest, then the first by its text.
  struct Representative: Sendable {
    /// First word in the arena: bases, then unknown lanes where there are any.
    var words: Int
    /// Words that may be written there.
    var capacity: Int32
    /// Bases.
    var length: Int32
    /// Sum of Phred scores.
    var quality: Int32
    /// First base of the junction.
    var junctionStart: Int32
    /// Whether unknown lanes follow the bases.
    var hasUnknown: Bool

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
