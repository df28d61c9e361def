public import Repertoires

/// Dispersion of an assay, learnt elsewhere: what a pair falls back on when its own fit fails.
public struct AssayProfile: Sendable, Equatable {
  /// Dispersion of one kit, unit and locus.
  public struct Entry: Sendable, Equatable {
    /// The kit's preset name; nil stands for every kit.
    public var kit: String?
    /// The count unit.
    public var countUnit: CountUnit
    /// The locus; nil stands for every locus.
    public var locus: Locus?
    /// Clumping c, at least 1.
    public var clumping: Double
    /// Drift rho0, at least 0.
    public var drift: Double

    /// An entry.
    public init(
      kit: String? = nil, countUnit: CountUnit, locus: Locus? = nil, clumping: Double,
      drift: Double
    ) {
      self.kit = kit
      self.countUnit = countUnit
      self.locus = locus
      self.clumping = clumping
      self.drift = drift
    }
  }

  /// The entries; the first that fits best is taken.
  public var entries: [Entry]

  /// A profile of entries.
  public init(entries: [Entry]) { self.entries = entries }

  /// The entry of a kit, unit and locus: kit and locus named before either left open.
  public func entry(kit: String?, countUnit: CountUnit, locus: Locus) -> Entry? {
    let fitting = entries.filter {
      $0.countUnit == countUnit && ($0.kit == nil || $0.kit == kit)
        && ($0.locus == nil || $0.locus == locus)
    }
    return fitting.enumerated().max {
      let a = ($0.element.kit == nil ? 0 : 2) + ($0.element.locus == nil ? 0 : 1)
      let b = ($1.element.kit == nil ? 0 : 2) + ($1.element.locus == nil ? 0 : 1)
      return (a, -$0.offset) < (b, -$1.offset)
    }?.element
  }
}
