/// One nucleotide as a small code: A 0, C 1, G 2, T 3, and 4 for anything unknown.
///
/// The complement of a known code is `3 - code`. Codes are plain `UInt8` in hot loops; this type
/// holds the conversions.
public enum Nucleotide {
  /// The code of a base that is not A, C, G or T.
  public static let unknown: UInt8 = 4

  /// The code of an ASCII base of either case; U counts as T, every other byte is `unknown`.
  @inlinable public static func code(ofASCII byte: UInt8) -> UInt8 {
    // Bits 1 and 2 of A, C, T/U and G are 0, 1, 2 and 3; 3 and 2 are swapped by the xor.
    let letter = byte | 0x20
    let bits = (byte >> 1) & 3
    let code = bits ^ (bits >> 1)
    let isKnown =
      letter == 0x61 || letter == 0x63 || letter == 0x67 || letter == 0x74 || letter == 0x75
    return isKnown ? code : unknown
  }

  /// The upper-case ASCII letter of a code; `unknown` and above are N.
  @inlinable public static func ascii(ofCode code: UInt8) -> UInt8 {
    switch code {
    case 0: 0x41
    case 1: 0x43
    case 2: 0x47
    case 3: 0x54
    default: 0x4E
    }
  }

  /// The code of the complementary base; `unknown` stays unknown.
  @inlinable public static func complement(ofCode code: UInt8) -> UInt8 {
    code < 4 ? 3 &- code : code
  }

  /// The codes of a text of bases.
  public static func codes(of text: some Sequence<UInt8>) -> [UInt8] { text.map(code(ofASCII:)) }

  /// The upper-case text of codes.
  public static func text(ofCodes codes: some Sequence<UInt8>) -> String {
    String(decoding: codes.map(ascii(ofCode:)), as: UTF8.self)
  }

  /// The reverse complement of codes.
  public static func reverseComplement(ofCodes codes: [UInt8]) -> [UInt8] {
    codes.reversed().map(complement(ofCode:))
  }
}
