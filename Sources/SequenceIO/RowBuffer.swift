/// Rows of tab-separated text as bytes: fields are appended, rows ended.
///
/// Tabs and line ends inside text become spaces, since tab-separated text has no quoting.
public struct RowBuffer: Sendable {
  /// The finished rows and the fields of the current one.
  public private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  /// Creates an empty buffer.
  public init() {}

  /// Appends a text field.
  public mutating func append(_ text: String) {
    beginField()
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    blankControls(from: start)
  }

  /// Appends a field of bytes.
  public mutating func append(_ field: Span<UInt8>) {
    beginField()
    let start = bytes.count
    unsafe field.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    blankControls(from: start)
  }

  /// Appends a field of bytes.
  public mutating func append(_ field: [UInt8]) {
    beginField()
    let start = bytes.count
    bytes.append(contentsOf: field)
    blankControls(from: start)
  }

  /// Appends a field of bytes with an integer behind them, as numbered names have it.
  public mutating func append(_ prefix: [UInt8], number: Int) {
    append(prefix)
    appendDigits(number)
  }

  /// Appends an integer in decimal.
  public mutating func append(_ value: Int) {
    beginField()
    appendDigits(value)
  }

  /// Appends a real as C's `%.6g` in the C locale; not-a-number is a blank field.
  public mutating func append(_ value: Double) {
    beginField()
    if value.isNaN { return }
    if value.magnitude < 1e6, let whole = Int(exactly: value), whole != 0 || value.sign == .plus {
      appendDigits(whole)
      return
    }
    SignificantDigits.append(value, to: &bytes)
  }

  /// Appends `T` or `F`, as AIRR writes them.
  public mutating func append(_ value: Bool) {
    beginField()
    bytes.append(UInt8(ascii: value ? "T" : "F"))
  }

  /// Appends a field that is blank when the value is missing.
  public mutating func append(_ value: Int?) {
    if let value { append(value) } else { appendBlank() }
  }

  /// Appends a field that is blank when the value is missing.
  public mutating func append(_ value: Double?) {
    if let value { append(value) } else { appendBlank() }
  }

  /// Appends a field that is blank when the value is missing.
  public mutating func append(_ value: Bool?) {
    if let value { append(value) } else { appendBlank() }
  }

  /// Appends a field that is blank when the value is missing.
  public mutating func append(_ value: String?) {
    if let value { append(value) } else { appendBlank() }
  }

  /// Appends the fields of another buffer's one row, which it has not ended.
  public mutating func append(fieldsOf other: borrowing RowBuffer) {
    beginField()
    bytes.append(contentsOf: other.bytes)
  }

  /// Appends an empty field.
  public mutating func appendBlank() { beginField() }

  /// Ends the row with a line feed.
  public mutating func endRow() {
    bytes.append(LineByte.feed)
    isRowStart = true
  }

  /// Forgets all rows and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isRowStart = true
  }

  private mutating func beginField() {
    if !isRowStart { bytes.append(UInt8(ascii: "\t")) }
    isRowStart = false
  }

  private mutating func blankControls(from start: Int) {
    for i in start..<bytes.count where bytes[i] < 14 && bytes[i] > 8 {
      bytes[i] = UInt8(ascii: " ")
    }
  }

  private mutating func appendDigits(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest % 10) &+ 48)
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
