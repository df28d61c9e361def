/// What a sample's account suggests to do, by a rule that is stated with it.
struct Advice: Codable, Equatable, Sendable {
  /// What is suspected.
  enum Code: String, CaseIterable, Codable, Sendable {
    case wrongSpecies = "wrong_species"
    case mixedSpecies = "mixed_species"
    case wrongLoci = "wrong_loci"
    case bCells = "b_cells"
    case swappedMates = "swapped_mates"
    case matesOutOfStep = "mates_out_of_step"
    case mateOrientation = "mate_orientation"
    case wrongKit = "wrong_kit"
    case identifierNotRandom = "identifier_not_random"
    case unusedIdentifier = "unused_identifier"
    case genomicReads = "genomic_reads"
    case primerDimers = "primer_dimers"
    case lowQuality = "low_quality"
    case junctionNotCovered = "junction_not_covered"
    case unexplained
  }

  /// What is suspected, for machines.
  var code: String
  /// `OK` (not found; without a value it was not looked for), `WARN` or `FAIL`.
  var severity: String
  /// The share that the rule judges; nil where nothing could be measured.
  var value: Double?
  /// The rule: what is measured, and from which share on it warns and fails.
  var rule: String
  /// What to do, one sentence; empty with `OK`.
  var message: String
}
