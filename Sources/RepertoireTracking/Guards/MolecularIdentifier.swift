import Repertoires

/// A molecular identifier of up to 28 bases, ordered by length, then as text.
///
/// The length stands in the upper six bits, the bases below it, 2 bits each, the last one lowest.
public struct MolecularIdentifier: RawRepresentable, Hashable, Comparable, BitwiseCopyable, Sendable
{
  /// The most bases of an identifier, a cell barcode before it included.
  public static let capacity = 28
  private static let lengthShift: UInt64 = 58

  /// The packed bases and their number.
  public let rawValue: UInt64

  /// An identifier from its packed form.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The identifier of a text of A, C, G and T; nil for any other text, an empty or a longer one.
  public init?(_ text: Span<UInt8>) {
    guard !text.isEmpty, text.count <= Self.capacity else { return nil }
    var bases: UInt64 = 0
    for i in text.indices {
      let code = Nucleotide.code(ofASCII: text[i])
      guard code < Nucleotide.unknown else { return nil }
      bases = bases << 2 | UInt64(code)
    }
    rawValue = UInt64(text.count) << Self.lengthShift | bases
  }

  /// How many bases there are.
  public var count: Int { Int(rawValue >> Self.lengthShift) }

  /// The code of a base, 0-based from the first.
  func code(at position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: rawValue >> UInt64((count - 1 - position) * 2)) & 3
  }

  /// All identifiers of the same length that differ in one base.
  func forEachNeighbor(_ body: (MolecularIdentifier) -> Void) {
    for place in 0..<UInt64(count) {
      for change in UInt64(1)...3 {
        body(MolecularIdentifier(rawValue: rawValue ^ change << (place * 2)))
      }
    }
  }

  /// Orders by length, then as text.
  public static func < (a: MolecularIdentifier, b: MolecularIdentifier) -> Bool {
    a.rawValue < b.rawValue
  }
}

/// One of several parts of all identifiers: what is in memory at once when a run is compared.
///
/// An identifier is in the same part in every sample, so that parts can be compared one by one.
public struct IdentifierPart: Sendable, Equatable {
  /// Which part, from 0 on.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// A part of `count`.
  public init(_ number: Int, of count: Int) {
    precondition(number >= 0 && number < count, "a part is one of those there are")
    self.number = number
    self.count = count
  }

  /// All identifiers.
  public static let all = IdentifierPart(0, of: 1)

  func contains(_ identifier: MolecularIdentifier) -> Bool {
    if count == 1 { return true }
    var h = identifier.rawValue &* 0x9E37_79B9_7F4A_7C15
    h ^= h >> 32
    return Int(h % UInt64(count)) == number
  }
}
