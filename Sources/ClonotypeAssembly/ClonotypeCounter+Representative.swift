import Sequences
import VDJAlignment

/// The read that stands for a junction: of most worth, then longest, then first by its text.
extension ClonotypeCounter {
  /// Takes over a read as representative of an entry if it is better than the one so far.
  ///
  /// - Parameter words: Where its words stand: those of another table, or of reads that wait.
  mutating func offer(
    _ other: JunctionEntry.Representative, words: borrowing [UInt64], to at: Int
  ) {
    let known = entries[at].representative
    if other.worth < known.worth { return }
    if other.worth == known.worth {
      if other.length < known.length { return }
      if other.length == known.length {
        let comparison = compare(other, words: words, with: known)
        if comparison > 0 || (comparison == 0 && other.junctionStart >= known.junctionStart) {
          return
        }
      }
    }
    let start = room(for: other.wordCount, at: at)
    for i in 0..<other.wordCount { readWords[start + i] = words[other.words + i] }
    entries[at].representative.length = other.length
    entries[at].representative.worth = other.worth
    entries[at].representative.junctionStart = other.junctionStart
    entries[at].representative.hasUnknown = other.hasUnknown
  }

  /// How good a read is beside others of its junction, at least 0: the sum of its Phred scores, how far
  /// it reaches into V and behind the junction, and what it loses by its differences from V and J.
  ///
  /// An error of the read is not to stand for a row that has reads without: of full-length pairs of 300
  /// bases a third of the reads of highest sum had one. A read that ends before a base that all differ by,
  /// or fits V in a part alone, is no better for that: a difference of a good base weighs as much as 36
  /// bases covered.
  ///
  /// - Parameters:
  ///   - quality: Its qualities as in the file.
  ///   - covered: Bases from the first on V to the last of the read.
  ///   - lost: Score points that differences lose: 24 for one of a good base.
  static func worth(_ quality: Span<UInt8>, covered: Int, lost: Int) -> Int32 {
    Int32(
      clamping: max(0, leastWorth &+ qualitySum(quality) &+ 100 &* covered &- 150 &* lost))
  }

  /// What is added so that none of a read of some thousand bases is below 0.
  private static let leastWorth = 1 << 24

  /// Sum of Phred scores, 32 bytes at a time.
  static func qualitySum(_ quality: Span<UInt8>) -> Int {
    let bytes = unsafe quality.bytes
    let even = SIMD4<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    var sums = SIMD4<UInt64>(repeating: 0)
    var total = 0
    var i = 0
    var pending = 0
    while i &+ 32 <= quality.count {
      let some = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: SIMD4<UInt64>.self)
      sums &+= (some & even) &+ ((some &>> 8) & even)
      i &+= 32
      pending &+= 1
      // 16-bit lanes hold 128 times 2 bytes; the rest may come to three times.
      if pending == 120 {
        total &+= fold(sums)
        sums = SIMD4(repeating: 0)
        pending = 0
      }
    }
    while i &+ 8 <= quality.count {
      let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
      sums[0] &+= (eight & even[0]) &+ ((eight &>> 8) & even[0])
      i &+= 8
    }
    total &+= fold(sums)
    while i < quality.count {
      total &+= Int(quality[i])
      i &+= 1
    }
    return total &- quality.count &* Int(Phred.asciiOffset)
  }

  /// The sum of sixteen numbers of 16 bits.
  @inline(__always)
  private static func fold(_ sums: SIMD4<UInt64>) -> Int {
    let low: UInt64 = 0x0000_FFFF_0000_FFFF
    let pairs = (sums & low) &+ ((sums &>> 16) & low)
    let sum = pairs[0] &+ pairs[1] &+ pairs[2] &+ pairs[3]
    return Int(truncatingIfNeeded: (sum & 0xFFFF_FFFF) &+ (sum &>> 32))
  }

  /// Where the representative of an entry may be written: its old place if it is large enough.
  private mutating func room(for wordCount: Int, at: Int) -> Int {
    if wordCount <= Int(entries[at].representative.capacity) {
      return entries[at].representative.words
    }
    let start = readWords.count
    readWords.append(contentsOf: repeatElement(0, count: wordCount))
    entries[at].representative.firstWord = UInt32(start)
    entries[at].representative.capacity = Int32(wordCount)
    return start
  }

  /// Negative when the read comes before the kept one of the same length by its text.
  private func compare(
    _ other: JunctionEntry.Representative, words: borrowing [UInt64],
    with known: JunctionEntry.Representative
  ) -> Int {
    let wordCount = (Int(known.length) + 31) / 32
    for word in 0..<wordCount {
      let result = Self.compare(
        words[other.words + word],
        other.hasUnknown ? words[other.words + wordCount + word] : 0,
        readWords[known.words + word],
        known.hasUnknown ? readWords[known.words + wordCount + word] : 0)
      if result != 0 { return result }
    }
    return 0
  }

  /// Compares 32 bases as text, where N stands between G and T.
  private static func compare(
    _ a: UInt64, _ unknownA: UInt64, _ b: UInt64, _ unknownB: UInt64
  ) -> Int {
    let lanes = PackedWord.differences(a, b) | (unknownA ^ unknownB)
    if lanes == 0 { return 0 }
    let bit = UInt64(lanes.trailingZeroBitCount)
    return rank(a, unknownA, bit) - rank(b, unknownB, bit)
  }

  private static func rank(_ word: UInt64, _ unknown: UInt64, _ bit: UInt64) -> Int {
    if (unknown >> bit) & 1 != 0 { return 5 }
    return Int((word >> bit) & 3) * 2
  }
}
