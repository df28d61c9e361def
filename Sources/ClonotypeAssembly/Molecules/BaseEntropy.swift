import Glibc

/// How evenly bases are spread over reads, and what one place says of another.
public enum BaseEntropy {
  /// The entropy of counts, in bits.
  public static func bits(_ counts: ArraySlice<Int>) -> Double {
    let sum = Double(counts.reduce(0, +))
    return counts.reduce(0) { $1 > 0 ? $0 - Double($1) / sum * log2(Double($1) / sum) : $0 }
  }

  /// What the bases of one place say of those of another (mutual information), in bits; its
  /// expectation by chance is taken off.
  ///
  /// - Parameter joint: 16 counts, those of the second place's bases for each base of the first; none
  ///   says nothing.
  public static func shared(_ joint: ArraySlice<Int>) -> Double {
    let sum = joint.reduce(0, +)
    guard sum > 0 else { return 0 }
    var rows = [Int](repeating: 0, count: 4)
    var columns = rows
    for (at, count) in joint.enumerated() {
      rows[at / 4] += count
      columns[at % 4] += count
    }
    return bits(rows[...]) + bits(columns[...]) - bits(joint) - 9 / (2 * Double(sum) * log(2))
  }
}
