/// Eight nucleotides in the bytes of a word, first base lowest: what is done to bases one by one is
/// done to eight at once.
public enum EightBases {
  /// The codes of the eight bases in the lowest 16 bits of a packed word, one a byte.
  @inlinable @inline(__always)
  public static func codes(ofPacked bits: UInt64) -> UInt64 {
    let four = (bits & 0xFF) | (bits & 0xFF00) &<< 24
    let two = (four | four &<< 12) & 0x000F_000F_000F_000F
    return (two | two &<< 6) & 0x0303_0303_0303_0303
  }

  /// The upper-case ASCII letters of eight codes from A to `Nucleotide.unknown`, one a byte.
  @inlinable @inline(__always)
  public static func ascii(ofCodes codes: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = codes & ones
    let high = (codes &>> 1) & ones
    // A, C, G and T are 0x41 and 0, 2, 6 and 19 more; N is 13 more. No byte carries into the next.
    return ones &* 0x41 &+ low &* 2 &+ high &* 6 &+ (low & high) &* 11
      &+ ((codes &>> 2) & ones) &* 13
  }

  /// How many elements of two spans are equal from a place in each on, `most` at most.
  @inlinable @inline(__always)
  public static func equalCount(
    _ a: Span<UInt8>, from first: Int, _ b: Span<UInt8>, from second: Int, most: Int
  ) -> Int {
    precondition(
      most <= 0 || min(first, second) >= 0 && first + most <= a.count && second + most <= b.count,
      "what is compared lies in both spans")
    let (x, y) = unsafe (a.bytes, b.bytes)
    var i = 0
    while i &+ 8 <= most {
      let eight = unsafe x.unsafeLoadUnaligned(fromByteOffset: first &+ i, as: UInt64.self)
      let other = unsafe y.unsafeLoadUnaligned(fromByteOffset: second &+ i, as: UInt64.self)
      let differing = eight ^ other
      if differing != 0 { return i &+ differing.trailingZeroBitCount &>> 3 }
      i &+= 8
    }
    while i < most && a[first &+ i] == b[second &+ i] { i &+= 1 }
    return i
  }
}

extension Nucleotide {
  /// Replaces `text` by the upper-case letters of codes, each `unknown` at most; its memory is kept.
  public static func write(textOfCodes codes: Span<UInt8>, to text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    let bytes = unsafe codes.bytes
    text.append(addingCapacity: codes.count) { (out: inout OutputSpan<UInt8>) in
      out.append(repeating: 0, count: codes.count)
      var letters = out.mutableSpan
      var into = unsafe letters.mutableBytes
      var i = 0
      while i &+ 8 <= codes.count {
        let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
        into.storeBytes(
          of: EightBases.ascii(ofCodes: eight), toByteOffset: i, as: UInt64.self)
        i &+= 8
      }
      while i < codes.count {
        into.storeBytes(of: ascii(ofCode: codes[i]), toByteOffset: i, as: UInt8.self)
        i &+= 1
      }
    }
  }

  /// Replaces `codes` by those of the first `count` bases of packed words; its memory is kept.
  ///
  /// - Parameter word: A word by its number, 0-based; `PackedWord.baseCount` bases each.
  @inlinable @inline(__always)
  public static func write(
    codesOfPacked word: (Int) -> UInt64, count: Int, to codes: inout [UInt8]
  ) {
    let wordCount = (count &+ PackedWord.baseCount &- 1) / PackedWord.baseCount
    let room = wordCount &* PackedWord.baseCount
    if codes.count < room { codes.append(contentsOf: repeatElement(0, count: room - codes.count)) }
    var letters = codes.mutableSpan
    var into = unsafe letters.mutableBytes
    for number in 0..<wordCount {
      var bases = word(number)
      for part in 0..<4 {
        into.storeBytes(
          of: EightBases.codes(ofPacked: bases),
          toByteOffset: number &* PackedWord.baseCount &+ part &* 8, as: UInt64.self)
        bases &>>= 16
      }
    }
    codes.removeLast(codes.count - count)
  }
}
