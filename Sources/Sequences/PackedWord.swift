/// 32 nucleotides in 64 bits: base `i` in bits `2i` and `2i + 1`, so the first base is lowest.
///
/// A lane mask has bit `2i` set for each base it selects.
public enum PackedWord {
  /// Bases in a word.
  public static let baseCount = 32

  /// The mask of all lanes.
  public static let allLanes: UInt64 = 0x5555_5555_5555_5555

  /// The mask of the lanes of a range, 0 to 32; empty when `upper <= lower`.
  @inlinable public static func lanes(from lower: Int, to upper: Int) -> UInt64 {
    let lo = lower < 0 ? 0 : lower
    let hi = upper > baseCount ? baseCount : upper
    if lo >= hi { return 0 }
    let width = UInt64(truncatingIfNeeded: hi &- lo) &* 2
    let ones = width == 64 ? UInt64.max : (1 &<< width) &- 1
    return (ones &<< (UInt64(truncatingIfNeeded: lo) &* 2)) & allLanes
  }

  /// The mask of the lanes in which two words differ.
  @inlinable public static func differences(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let x = a ^ b
    return (x | (x &>> 1)) & allLanes
  }

  /// The 32 bases in reverse order, each complemented.
  @inlinable public static func reverseComplement(_ word: UInt64) -> UInt64 { reversed(~word) }

  /// The 32 bases in reverse order: the first is highest, so that numbers are in the order of texts.
  @inlinable public static func reversed(_ word: UInt64) -> UInt64 {
    var x = word
    x = ((x &>> 2) & 0x3333_3333_3333_3333) | ((x & 0x3333_3333_3333_3333) &<< 2)
    x = ((x &>> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((x & 0x0F0F_0F0F_0F0F_0F0F) &<< 4)
    return x.byteSwapped
  }

  /// The word of 32 ASCII bases, first base lowest; only A, C, G, T, U of either case are
  /// meaningful.
  ///
  /// Eight bases at a time: what was written for 32 at once the compiler took apart, for half as many
  /// instructions more.
  @inlinable @inline(__always)
  public static func pack(asciiBytes bytes: SIMD4<UInt64>) -> UInt64 {
    let word =
      gather(bytes[0]) | gather(bytes[1]) &<< 16 | gather(bytes[2]) &<< 32
      | gather(bytes[3]) &<< 48
    // Bits 1 and 2 of A, C, T and G are 0, 1, 2, 3; the xor swaps the last two.
    return word ^ ((word &>> 1) & allLanes)
  }

  /// Bits 1 and 2 of eight bytes, in the lowest 16.
  @inlinable @inline(__always)
  static func gather(_ bytes: UInt64) -> UInt64 {
    let two = (bytes &>> 1) & 0x0303_0303_0303_0303
    let four = (two | (two &>> 6)) & 0x000F_000F_000F_000F
    // The four times four bits come together in the highest 16.
    return (four &* 0x0001_0010_0100_1000) &>> 48
  }

  /// Words of nucleotide codes, the last filled up with A; an unknown base counts as A.
  public static func pack(codes: some Collection<UInt8>) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (codes.count + baseCount - 1) / baseCount)
    for (i, code) in codes.enumerated() where code < 4 {
      words[i / baseCount] |= UInt64(code) << UInt64(2 * (i % baseCount))
    }
    return words
  }
}
