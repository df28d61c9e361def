/// Why a read is no rearrangement; each read that is none has exactly one of these.
///
/// The raw value is the key of the outcome in `qc.json`. The order is the order of the funnel: a
/// read is counted under the furthest step it failed at.
public enum Rejection: String, CaseIterable, Sendable {
  /// Shorter than the shortest read that can be placed.
  case tooShort = "too_short"
  /// Too many unknown or worthless bases to be placed.
  case lowQuality = "low_quality"
  /// The UMI that the kit promises is not there.
  case umiMissing = "umi_missing"
  /// The UMI has an unknown base, or half an error is expected in it.
  case umiLowQuality = "umi_low_quality"
  /// No V, J or C gene of any locus.
  case notAReceptor = "not_a_receptor"
  /// A constant region without V and J.
  case constantOnly = "constant_only"
  /// A J gene without a V gene.
  case noV = "no_v"
  /// A V gene without a J gene of the loci that were asked for.
  case noJ = "no_j"
  /// V and J on different strands, or J before V.
  case wrongOrder = "wrong_order"
  /// V and J of loci that do not recombine with each other.
  case chimera = "chimera_of_loci"
  /// V and J as they stand in the genome, with their recombination signals or far apart.
  case unrearranged
  /// V and J placed, but the read ends before both anchors.
  case junctionNotCovered = "junction_not_covered"
  /// The V or J allele has no anchor codon, or V or J is trimmed beyond it.
  case noAnchor = "no_anchor"
  /// An unknown base inside the junction.
  case ambiguousJunction = "ambiguous_junction"
  /// A rearrangement with the UMI of a molecule of many more reads and another junction.
  case umiChimera = "umi_chimera"
  /// A rearrangement whose molecule has fewer reads than the sample's threshold.
  case umiBelowThreshold = "umi_below_threshold"
  /// A rearrangement that begins as one abundant clonotype of the sample and ends as another.
  case pcrChimera = "pcr_chimera"

  /// Position among all cases, for counting tables.
  @inlinable public var index: Int {
    switch self {
    case .tooShort: 0
    case .lowQuality: 1
    case .umiMissing: 2
    case .umiLowQuality: 3
    case .notAReceptor: 4
    case .constantOnly: 5
    case .noV: 6
    case .noJ: 7
    case .wrongOrder: 8
    case .chimera: 9
    case .unrearranged: 10
    case .junctionNotCovered: 11
    case .noAnchor: 12
    case .ambiguousJunction: 13
    case .umiChimera: 14
    case .umiBelowThreshold: 15
    case .pcrChimera: 16
    }
  }
}
