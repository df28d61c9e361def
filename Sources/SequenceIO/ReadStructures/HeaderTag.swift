/// The place of a UMI in a read's header.
public struct HeaderTag: Equatable, Sendable {
  /// The text before the UMI: one separator, or a longer tag.
  public let text: String
  let bytes: [UInt8]

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// The UMI of a header (without `@`); nil when there is none.
  ///
  /// A separator of one byte is looked for from the end of the name, which ends at the first blank
  /// or a closing `/1` or `/2`; a longer tag from the end of the whole header. The UMI goes on to
  /// the end of the name or, after a tag, to the next byte that is no letter; `+` and `-` between
  /// the halves of a dual UMI are left out. Other letters than A, C, G, T and N, no letters and
  /// more than 32 are no UMI.
  public func umi(in header: Span<UInt8>) -> Barcode? {
    let end = bytes.count == 1 ? Self.nameEnd(header) : header.count
    guard let start = lastOccurrence(in: header, before: end) else { return nil }
    var barcode = Barcode()
    var i = start + bytes.count
    while i < end {
      switch header[i] & ~0x20 {
      case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "G"), UInt8(ascii: "T"),
        UInt8(ascii: "N"):
        guard barcode.count < Barcode.capacity else { return nil }
        barcode.append(base: header[i])
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        return nil
      default:
        let joins = header[i] == UInt8(ascii: "+") || header[i] == UInt8(ascii: "-")
        if joins { break }
        return bytes.count == 1 || barcode.isEmpty ? nil : barcode
      }
      i &+= 1
    }
    return barcode.isEmpty ? nil : barcode
  }

  private func lastOccurrence(in header: Span<UInt8>, before end: Int) -> Int? {
    var start = end - bytes.count
    while start >= 0 {
      var i = 0
      while i < bytes.count, header[start + i] == bytes[i] { i &+= 1 }
      if i == bytes.count { return start }
      start &-= 1
    }
    return nil
  }

  private static func nameEnd(_ header: Span<UInt8>) -> Int {
    var end = 0
    while end < header.count, header[end] != 32, header[end] != 9 { end &+= 1 }
    let isMate =
      end > 2 && header[end - 2] == UInt8(ascii: "/")
      && (header[end - 1] == UInt8(ascii: "1") || header[end - 1] == UInt8(ascii: "2"))
    return isMate ? end - 2 : end
  }
}
