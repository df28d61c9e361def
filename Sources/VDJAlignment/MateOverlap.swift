/// How two mates lie on the fragment they were read from, where they overlap.
///
/// Positions count from the first base of the first mate, in its direction.
public struct MateOverlap: Sendable, Equatable {
  /// Position of the first base of the second mate, as it is laid; negative when it begins before.
  public var offset: Int
  /// Positions that both mates cover and are read from both: without an end over which they disagree.
  public var range: Range<Int>
  /// Bases in ``range``, known in both mates, that differ.
  public var mismatches: Int
  /// Sum of ``PlacementScore`` over ``range``; a difference loses what its worse base is worth.
  public var score: Int
  /// What the differences take from ``score``.
  var loss = 0
  /// Whether the fragment is shorter than a mate, whose last bases are then adapter.
  public var isReadThrough: Bool
  /// Whether an end over which the mates disagree was left out of ``range``.
  public var isCut = false

  /// What the loss of a repeat laid otherwise is to be less by, so that the bases tell which is right:
  /// a difference of good bases, or some of worse.
  private static let leastLess = 18

  /// Which of two overlaps is better, nil where nothing tells.
  ///
  /// Most positions that fit say most, but not where the mates end in a tandem repeat and fit one or
  /// more units aside as well: how long the repeat is they do not show, and the differences alone tell.
  func isBetter(than other: MateOverlap) -> Bool? {
    if abs(offset &- other.offset) <= min(range.count, other.range.count) {
      return abs(loss &- other.loss) < Self.leastLess ? nil : loss < other.loss
    }
    return score == other.score ? nil : score > other.score
  }
}
