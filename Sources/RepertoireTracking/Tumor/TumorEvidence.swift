/// What decides the tumor class of a clone; first match wins (STATISTICS 1).
struct TumorEvidence {
  var hasPost: Bool
  var preCount: Int
  var postCount: Int
  /// Whether the post-treatment frequency lies above what a pre-treatment biopsy may have hidden.
  var exceedsPreLimit: Bool
  var isGain: Bool

  /// The class.
  var tumorClass: TumorClass {
    if !hasPost { return .noPostBiopsy }
    if postCount > 0, preCount == 0, exceedsPreLimit { return .new }
    if postCount > 0, isGain { return .gain }
    if postCount > 0, preCount > 0 { return .preexisting }
    if postCount > 0 { return .postPresent }
    return preCount > 0 ? .lost : .notDetected
  }
}
