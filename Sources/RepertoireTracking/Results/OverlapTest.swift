/// Expanded blood clones in the post-treatment tumor against clones of like size in blood.
///
/// A permutation matched on frequency: large clones are in any sample, so that a hypergeometric
/// test would call every patient significant.
public struct OverlapTest: Sendable, Equatable {
  /// Expanded clones that were compared.
  public var expanded: Int
  /// Of them, seen in a post-treatment biopsy.
  public var observed: Int
  /// Mean number of matched controls seen in it.
  public var expected: Double
  /// Observed by expected; nil when nothing is expected.
  public var ratio: Double?
  /// P value of presence.
  public var p: Double
  /// Summed tumor frequency of the expanded clones.
  public var observedMass: Double
  /// Mean summed tumor frequency of matched controls.
  public var expectedMass: Double
  /// P value of the summed frequency.
  public var pMass: Double
  /// Draws.
  public var permutations: Int
  /// Expanded clones whose controls are the nearest by count, for want of a filled bin.
  public var nearestMatched: Int
  /// Median of control count by clone count, over those; nil when there is none.
  public var medianCountRatio: Double?
}
