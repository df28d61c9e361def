/// What two samples have in common, summed over all identifiers.
struct PairSums: Sendable {
  /// Molecules of both: one identifier on one junction.
  var shared = 0
  /// Their reads.
  var firstReads = 0
  var secondReads = 0
  /// Pairs of molecules with one identifier, on whatever junctions.
  var coincidences = 0
  /// Pairs of molecules on one junction, with whatever identifiers.
  var likePairs = 0
}
