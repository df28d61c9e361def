/// A junction read from one of its ends: in the order of such texts, junctions that share most of
/// that end stand side by side.
struct JunctionText: Sendable, Equatable {
  /// Longer junctions have no text.
  static let mostBases = 84
  private static let basesPerWord = 21

  /// Three bits a base, the first base highest; zero behind the end, so that a text stands before
  /// those that go on.
  private var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

  /// The text of a junction, given as codes 0 to 3; nil for one that is too long.
  init?(_ codes: [UInt8], fromEnd: Bool) {
    guard codes.count <= Self.mostBases else { return nil }
    for place in codes.indices {
      let code = codes[fromEnd ? codes.count &- 1 &- place : place]
      let shift = UInt64(60 &- place % Self.basesPerWord &* 3)
      words[place / Self.basesPerWord] |= (UInt64(code) &+ 1) &<< shift
    }
  }

  /// Bases that two texts share from their start on; ``mostBases`` for equal ones.
  func sharedBases(with other: JunctionText) -> Int {
    for word in words.indices where words[word] != other.words[word] {
      let differing = words[word] ^ other.words[word]
      return word &* Self.basesPerWord &+ (differing.leadingZeroBitCount &- 1) / 3
    }
    return Self.mostBases
  }

  /// Whether a text stands before another.
  func precedes(_ other: JunctionText) -> Bool {
    for word in words.indices where words[word] != other.words[word] {
      return words[word] < other.words[word]
    }
    return false
  }

  static func == (a: JunctionText, b: JunctionText) -> Bool {
    a.sharedBases(with: b) == mostBases
  }
}
