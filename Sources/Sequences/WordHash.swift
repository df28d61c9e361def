/// A 64-bit hash for tables of one process: eight bytes at a time, each step a multiplication of full
/// width whose halves are folded, so that all bits of short, alike keys mix.
///
/// Faster than ``StableHash``, and nothing may be named by it: it may change with any version.
public struct WordHash: Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A hash of nothing yet.
  @inlinable public init() {}

  /// Takes in bytes, and where they end.
  @inlinable public mutating func combine(_ bytes: RawSpan) {
    state ^= UInt64(bytes.byteCount)
    var place = 0
    while place &+ 8 <= bytes.byteCount {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
      state = Self.folded(state ^ word)
      place &+= 8
    }
    var rest: UInt64 = 0
    while place < bytes.byteCount {
      rest = rest &<< 8 | UInt64(unsafe bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self))
      place &+= 1
    }
    state = Self.folded(state ^ rest)
  }

  /// Takes in the bytes of a text in UTF-8.
  @inlinable public mutating func combine(_ text: String) {
    // The span is of the text, which outlives it.
    unsafe combine(text.utf8Span.span.bytes)
  }

  /// The hash of everything taken in so far.
  @inlinable public var value: UInt64 { Self.folded(state ^ 0xC4CE_B9FE_1A85_EC53) }

  @inlinable static func folded(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xFF51_AFD7_ED55_8CCD)
    return product.high ^ product.low
  }
}
