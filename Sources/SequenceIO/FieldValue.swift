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
