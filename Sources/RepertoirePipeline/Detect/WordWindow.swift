/// The last bases of a text, packed two bits each, as it is read base by base.
struct WordWindow {
  /// The word, its last base in the lowest bits.
  private(set) var code: UInt32 = 0
  private let length: Int
  private let mask: UInt32
  private var known = 0

  /// A window of a number of bases, 1 to 16.
  init(length: Int) {
    precondition((1...16).contains(length), "a word has 1 to 16 bases")
    self.length = length
    mask = UInt32.max >> UInt32(32 - 2 * length)
  }

  /// Takes a base in by its code; true when the window is full of known bases.
  mutating func append(_ base: UInt8) -> Bool {
    known = base > 3 ? 0 : known + 1
    code = (code << 2 | UInt32(base & 3)) & mask
    return known >= length
  }

  /// The words of a text that lie in known bases, with their first bases, in order.
  static func words(of codes: some Sequence<UInt8>, length: Int) -> [(code: UInt32, at: Int)] {
    var window = WordWindow(length: length)
    var words: [(UInt32, Int)] = []
    for (at, base) in codes.enumerated() where window.append(base) {
      words.append((window.code, at + 1 - length))
    }
    return words
  }
}
