/// The Phred scores of a junction's first 64 bases in 32 bytes: 16 levels of 4, up to 60.
struct PackedQuality: BitwiseCopyable, Sendable {
  /// Bases whose scores are kept; few junctions are longer.
  static let capacity = 64
  /// What the bases behind them count as.
  static let beyond = 20
  /// The highest score.
  static let highest = 60

  /// 16 scores a word, the first one lowest.
  private(set) var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

  /// All scores 0.
  init() {}

  /// The scores of packed words.
  init(words: InlineArray<4, UInt64>) { self.words = words }

  /// The score of a base, a multiple of 4.
  @inline(__always)
  func score(at position: Int) -> Int {
    guard position < Self.capacity else { return Self.beyond }
    let word = words[position / 16]
    return Int((word >> UInt64(position % 16 &* 4)) & 15) &* 4
  }

  /// Sets the score of a base that is still 0, rounded to a multiple of 4.
  @inline(__always)
  mutating func set(_ score: Int, at position: Int) {
    guard position < Self.capacity else { return }
    let level = UInt64(truncatingIfNeeded: (min(score, Self.highest) &+ 2) / 4)
    words[position / 16] |= min(level, 15) &<< UInt64(position % 16 &* 4)
  }

  private static let ones: UInt64 = 0x1111_1111_1111_1111

  /// The lowest bit of each score's level among the first `length` bases, of one word.
  @inline(__always)
  private static func lanes(_ word: Int, length: Int) -> UInt64 {
    let count = length &- word &* 16
    return count >= 16 ? ones : count <= 0 ? 0 : ones & (1 &<< UInt64(count &* 4) &- 1)
  }

  /// Whether none of the first `length` scores is 0.
  @inline(__always)
  func isPositive(_ length: Int) -> Bool {
    for word in 0..<4 {
      let pairs = words[word] | words[word] >> 1
      let lanes = Self.lanes(word, length: length)
      if (pairs | pairs >> 2) & lanes != lanes { return false }
    }
    return true
  }

  /// Whether any of the first `length` scores is below 16.
  @inline(__always)
  func isUncertain(_ length: Int) -> Bool {
    for word in 0..<4 {
      let lanes = Self.lanes(word, length: length)
      if (words[word] >> 2 | words[word] >> 3) & lanes != lanes { return true }
    }
    return false
  }

  /// Adds scores, each stopped at the highest, sixteen at a time.
  @inline(__always)
  mutating func add(_ other: PackedQuality) {
    let low: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
    for word in 0..<4 {
      let even = (words[word] & low) &+ (other.words[word] & low)
      let odd = (words[word] >> 4 & low) &+ (other.words[word] >> 4 & low)
      words[word] = Self.stopped(even) | Self.stopped(odd) << 4
    }
  }

  /// Sums of two levels, one a byte, stopped at 15.
  @inline(__always)
  private static func stopped(_ sums: UInt64) -> UInt64 {
    let over = (sums >> 4) & 0x0101_0101_0101_0101
    return (sums | over &* 15) & 0x0F0F_0F0F_0F0F_0F0F
  }
}
