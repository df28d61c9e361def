/// A molecular identifier of up to 28 bases, ordered by length, then as text.
///
/// The length stands in the upper six bits, the bases below it, 2 bits each, the last one lowest.
public struct UMI: RawRepresentable, Hashable, Comparable, BitwiseCopyable, Sendable {
  /// The most bases of an identifier, a cell barcode before it included.
  @inlinable public static var capacity: Int { 28 }
  @inlinable static var lengthShift: UInt64 { 58 }

  /// The packed bases and their number.
  public let rawValue: UInt64

  /// An identifier from its packed form.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// An identifier from its bases, 2 bits each, the last one lowest, and their number.
  @inlinable public init(bases: UInt64, count: Int) {
    rawValue = UInt64(truncatingIfNeeded: count) &<< Self.lengthShift | bases
  }

  /// The identifier of a text of A, C, G and T; nil for any other text, an empty or a longer one.
  public init?(_ text: Span<UInt8>) {
    guard !text.isEmpty, text.count <= Self.capacity else { return nil }
    var bases: UInt64 = 0
    for i in text.indices {
      let code = Nucleotide.code(ofASCII: text[i])
      guard code < Nucleotide.unknown else { return nil }
      bases = bases << 2 | UInt64(code)
    }
    self.init(bases: bases, count: text.count)
  }

  /// How many bases there are.
  @inlinable public var count: Int { Int(rawValue &>> Self.lengthShift) }

  /// The bases alone, the last one lowest.
  @inlinable public var bases: UInt64 { rawValue & (1 &<< Self.lengthShift &- 1) }

  /// The code of a base, 0-based from the first.
  @inlinable public func code(at position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bases >> UInt64((count - 1 - position) * 2)) & 3
  }

  /// The bases as text.
  public var text: String { Nucleotide.text(ofCodes: (0..<count).map(code(at:))) }

  /// Bases in which two identifiers of one length differ.
  @inlinable public func distance(to other: UMI) -> Int {
    PackedWord.differences(bases, other.bases).nonzeroBitCount
  }

  /// All identifiers of the same length that differ in one base.
  public func forEachNeighbor(_ body: (UMI) -> Void) {
    for place in 0..<UInt64(count) {
      for change in UInt64(1)...3 {
        body(UMI(rawValue: rawValue ^ change << (place * 2)))
      }
    }
  }

  /// Orders by length, then as text.
  @inlinable public static func < (a: UMI, b: UMI) -> Bool { a.rawValue < b.rawValue }
}
