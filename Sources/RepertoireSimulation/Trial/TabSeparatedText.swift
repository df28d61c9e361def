/// Rows of a tab-separated table; the fields written here contain no tab and no line end.
struct TabSeparatedText: Sendable {
  private(set) var bytes: [UInt8] = []

  init(header: [String]) { append(header) }

  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(0x09) }
      bytes += field.utf8
    }
    bytes.append(0x0A)
  }
}
