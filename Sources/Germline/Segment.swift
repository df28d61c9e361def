/// The kind of a germline gene segment.
public enum Segment: UInt8, CaseIterable, Sendable, Comparable {
  case v, d, j, c

  /// The upper-case letter of gene names: the fourth of `TRBV9`.
  public var letter: Character {
    switch self {
    case .v: "V"
    case .d: "D"
    case .j: "J"
    case .c: "C"
    }
  }

  /// Orders segments as they stand in a transcript: V, D, J, C.
  @inlinable public static func < (a: Segment, b: Segment) -> Bool { a.rawValue < b.rawValue }
}
