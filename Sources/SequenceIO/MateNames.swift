/// Whether two headers name mates of one fragment.
enum MateNames {
  /// Equal up to the first space or tab, or up to a closing `/1` and `/2` (`.1`, `.2`, `_1`, `_2`).
  static func agree(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
    let shared = min(first.count, second.count)
    var i = 0
    while i < shared, first[i] == second[i] { i &+= 1 }
    if i == shared, first.count == second.count { return true }
    if endsName(first, at: i), endsName(second, at: i) { return true }
    var j = i
    while j > 0 {
      j &-= 1
      if isBlank(first[j]) { return true }
    }
    return isMateNumber(first, at: i, UInt8(ascii: "1"))
      && isMateNumber(second, at: i, UInt8(ascii: "2"))
  }

  /// The part of a header before the first space or tab, for messages.
  static func name(in header: Span<UInt8>) -> String {
    var end = 0
    while end < header.count, !isBlank(header[end]) { end += 1 }
    return String(decoding: (0..<end).map { header[$0] }, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  private static func endsName(_ header: Span<UInt8>, at i: Int) -> Bool {
    i == header.count || (i < header.count && isBlank(header[i]))
  }

  private static func isMateNumber(_ header: Span<UInt8>, at i: Int, _ digit: UInt8) -> Bool {
    guard i > 0, i < header.count, header[i] == digit, endsName(header, at: i + 1) else {
      return false
    }
    switch header[i - 1] {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"): return true
    default: return false
    }
  }
}
