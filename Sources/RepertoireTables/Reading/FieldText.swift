import SequenceIO

/// What the bytes of a cell say, without a String for each.
enum FieldText {
  /// Words for a missing value, in lower case.
  private static let blankWords: [StaticString] = [
    "", ".", "-", "na", "n/a", "nan", "null", "none", "no data", "unresolved", "unknown",
    "region_not_covered", "out_of_frame", "partial",
  ]

  /// Whether the cell holds nothing or a word for nothing.
  static func isBlank(_ field: Span<UInt8>) -> Bool {
    guard field.count <= 18 else { return false }
    return blankWords.contains { equals(field, $0) }
  }

  /// Whether the field is `lowercase`, letters compared without case.
  static func equals(_ field: Span<UInt8>, _ lowercase: StaticString) -> Bool {
    guard field.count == lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer { letters in
      for i in field.indices {
        let byte = field[i]
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if unsafe lower != letters[i] { return false }
      }
      return true
    }
  }

  /// The field without outer spaces and one pair of double quotes, with which R writes even
  /// tab-separated text.
  @_lifetime(copy field)
  static func trimmed(_ field: Span<UInt8>) -> Span<UInt8> {
    var start = 0
    var end = field.count
    while start < end, field[start] == 0x20 { start += 1 }
    while start < end, field[end - 1] == 0x20 { end -= 1 }
    if end - start >= 2, field[start] == 0x22, field[end - 1] == 0x22 {
      start += 1
      end -= 1
    }
    return field.extracting(start..<end)
  }

  /// `T`, `true`, `1` and their opposites in any case; nil for anything else.
  static func truth(_ field: Span<UInt8>) -> Bool? {
    if let truth = FieldValue.truth(field) { return truth }
    if equals(field, "1") { return true }
    return equals(field, "0") ? false : nil
  }
}

/// What a cell of a count column holds.
enum CountCell: Equatable {
  case missing
  case whole(Int)
  /// A number that is not whole.
  case fraction(Double)
  /// Negative, too large or no number.
  case malformed

  /// More copies than any sequencer gives, and few enough that those of millions of rows add up.
  private static let most = 1_000_000_000_000

  init(_ field: Span<UInt8>) {
    if let value = FieldValue.integer(field) {
      self = (0...Self.most).contains(value) ? .whole(value) : .malformed
    } else if FieldText.isBlank(field) {
      self = .missing
    } else if let real = FieldValue.real(field), real >= 0, real <= Double(Self.most) {
      self = Int(exactly: real).map { .whole($0) } ?? .fraction(real)
    } else {
      self = .malformed
    }
  }
}
