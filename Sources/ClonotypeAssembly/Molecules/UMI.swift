import Sequences

/// A molecular identifier of up to 28 bases, ordered by length, then as text.
///
/// The length stands in the upper six bits, the bases below it, 2 bits each, the last one lowest.
public struct UMI: RawRepresentable, Hashable, Comparable, BitwiseCopyable, Sendable {
  /// The most bases of an identifier, a cell barcode before it included.
  public static let capacity = 28
  private static let lengthShift: UInt64 = 58

  /// The packed bases and their number.
  public let rawValue: UInt64

  /// An identifier from its packed form.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  init(bases: UInt64, count: Int) {
    rawValue = UInt64(truncatingIfNeeded: count) &<< Self.lengthShift | bases
  }

  /// How many bases there are.
  public var count: Int { Int(rawValue >> Self.lengthShift) }

  /// The bases alone, the last one lowest.
  var bases: UInt64 { rawValue & (1 &<< Self.lengthShift &- 1) }

  /// The code of a base, 0-based from the first.
  public func code(at position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: (bases >> UInt64((count - 1 - position) * 2)) & 3)
  }

  /// The bases as text.
  public var text: String {
    String(decoding: (0..<count).map { Nucleotide.ascii(ofCode: code(at: $0)) }, as: UTF8.self)
  }

  /// Bases in which two identifiers of one length differ.
  @inline(__always)
  func distance(to other: UMI) -> Int {
    PackedWord.differences(bases, other.bases).nonzeroBitCount
  }

  /// Orders by length, then as text.
  public static func < (a: UMI, b: UMI) -> Bool { a.rawValue < b.rawValue }
}
