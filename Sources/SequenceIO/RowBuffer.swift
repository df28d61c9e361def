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
  public mutating func append(_ text: String) { append(text.utf8Span.span) }

  /// Appends a field of bytes.
  public mutating func append(_ field: Span<UInt8>) {
    appendField(field)
    if ControlBytes.mayBe(in: field) { blankControls(from: bytes.count - field.count) }
  }

  /// Appends a field of bytes.
  public mutating func append(_ field: [UInt8]) { append(field.span) }

  /// Appends a field of bytes with an integer behind them, as numbered names have it.
  public mutating func append(_ prefix: Span<UInt8>, number: Int) {
    append(prefix)
    appendDigits(number, isField: false)
  }

  /// Appends an integer in decimal.
  public mutating func append(_ value: Int) { appendDigits(value, isField: true) }

  /// Appends a real as C's `%.6g` in the C locale; not-a-number is a blank field.
  public mutating func append(_ value: Double) {
    if value.isNaN { return appendBlank() }
    if value.magnitude < 1e6, let whole = Int(exactly: value), whole != 0 || value.sign == .plus {
      return append(whole)
    }
    beginField()
    SignificantDigits.append(value, to: &bytes)
  }

  /// Appends `T` or `F`, as AIRR writes them.
  public mutating func append(_ value: Bool) {
    let letter = CollectionOfOne(UInt8(ascii: value ? "T" : "F"))
    appendField(letter.span)
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

  /// Appends a field as it is: the tab and its bytes at once.
  private mutating func appendField(_ field: Span<UInt8>) {
    let isFirst = isRowStart
    isRowStart = false
    bytes.append(addingCapacity: field.count + 1) { (out: inout OutputSpan<UInt8>) in
      if !isFirst { out.append(UInt8(ascii: "\t")) }
      unsafe out.withUnsafeMutableBufferPointer { buffer, count in
        unsafe field.withUnsafeBufferPointer { source in
          // Room for the field was asked for above.
          _ = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count...])
            .update(fromContentsOf: source)
        }
        count += field.count
      }
    }
  }

  private mutating func blankControls(from start: Int) {
    var text = bytes.mutableSpan
    for i in start..<text.count where text[i] < 14 && text[i] > 8 { text[i] = UInt8(ascii: " ") }
  }

  /// Appends an integer with the tab before a field, or behind what is there.
  private mutating func appendDigits(_ value: Int, isField: Bool) {
    let hasTab = isField && !isRowStart
    isRowStart = false
    // The least integer has 19 digits and its sign.
    var text: InlineArray<21, UInt8> = .init(repeating: 0)
    var rest = value.magnitude
    var start = text.count
    repeat {
      start &-= 1
      text[start] = UInt8(truncatingIfNeeded: rest % 10) &+ 48
      rest /= 10
    } while rest > 0
    if value < 0 {
      start &-= 1
      text[start] = UInt8(ascii: "-")
    }
    if hasTab {
      start &-= 1
      text[start] = UInt8(ascii: "\t")
    }
    bytes.append(addingCapacity: text.count) { (out: inout OutputSpan<UInt8>) in
      while start < text.count {
        out.append(text[start])
        start &+= 1
      }
    }
  }
}
