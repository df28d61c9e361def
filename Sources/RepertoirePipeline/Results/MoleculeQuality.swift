internal import ClonotypeAssembly

/// What `<id>.qc.json` says of molecular identifiers.
struct MoleculeQuality: Codable, Equatable {
  struct Bin: Codable, Equatable {
    var reads: Int
    var molecules: Int
  }
  struct Outcome: Codable, Equatable {
    var minReadsPerUMI: Int
    var molecules: Int
    var junctions: Int
    var reads: Int

    private enum CodingKeys: String, CodingKey {
      case minReadsPerUMI = "minReadsPerUmi"
      case molecules, junctions, reads
    }
  }

  /// Reads that a molecule needed to count.
  var minReadsPerUMI: Int
  /// Why: given, valley, one_group or few_molecules.
  var minReadsFrom: String
  /// Molecules that count, and their reads.
  var molecules: Int
  var reads: Int
  /// Groups of reads with one identifier, before identifiers were corrected.
  var groups: Int
  /// Those that were error copies of another's identifier.
  var correctedGroups: Int
  /// Those that were chimeras of PCR with another's identifier; nil in accounts of earlier versions.
  var chimericGroups: Int?
  /// Molecules that share their identifier with an unrelated junction, chimeras of PCR left out.
  var collidingGroups: Int
  /// Equally frequent identifiers that would collide as often.
  var effectiveIdentifiers: Double
  /// What thresholds would give: molecules, distinct junctions before folding, reads.
  var thresholds: [Outcome]
  /// Molecules by reads, before the threshold.
  var histogram: [Bin]

  private enum CodingKeys: String, CodingKey {
    case minReadsPerUMI = "minReadsPerUmi"
    case minReadsFrom, molecules, reads, groups, correctedGroups, chimericGroups, collidingGroups
    case effectiveIdentifiers, thresholds, histogram
  }

  init(_ summary: MoleculeSummary) {
    minReadsPerUMI = summary.threshold.reads
    minReadsFrom = summary.threshold.reason.rawValue
    molecules = summary.molecules
    reads = summary.reads
    groups = summary.groups
    correctedGroups =
      summary.groups - summary.shared.chimericGroups - summary.histogram.reduce(0, +)
    chimericGroups = summary.shared.chimericGroups
    collidingGroups = summary.shared.collidingMolecules
    effectiveIdentifiers = summary.effectiveIdentifiers.rounded()
    thresholds = summary.outcomes.map {
      Outcome(
        minReadsPerUMI: $0.threshold, molecules: $0.molecules, junctions: $0.junctions,
        reads: $0.reads)
    }
    histogram = summary.histogram.enumerated().filter { $0.element > 0 }.map {
      Bin(reads: $0.offset, molecules: $0.element)
    }
  }
}
