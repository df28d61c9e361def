internal import Sequences

/// The signal behind a V gene, or before a J gene, that recombination removes.
///
/// Heptamer CACAGTG, a spacer of 12 or 23 bases, nonamer ACAAAAACC (Tonegawa 1983), or the reverse
/// complement. A read that holds it comes from a gene that did not rearrange: genomic DNA.
enum RecombinationSignal {
  private static let heptamer = Array("CACAGTG".utf8)
  private static let nonamer = Array("ACAAAAACC".utf8)
  /// Spacers vary by a base.
  private static let spacers = [11, 12, 13, 22, 23, 24]

  /// Whether a signal stands in a read of ASCII bases, on either strand.
  ///
  /// CAC and three of the other four bases of the heptamer, seven of the nine of the nonamer: in a
  /// random read of 150 bases by a chance of about 1 in 500.
  static func isIn(_ read: Span<UInt8>) -> Bool {
    for start in read.indices {
      if isSignal(read, at: start, step: 1) || isSignal(read, at: start, step: -1) { return true }
    }
    return false
  }

  private static func isSignal(_ read: Span<UInt8>, at start: Int, step: Int) -> Bool {
    for i in 0..<3 where !matches(read, start + step * i, heptamer[i], step) { return false }
    guard equal(heptamer[3...], read, from: start + step * 3, step: step) >= 3 else { return false }
    return spacers.contains { spacer in
      equal(nonamer[...], read, from: start + step * (7 + spacer), step: step) >= 7
    }
  }

  private static func equal(
    _ word: ArraySlice<UInt8>, _ read: Span<UInt8>, from start: Int, step: Int
  ) -> Int {
    var equal = 0
    for (offset, base) in word.enumerated()
    where matches(read, start + step * offset, base, step) { equal += 1 }
    return equal
  }

  /// Whether a base of the read, on the strand that `step` walks, is the given one.
  private static func matches(
    _ read: Span<UInt8>, _ position: Int, _ base: UInt8, _ step: Int
  ) -> Bool {
    guard read.indices.contains(position) else { return false }
    let code = Nucleotide.code(ofASCII: read[position])
    let expected = Nucleotide.code(ofASCII: base)
    return code == (step > 0 ? expected : 3 - expected)
  }
}
