/// What error correction did to one sample's table.
public struct FoldingSummary: Sendable, Equatable {
  /// Distinct (locus, junction) before folding.
  public var junctionsBefore = 0
  /// Clonotypes after it.
  public var clonotypesAfter = 0
  /// Reads that moved to the clonotype they are an error copy of.
  public var readsFolded = 0

  /// What it rested on.
  public var rates = ErrorRates()

  /// A summary of nothing.
  public init() {}
}
