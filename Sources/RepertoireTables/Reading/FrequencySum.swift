import SequenceIO

/// The sum of the frequencies of a table, of which a format has it that they add up to one.
struct FrequencySum {
  /// Rows so far.
  private(set) var rows = 0
  private var sum = 0.0
  /// The most decimals of a frequency, which tell how it was rounded.
  private var decimals = 0
  private var isComplete = true

  /// Takes in the cell of a row, whatever becomes of the row.
  mutating func add(_ field: Span<UInt8>) {
    rows += 1
    guard let value = FieldValue.real(FieldText.trimmed(field)) else {
      isComplete = false
      return
    }
    sum += value
    decimals = max(decimals, Self.decimals(of: FieldText.trimmed(field)))
  }

  /// Whether they add up, as fractions or in percent; nil where a row has none.
  ///
  /// Each may be half a unit of the last decimal beside the true one, and where digits are counted
  /// from the first, as with `3.21e-5`, large ones are rounded more: one in ten thousand is allowed.
  var isOne: Bool? {
    guard isComplete, rows > 0 else { return nil }
    var unit = 1.0
    for _ in 0..<min(decimals, 18) { unit /= 10 }
    let rounding = 0.5 * unit * Double(rows)
    return [1.0, 100].contains { abs(sum - $0) <= $0 * 1e-4 + rounding }
  }

  /// Decimals of a number, written with or without an exponent.
  private static func decimals(of field: Span<UInt8>) -> Int {
    var decimals = 0
    var isBehindPoint = false
    for i in field.indices {
      switch field[i] {
      case UInt8(ascii: "."): isBehindPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let exponent = FieldValue.integer(field.extracting((i + 1)...)) ?? 0
        return max(0, decimals - max(-400, min(400, exponent)))
      default: decimals += isBehindPoint ? 1 : 0
      }
    }
    return decimals
  }
}
