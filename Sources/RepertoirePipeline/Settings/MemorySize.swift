/// Sizes of memory as people write them.
public enum MemorySize {
  /// The bytes of a number with K, M, G or T (powers of 1024).
  ///
  /// In either case and with or without B; a bare number is megabytes. Nil for other texts and
  /// below 1 MB.
  public static func bytes(_ text: String) -> Int? {
    var letters = text.uppercased()
    if letters.hasSuffix("B") { letters.removeLast() }
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var shift = 20
    if let last = letters.last, let unit = shifts[last] {
      shift = unit
      letters.removeLast()
    }
    guard let number = Double(letters), number > 0, number < 1e6 else { return nil }
    let bytes = number * Double(1 << shift)
    return bytes >= Double(1 << 20) && bytes < 1e15 ? Int(bytes) : nil
  }
}
