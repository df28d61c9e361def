/// A 64-bit hash that is the same in every process, version and machine.
///
/// FNV-1a over the bytes (Fowler, Noll, Vo; RFC 9923), then the finaliser of MurmurHash3, so that
/// all bits of short keys mix. It names clones; it is not a defence against chosen input.
public struct StableHash: Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A hash of nothing yet.
  @inlinable public init() {}

  /// Takes in one byte.
  @inlinable public mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Takes in bytes, in order.
  @inlinable public mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { combine(byte) }
  }

  /// The hash of everything taken in so far.
  public var value: UInt64 {
    var h = state
    h = (h ^ (h >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    h = (h ^ (h >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return h ^ (h >> 33)
  }

  /// The value as 16 lower-case hexadecimal digits.
  public var hexadecimal: String { Self.hexadecimal(value) }

  /// A value of a hash as 16 lower-case hexadecimal digits.
  public static func hexadecimal(_ value: UInt64) -> String {
    let digits = hexadecimalDigits(value)
    return String(decoding: digits.indices.map { digits[$0] }, as: UTF8.self)
  }

  /// The same digits as ASCII, for rows that are written without making a text.
  public static func hexadecimalDigits(_ value: UInt64) -> InlineArray<16, UInt8> {
    InlineArray { place in
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * place)) & 15
      return digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
  }
}
