/// One target laid ungapped on a read.
struct Placement: Sendable, Equatable {
  /// Number of the target among those of its segment.
  var target: Int
  /// Position in the oriented read of the first base of the anchor codon.
  var anchor: Int
  /// Score of the placed bases, in tenths of a log10 odds against chance.
  var score: Int
  /// Part of the score left of the end of the anchor codon.
  var leftScore: Int
  /// First placed base in the oriented read.
  var start: Int
  /// Behind the last placed base.
  var end: Int

  /// What its differences take from the score of as many matching bases.
  var lost: Int { PlacementScore.match &* (end &- start) &- score }
}
