/// The number of an allele within one `GermlineReference`: its position in `alleles`.
///
/// It means nothing outside that reference; tables carry names.
public struct AlleleID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The position in `GermlineReference.alleles`.
  public let rawValue: UInt16

  /// The identifier of a position.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The position in `GermlineReference.alleles`.
  @inlinable public var index: Int { Int(rawValue) }

  /// Orders by position, which is by locus, segment and name.
  @inlinable public static func < (a: AlleleID, b: AlleleID) -> Bool { a.rawValue < b.rawValue }
}
