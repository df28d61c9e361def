/// What was done with a table of receptors of known specificity: nothing is left out in silence.
public struct SpecificityReport: Sendable, Equatable {
  /// Why a row gave no entry, or none of one of its chains.
  public enum LeftOut: String, CaseIterable, Sendable {
    /// A receptor of another species than human.
    case otherSpecies = "other_species"
    /// VDJdb's confidence is 0, or no number.
    case noConfidence = "no_confidence"
    /// The gene column names no locus of a T-cell receptor.
    case noLocus = "no_locus"
    /// No chain has the amino acids of a junction.
    case noJunction = "no_junction"
    /// A V or J name that is not understood: as a blank it would fit any gene.
    case unknownGene = "unknown_gene"
  }

  /// Rows read.
  public internal(set) var rows = 0
  /// Whether the last line has no line end, as where a file was cut.
  public internal(set) var lacksLineEnd = false
  private var counts: [LeftOut: Int] = [:]

  /// Rows left out for a reason, or one of whose chains was.
  public func leftOut(_ reason: LeftOut) -> Int { counts[reason] ?? 0 }

  mutating func count(_ reason: LeftOut) { counts[reason, default: 0] += 1 }

  /// The reasons that occurred, in their order, for messages.
  public var remarks: [(rows: Int, meaning: String)] {
    LeftOut.allCases.filter { leftOut($0) > 0 }.map { (leftOut($0), $0.meaning) }
  }
}

extension SpecificityReport.LeftOut {
  /// The reason in words, behind "rows".
  public var meaning: String {
    switch self {
    case .otherSpecies: "left out: not a human receptor"
    case .noConfidence: "left out: a confidence score of 0, or none"
    case .noLocus: "left out: no gene of a T-cell receptor"
    case .noJunction: "left out: no amino acids of a junction"
    case .unknownGene: "left out: a V or J gene that is not known"
    }
  }
}
