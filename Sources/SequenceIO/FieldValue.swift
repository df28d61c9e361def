/// Numbers and truth values in the fields of tables.
public enum FieldValue {
  /// A decimal integer with an optional sign; nil for anything else, also on overflow.
  public static func integer(_ field: Span<UInt8>) -> Int? {
    var i = 0
    var isNegative = false
    if !field.isEmpty, field[0] == UInt8(ascii: "-") || field[0] == UInt8(ascii: "+") {
      isNegative = field[0] == UInt8(ascii: "-")
      i = 1
    }
    guard i < field.count else { return nil }
    var value = 0
    while i < field.count {
      let digit = Int(field[i]) - 48
      guard digit >= 0, digit <= 9 else { return nil }
      let (tenfold, overflowsTenfold) = value.multipliedReportingOverflow(by: 10)
      let (next, overflows) = tenfold.subtractingReportingOverflow(digit)
      if overflowsTenfold || overflows { return nil }
      value = next
      i += 1
    }
    // Counted downwards, as the smallest integer has no positive twin.
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// A finite decimal number (`1`, `-2.5`, `1e-7`), C locale; nil for anything else.
  public static func real(_ field: Span<UInt8>) -> Double? {
    if field.count < 16, let whole = integer(field) { return Double(whole) }
    if let value = short(field) { return value }
    var text: [UInt8] = []
    for i in field.indices {
      switch field[i] {
      case 48...57, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
        UInt8(ascii: "E"):
        text.append(field[i])
      default: return nil
      }
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// A number of at most fifteen digits times a power of ten that a double holds: one product or
  /// quotient of exact numbers, rounded as the library rounds it; nil for any other.
  ///
  /// Most numbers of tables are such, for a seventh of the library's time.
  private static func short(_ field: Span<UInt8>) -> Double? {
    guard !field.isEmpty else { return nil }
    var i = field[0] == UInt8(ascii: "-") || field[0] == UInt8(ascii: "+") ? 1 : 0
    let first = i
    var (digits, point): (Int, Int?) = (0, nil)
    while i < field.count {
      let byte = field[i]
      if byte &- 48 < 10 {
        digits = digits * 10 + Int(byte &- 48)
      } else if byte == UInt8(ascii: "."), point == nil, i > first {
        point = i
      } else {
        break
      }
      guard i - first < 15 else { return nil }
      i += 1
    }
    guard i > first, point != i - 1 else { return nil }
    var exponent = point.map { $0 + 1 - i } ?? 0
    if i < field.count {
      guard field[i] | 0x20 == UInt8(ascii: "e"), field.count - i < 6,
        let stated = integer(field.extracting((i + 1)...))
      else { return nil }
      exponent += stated
    }
    guard exponent.magnitude < powers.count else { return nil }
    let power = powers[Int(exponent.magnitude)]
    let magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
    return field[0] == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// AIRR and common spellings: `T`, `F`, `true`, `false` in any case; nil for anything else.
  public static func truth(_ field: Span<UInt8>) -> Bool? {
    if equals(field, "t") || equals(field, "true") { return true }
    if equals(field, "f") || equals(field, "false") { return false }
    return nil
  }

  /// Whether the field is `lowercase`, letters compared without case.
  private static func equals(_ field: Span<UInt8>, _ lowercase: StaticString) -> Bool {
    guard field.count == lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer { letters in
      var i = 0
      while i < letters.count {
        if unsafe field[i] | 0x20 != letters[i] { return false }
        i += 1
      }
      return true
    }
  }
}
