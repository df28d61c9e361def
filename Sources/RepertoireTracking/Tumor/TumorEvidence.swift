/// What decides the tumor class of a clone; first match wins (STATISTICS 1).
struct TumorEvidence {
  var hasPost: Bool
  /// Whether a pre-treatment biopsy of another count unit shows the clone.
  var isSeenInOtherUnit = false
  var preCount: Int
  var postCount: Int
  /// Whether the post-treatment frequency lies above what a pre-treatment biopsy may have hidden.
  var exceedsPreLimit: Bool
  var isGain: Bool

  /// The class.
  var tumorClass: TumorClass {
    if !hasPost { return .noPostBiopsy }
    let isSeenBefore = preCount > 0 || isSeenInOtherUnit
    if postCount > 0, !isSeenBefore, exceedsPreLimit { return .new }
    if postCount > 0, isGain { return .gain }
    if postCount > 0, isSeenBefore { return .preexisting }
    if postCount > 0 { return .postPresent }
    return isSeenBefore ? .lost : .notDetected
  }
}
