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

  /// The truth value of a row; nil where the cell is blank or there is no column.
  ///
  /// `T`, `true`, `yes`, `1`, `1.0` and their opposites in any case, as R, Python and spreadsheets
  /// write them again. Throws `malformedField` for any other word, whatever it may mean.
  static func truth(
    _ column: Int?, of row: borrowing TSVReader
  ) throws(SequenceIOError) -> Bool? {
    guard let column else { return nil }
    let field = trimmed(row.field(column))
    if let truth = FieldValue.truth(field) { return truth }
    if equals(field, "1") || equals(field, "yes") || equals(field, "1.0") { return true }
    if equals(field, "0") || equals(field, "no") || equals(field, "0.0") { return false }
    guard isBlank(field) else {
      throw row.malformed(column, expected: "T or F, true or false, yes or no, 1 or 0, or a blank")
    }
    return nil
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
