/// What the header of a record says of its fragment and its mate.
struct ReadName: Equatable {
  /// The name that both mates of a fragment have.
  let fragment: String
  /// 1 or 2 where the header says it: `/1` at the end of the name, or ` 1:N:` behind it.
  ///
  /// Other closing numbers, as `.1` and `_1`, are no mates: the names of archives count reads so.
  let mate: Int?

  init(_ header: Span<UInt8>) {
    var end = 0
    while end < header.count, header[end] != 32, header[end] != 9 { end += 1 }
    var mate: Int?
    if end > 2, header[end - 2] == UInt8(ascii: "/") {
      mate = Self.mate(header[end - 1])
      if mate != nil { end -= 2 }
    } else if end + 4 < header.count, header[end + 2] == UInt8(ascii: ":"),
      [UInt8(ascii: "N"), UInt8(ascii: "Y")].contains(header[end + 3]),
      header[end + 4] == UInt8(ascii: ":")
    {
      mate = Self.mate(header[end + 1])
    }
    fragment = String(decoding: (0..<end).map { header[$0] }, as: UTF8.self)
    self.mate = mate
  }

  private static func mate(_ digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "1"): 1
    case UInt8(ascii: "2"): 2
    default: nil
    }
  }
}
