/// The order in which people list gene names: TRBV2 before TRBV10, TRAV1-2 before TRAV1-10.
public enum GeneNameOrder {
  /// Whether `a` stands before `b`: runs of digits compare as numbers, all else as bytes.
  ///
  /// A strict total order over distinct names: names that differ only in leading zeros fall back
  /// to bytes.
  public static func precedes(_ a: String, _ b: String) -> Bool {
    let x = Array(a.utf8)
    let y = Array(b.utf8)
    var i = 0
    var j = 0
    while i < x.count && j < y.count {
      if isDigit(x[i]) && isDigit(y[j]) {
        let m = number(in: x, at: &i)
        let n = number(in: y, at: &j)
        if m != n { return m < n }
      } else {
        if x[i] != y[j] { return x[i] < y[j] }
        i += 1
        j += 1
      }
    }
    if i < x.count || j < y.count { return i == x.count }
    return x.lexicographicallyPrecedes(y)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func number(in text: [UInt8], at i: inout Int) -> Int {
    var value = 0
    while i < text.count, isDigit(text[i]) {
      // Saturates: names with so many digits are not genes, but must not trap either.
      value = min(value, Int.max / 16) * 10 + Int(text[i] - 0x30)
      i += 1
    }
    return value
  }
}
