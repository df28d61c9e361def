import Sequences
import VDJAlignment

/// Rearranged reads that wait to be counted, copied out of aligner and batch.
///
/// A table of junctions leaves the processor's own cache, and the reads of one junction do not come
/// one after the other: counted one by one, each read waits two or three times for memory. Those
/// that wait together are looked up together, so that their waits overlap.
public struct WaitingReads: Sendable {
  /// Reads that are looked up together.
  static let most = 32

  /// A read, and what looking it up has told so far.
  struct Read: Sendable {
    /// Hash of locus, length and junction.
    var hash: UInt64
    /// What the table's slot of the hash holds.
    var slot: UInt64
    /// First of its words: junction, scores of the junction's bases, read, unknown lanes.
    var firstWord: Int
    /// Bases in the junction.
    var length: Int
    /// Number of its V set and of its J set.
    var v: UInt32
    var j: UInt32
    /// `Locus.index`.
    var locus: UInt8
    /// The read as one that may stand for its junction; its words are those that wait.
    var representative: JunctionEntry.Representative

    /// Words of the packed junction.
    var wordCount: Int { (length &+ 31) / 32 }
    /// First word of the scores, eight to a word.
    var firstScores: Int { firstWord &+ wordCount }
  }

  /// The reads in the order in which they came; behind ``count`` those of before.
  private(set) var reads: [Read]
  /// How many wait.
  private(set) var count = 0
  /// Their words, one read after the other.
  private(set) var words: [UInt64]
  private var wordCount = 0
  /// What looking them up has read of the table, so that it is read.
  private var seen: UInt64 = 0

  /// No reads, and room for as many as wait together.
  public init() {
    let none = Read(
      hash: 0, slot: 0, firstWord: 0, length: 0, v: 0, j: 0, locus: 0, representative: .none)
    reads = Array(repeating: none, count: Self.most)
    // 32 reads of 150 bases have some 500.
    words = Array(repeating: 0, count: 1 << 10)
  }

  /// Whether no read waits.
  public var isEmpty: Bool { count == 0 }

  /// Whether the reads that wait should be counted before another one comes.
  var isFull: Bool { count == Self.most }

  /// Copies a rearranged read.
  ///
  /// - Parameters:
  ///   - rearrangement: What was found in it.
  ///   - bases: The read on the strand of the receptor, packed.
  ///   - unknown: The lanes of its unknown bases; empty where it has none.
  ///   - quality: Its qualities as in the file.
  ///   - lost: What it loses, in score points, by its differences from V and J.
  ///   - v: Number of its V set.
  ///   - j: Number of its J set.
  mutating func append(
    _ rearrangement: Rearrangement, bases: Span<UInt64>, unknown: Span<UInt64>,
    quality: Span<UInt8>, lost: Int, v: UInt32, j: UInt32
  ) {
    let junction = rearrangement.junction
    var read = Read(
      hash: 0, slot: 0, firstWord: wordCount, length: junction.count, v: v, j: j,
      locus: UInt8(truncatingIfNeeded: rearrangement.locus.index), representative: .none)
    read.representative = .init(
      firstWord: UInt32(truncatingIfNeeded: read.firstScores &+ (junction.count &+ 7) / 8),
      capacity: 0, length: Int32(truncatingIfNeeded: quality.count),
      worth: ClonotypeCounter.worth(
        quality, covered: quality.count &- rearrangement.v.lowerBound, lost: lost),
      junctionStart: Int32(truncatingIfNeeded: junction.lowerBound), hasUnknown: !unknown.isEmpty)
    wordCount = read.representative.words &+ read.representative.wordCount
    while words.count < wordCount { words.append(0) }
    // One look at who else holds the words, not one for each of them.
    var into = words.mutableSpan
    Self.writeJunction(junction, of: bases, to: &into, at: read.firstWord)
    Self.writeScores(of: rearrangement, quality: quality, to: &into, at: read.firstScores)
    Self.writeRead(read.representative, bases, unknown, to: &into)
    read.hash = ClonotypeCounter.hash(
      words.span.extracting(read.firstWord..<read.firstScores), length: read.length,
      locus: read.locus)
    reads[count] = read
    count &+= 1
  }

  /// The junction, packed.
  @inline(__always)
  private static func writeJunction(
    _ junction: Range<Int>, of bases: Span<UInt64>, to words: inout MutableSpan<UInt64>,
    at first: Int
  ) {
    var start = junction.lowerBound
    var at = first
    while start < junction.upperBound {
      let lanes = PackedWord.lanes(from: 0, to: junction.upperBound &- start)
      let shift = UInt64(truncatingIfNeeded: start & 31) &* 2
      let high = (bases[(start &>> 5) &+ 1] &<< 1) &<< (63 &- shift)
      words[at] = (bases[start &>> 5] &>> shift | high) & (lanes | (lanes &<< 1))
      start &+= PackedWord.baseCount
      at &+= 1
    }
  }

  /// Phred scores of the junction's bases on the strand of the receptor, eight to a word, the first
  /// lowest; 0 behind the last.
  @inline(__always)
  private static func writeScores(
    of rearrangement: Rearrangement, quality: Span<UInt8>, to words: inout MutableSpan<UInt64>,
    at first: Int
  ) {
    let bytes = unsafe quality.bytes
    let junction = rearrangement.junction
    var position = junction.lowerBound
    var at = first
    while position &+ 8 <= junction.upperBound {
      let start = rearrangement.isReverse ? quality.count &- position &- 8 : position
      let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      let scores = rearrangement.isReverse ? eight.byteSwapped : eight
      words[at] = scores &- 0x2121_2121_2121_2121
      position &+= 8
      at &+= 1
    }
    guard position < junction.upperBound else { return }
    var scores: UInt64 = 0
    var shift: UInt64 = 0
    while position < junction.upperBound {
      let start = rearrangement.isReverse ? quality.count &- 1 &- position : position
      scores |= UInt64(quality[start] &- Phred.asciiOffset) &<< shift
      shift &+= 8
      position &+= 1
    }
    words[at] = scores
  }

  /// The packed read and, where it has any, the lanes of its unknown bases.
  @inline(__always)
  private static func writeRead(
    _ read: JunctionEntry.Representative, _ bases: Span<UInt64>, _ unknown: Span<UInt64>,
    to words: inout MutableSpan<UInt64>
  ) {
    let wordCount = (Int(read.length) &+ 31) / 32
    var word = 0
    while word < wordCount {
      words[read.words &+ word] = bases[word]
      word &+= 1
    }
    guard read.hasUnknown else { return }
    word = 0
    while word < wordCount {
      words[read.words &+ wordCount &+ word] = unknown[word]
      word &+= 1
    }
  }

  /// Notes what the table's slot of a read holds.
  @inline(__always)
  mutating func note(slot: UInt64, of number: Int) { reads[number].slot = slot }

  /// Notes what was read of the table.
  mutating func note(seen bits: UInt64) { seen ^= bits }

  /// Forgets the reads, which were counted.
  mutating func removeAll() {
    count = 0
    wordCount = 0
  }
}
