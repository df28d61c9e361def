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
}
