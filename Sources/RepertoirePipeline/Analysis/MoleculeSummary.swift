internal import ClonotypeAssembly

/// What became of a sample's molecular identifiers.
struct MoleculeSummary: Sendable, Equatable {
  /// Reads that a molecule needs, and why.
  var threshold: UMIThreshold
  /// Molecules that count.
  var molecules: Int
  /// Their reads.
  var reads: Int
  /// Groups of reads with one identifier and related junctions, before identifiers were corrected.
  var groups: Int
  /// What became of identifiers that unrelated junctions share.
  var shared: SharedIdentifiers
  /// Equally frequent identifiers that would collide as often as those of the sample.
  var effectiveIdentifiers: Double
  /// Share of the UMI's bases that are no random ones; nil where too few molecules tell.
  var fixedIdentifierPlaces: Double?
  /// Molecules by reads, before the threshold.
  var histogram: [Int]
  /// What each threshold gives.
  var outcomes: [MoleculeNumbers.Outcome]
}
