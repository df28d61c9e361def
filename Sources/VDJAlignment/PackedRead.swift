import Sequences

/// One read in 2-bit words, in either orientation; a worker's scratch, reused for every read.
struct PackedRead: Sendable {
  /// Words of padding before the first base, so that windows may begin before the read.
  private static let frontWords = 16
  private static let backWords = 4

  /// Bases in the read.
  private(set) var length = 0
  /// Whether any base is none of A, C, G, T.
  private(set) var hasUnknown = false
  /// Whether the words hold the reverse complement of the read as it stands in the file.
  private(set) var isReverse = false
  private var words: [UInt64]
  private var unknown: [UInt64]

  init() {
    words = [UInt64](repeating: 0, count: Self.frontWords + Self.backWords + 8)
    unknown = words
  }

  /// Makes room for a read of `count` bases; allocates only for a read longer than all before.
  private mutating func reserve(_ count: Int) {
    // A read of whole words has an empty one behind them.
    let needed = Self.frontWords + Self.backWords + count / 32 + 1
    guard words.count < needed else { return }
    words = [UInt64](repeating: 0, count: needed + needed / 2)
    unknown = words
  }

  /// Packs the bases of a read.
  mutating func load(_ bases: Span<UInt8>) {
    reserve(bases.count)
    length = bases.count
    isReverse = false
    let bytes = unsafe bases.bytes
    // One look at who else holds the words, not one for each of them.
    var into = words.mutableSpan
    var at = Self.frontWords
    var i = 0
    var odds = SIMD4<UInt64>(repeating: 0)
    while i &+ 32 <= bases.count {
      let ascii = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: SIMD4<UInt64>.self)
      odds |= Self.oddBytes(ascii)
      into[at] = PackedWord.pack(asciiBytes: ascii)
      at &+= 1
      i &+= 32
    }
    var isOdd = false
    var word: UInt64 = 0
    if i > 0 {
      // The last 32 bases, of which the first ones were packed before.
      let start = bases.count &- 32
      let ascii = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self)
      odds |= Self.oddBytes(ascii)
      // Two bits a base, in two steps: of 32 bases none may be left.
      let left = UInt64(truncatingIfNeeded: i &- start)
      word = (PackedWord.pack(asciiBytes: ascii) &>> left) &>> left
    } else {
      while i < bases.count {
        let code = Nucleotide.code(ofASCII: bases[i])
        isOdd = isOdd || code >= 4
        word |= UInt64(code & 3) &<< (UInt64(truncatingIfNeeded: i) &* 2)
        i &+= 1
      }
    }
    into[at] = word
    var padded = 1
    while padded <= Self.backWords {
      into[at &+ padded] = 0
      padded &+= 1
    }
    hasUnknown = isOdd || (odds[0] | odds[1] | odds[2] | odds[3]) != 0
    if hasUnknown { markUnknown(bases) }
  }

  /// Non-zero when one of 32 bytes is not A, C, G or T of either case.
  @inline(__always)
  private static func oddBytes(_ ascii: SIMD4<UInt64>) -> SIMD4<UInt64> {
    // But for case and the two bits of the code, A, C and G are 0x41 and T, which alone has code 2
    // of ASCII order, is 0x50.
    let ones = SIMD4<UInt64>(repeating: 0x0101_0101_0101_0101)
    let half = ascii &>> 1
    let isT = (half &>> 1) & ~half & ones
    return (ascii & 0xD9D9_D9D9_D9D9_D9D9) ^ (ones &* 0x41) ^ isT ^ (isT &<< 4)
  }

  private mutating func markUnknown(_ bases: Span<UInt8>) {
    let wordCount = (bases.count + 31) / 32
    for at in 0..<wordCount + Self.backWords { unknown[Self.frontWords + at] = 0 }
    hasUnknown = false
    for i in bases.indices where Nucleotide.code(ofASCII: bases[i]) == Nucleotide.unknown {
      let at = Self.frontWords + i / 32
      let lane = UInt64((i & 31) * 2)
      unknown[at] |= 1 << lane
      words[at] &= ~(3 << lane)
      hasUnknown = true
    }
  }

  /// Takes over the reverse complement of another read.
  mutating func loadReverseComplement(of other: borrowing PackedRead) {
    reserve(other.length)
    length = other.length
    hasUnknown = other.hasUnknown
    isReverse = !other.isReverse
    // Shifted as one number: its first word ends with the last base of the other read.
    let wordCount = (length &+ 31) &>> 5
    let shift = UInt64(truncatingIfNeeded: length & 31) &* 2
    var at = Self.frontWords
    var source = Self.frontWords &+ length &>> 5
    let from = other.words.span
    var into = words.mutableSpan
    var upper = from[source]
    let end = at &+ wordCount
    while at < end {
      source &-= 1
      let lower = from[source]
      // The 32 bases that end where this word begins; a shift by none leaves the lower ones.
      let window = lower &>> shift | (upper &<< 1) &<< (63 &- shift)
      into[at] = PackedWord.reverseComplement(window)
      upper = lower
      at &+= 1
    }
    if shift > 0 { into[end &- 1] &= (1 &<< shift) &- 1 }
    var padded = 0
    while padded < Self.backWords {
      into[end &+ padded] = 0
      padded &+= 1
    }
    if hasUnknown { complementUnknown(of: other) }
  }

  /// The unknown bases of the other read on this strand; their codes are A on both.
  private mutating func complementUnknown(of other: borrowing PackedRead) {
    let wordCount = (length &+ 31) / 32
    var i = 0
    while i < wordCount {
      let start = length &- (i &+ 1) &* 32
      let valid = PackedWord.lanes(from: 0, to: length &- i &* 32)
      let lanes = ~PackedWord.reverseComplement(other.unknownWindow(at: start)) & valid
      unknown[Self.frontWords &+ i] = lanes
      words[Self.frontWords &+ i] &= ~(lanes | (lanes &<< 1))
      i &+= 1
    }
    while i < wordCount &+ Self.backWords {
      unknown[Self.frontWords &+ i] = 0
      i &+= 1
    }
  }

  /// The words from the first base on, those behind the last base included.
  var bases: Span<UInt64> {
    @_lifetime(borrow self) get { words.span.extracting(droppingFirst: Self.frontWords) }
  }

  /// The lanes of unknown bases in the same way; empty where there is none.
  var unknownBases: Span<UInt64> {
    @_lifetime(borrow self) get {
      unknown.span.extracting(droppingFirst: hasUnknown ? Self.frontWords : unknown.count)
    }
  }

  /// The 32 bases from `position` on, -512 to the length; A outside the read.
  @inline(__always)
  func window(at position: Int) -> UInt64 { Self.window(words, at: position) }

  /// The lanes of unknown bases among the 32 from `position` on; only with `hasUnknown`.
  @inline(__always)
  func unknownWindow(at position: Int) -> UInt64 { Self.window(unknown, at: position) }

  @inline(__always)
  private static func window(_ words: [UInt64], at position: Int) -> UInt64 {
    let padded = position &+ frontWords &* 32
    let at = padded &>> 5
    let shift = UInt64(truncatingIfNeeded: padded & 31) &* 2
    let low = words[at] &>> shift
    let high = (words[at &+ 1] &<< 1) &<< (63 &- shift)
    return low | high
  }

  /// The code of one base; unknown bases are `Nucleotide.unknown`.
  @inline(__always)
  func code(at position: Int) -> UInt8 {
    if hasUnknown && unknownWindow(at: position) & 1 != 0 { return Nucleotide.unknown }
    return UInt8(truncatingIfNeeded: window(at: position) & 3)
  }
}
