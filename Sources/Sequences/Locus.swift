/// A T-cell-receptor locus, named as in the AIRR schema (`locus`).
public enum Locus: String, CaseIterable, Sendable, Comparable {
  case tra = "TRA"
  case trb = "TRB"
  case trd = "TRD"
  case trg = "TRG"

  /// 0-based position in `allCases`, which is the alphabetical order of the names.
  @inlinable public var index: Int {
    switch self {
    case .tra: 0
    case .trb: 1
    case .trd: 2
    case .trg: 3
    }
  }

  /// Whether the locus recombines with a D segment.
  @inlinable public var hasD: Bool { self == .trb || self == .trd }

  /// Orders loci by name.
  @inlinable public static func < (a: Locus, b: Locus) -> Bool { a.index < b.index }
}
