internal import Sequences

/// Words of 16 bases, looked up at every position of a read on both strands.
///
/// One exact word of 16 stands in a random read of 150 bases by a chance of 1 in 30 million.
struct WordSet: Sendable {
  static let length = 16
  private var codes: Set<UInt32> = []

  /// All words of the given sequences and of their reverse complements.
  init(_ sequences: [String]) {
    for sequence in sequences {
      let forward = sequence.utf8.map { Nucleotide.code(ofASCII: $0) }
      let reverse = forward.reversed().map { 3 - $0 }
      for strand in [forward, reverse] {
        var window = WordWindow(length: Self.length)
        for code in strand where window.append(code) { codes.insert(window.code) }
      }
    }
  }

  /// Whether any word stands in a read of ASCII bases.
  func isIn(_ read: Span<UInt8>) -> Bool {
    var window = WordWindow(length: Self.length)
    for i in read.indices
    where window.append(Nucleotide.code(ofASCII: read[i])) && codes.contains(window.code) {
      return true
    }
    return false
  }
}
