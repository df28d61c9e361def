/// The sizes of one BGZF block: a gzip member that says in its header how long it is.
///
/// SAM specification 4.1: an extra field with the subfield `BC` holds the size of the block - 1.
struct BGZFBlock: Equatable {
  /// The most bytes a block has, compressed or not.
  static let capacity = 1 << 16
  /// The bytes of the header of which the size of all of it is known.
  private static let fixedHeader = 12

  enum Header: Equatable {
    /// The whole block has this many bytes.
    case block(Int)
    /// A gzip member of another kind, or no gzip at all.
    case other
    /// More bytes are needed to tell.
    case incomplete
  }

  /// Reads the header at the front of `bytes`.
  static func header(_ bytes: Span<UInt8>) -> Header {
    // Magic, deflate, and the extra field as the only flag.
    let expected: [4 of UInt8] = [0x1F, 0x8B, 8, 4]
    for i in 0..<min(4, bytes.count) where bytes[i] != expected[i] { return .other }
    guard bytes.count >= fixedHeader else { return .incomplete }
    let extraEnd = fixedHeader + word(bytes, at: 10)
    guard bytes.count >= extraEnd else { return .incomplete }
    var i = fixedHeader
    while i + 4 <= extraEnd {
      let length = word(bytes, at: i + 2)
      if bytes[i] == 66, bytes[i + 1] == 67, length == 2, i + 6 <= extraEnd {
        let size = word(bytes, at: i + 4) + 1
        // A deflate stream has two bytes at least, the trailer eight.
        return size >= extraEnd + 10 ? .block(size) : .other
      }
      i += 4 + length
    }
    return .other
  }

  /// The number of uncompressed bytes, from the trailer of a whole block.
  static func contentSize(_ block: Span<UInt8>) -> Int {
    word(block, at: block.count - 4) | word(block, at: block.count - 2) << 16
  }

  private static func word(_ bytes: Span<UInt8>, at i: Int) -> Int {
    Int(bytes[i]) | Int(bytes[i + 1]) << 8
  }
}
