internal import ClonotypeAssembly

/// What `<id>.qc.json` says of chimeras of two clonotypes, which are sought where molecules are not
/// told apart.
struct ChimeraQuality: Codable, Equatable {
  /// Clonotypes that were recognised as such and have no row.
  var clonotypes: Int
  /// Their reads: those rejected as `pcr_chimera`.
  var reads: Int
  /// Ways to join two abundant clonotypes that were looked up to learn the rates.
  var joins: Int
  /// Clonotypes that are such a join, and their reads: what the rates rest on.
  var joinedClonotypes: Int
  var joinedReads: Int
  /// Chimeras per read of the one clonotype and share of the other, for each stretch that the two
  /// share, by its fewest bases; 0 where the sample shows none.
  var rates: [String: Double]

  init(_ folding: FoldingSummary) {
    clonotypes = folding.chimericClonotypes
    reads = folding.chimericReads.reduce(0, +)
    joins = folding.chimeras.joins
    joinedClonotypes = folding.chimeras.clonotypes
    joinedReads = folding.chimeras.reads
    rates = [:]
    for (number, bases) in ChimeraRates.leastShared.enumerated() {
      rates[String(bases)] = folding.chimeras.rates[number]
    }
  }
}
