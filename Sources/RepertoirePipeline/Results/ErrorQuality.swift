internal import ClonotypeAssembly
internal import Germline
internal import Sequences

/// What `<id>.qc.json` says of the error rates that folding rested on.
struct ErrorQuality: Codable, Equatable {
  /// `data`, or `assumed` where too little was read to learn them, or molecules are counted.
  var source: String
  /// Wrong bases per base, of any quality.
  var wrongBasesPerBase: Double
  /// Wrong bases per base that their qualities do not foretell: the polymerase's of all cycles.
  var hiddenErrorsPerBase: Double
  /// Wrong bases per base and duplication.
  var pcrErrorsPerBaseAndCycle: Double
  /// Cycles in which the hidden errors arise at that rate; missing without families.
  var pcrCycles: Double?
  /// Bases lost or gained per base.
  var indelsPerBase: Double
  /// Phred score of a wrong base in the mean.
  var meanQualityOfErrors: Int
  /// Reads of a clonotype that show another V than its others, of all its reads; 0 for next to none.
  var otherVShare: Double
  /// The same for J.
  var otherJShare: Double
  /// Expected clonotypes of their own at one given neighbour of a clonotype, by locus; counted in all
  /// samples.
  var neighborChance: [String: Double]
  /// Clonotypes around which copies were counted.
  var parents: Int
  /// Their reads times the bases at the ends of the junction, which no recombination changes.
  var bases: Int
  /// Reads with an error among these.
  var errorCopies: Int
  /// Groups of reads that share one: what the rate per cycle rests on.
  var errorFamilies: Int
  /// Reads with a base more or less.
  var indelCopies: Int

  init(_ rates: ErrorRates, loci: [Locus]) {
    source = rates.source.rawValue
    wrongBasesPerBase = rates.wrongBases
    hiddenErrorsPerBase = rates.hiddenErrors
    pcrErrorsPerBaseAndCycle = rates.copyErrors
    pcrCycles = rates.cycles.map { ($0 * 10).rounded() / 10 }
    indelsPerBase = rates.indels
    meanQualityOfErrors = rates.errorQuality
    otherVShare = rates.otherV
    otherJShare = rates.otherJ
    neighborChance = [:]
    for locus in loci where rates.neighbours.indices.contains(locus.index) {
      neighborChance[locus.rawValue] = rates.neighbours[locus.index]
    }
    parents = rates.parents
    bases = rates.bases
    errorCopies = rates.copies
    errorFamilies = rates.families
    indelCopies = rates.indelCopies
  }
}
