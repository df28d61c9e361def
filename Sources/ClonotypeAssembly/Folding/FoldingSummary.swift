import Sequences

/// What error correction did to one sample's table.
public struct FoldingSummary: Sendable, Equatable {
  /// Distinct (locus, junction) before folding.
  public var junctionsBefore = 0
  /// Clonotypes after it.
  public var clonotypesAfter = 0
  /// Reads that moved to the clonotype they are an error copy of.
  public var readsFolded = 0

  /// Clonotypes that were chimeras of two others, which have no rows.
  public var chimericClonotypes = 0
  /// Their reads, by `Locus.index`.
  public var chimericReads = [Int](repeating: 0, count: Locus.allCases.count)
  /// How often chimeras arise.
  public var chimeras = ChimeraRates()

  /// What it rested on.
  public var rates = ErrorRates()

  /// A summary of nothing.
  public init() {}
}
