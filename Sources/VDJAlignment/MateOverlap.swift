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
  /// Whether the fragment is shorter than a mate, whose last bases are then adapter.
  public var isReadThrough: Bool
  /// Whether an end over which the mates disagree was left out of ``range``.
  public var isCut = false
}
