internal import Sequences

/// A table of another program that a repertoire can be written as.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// AIRR Rearrangement, our own columns.
  case airr
  /// VDJtools.
  case vdjtools
  /// MiXCR `exportClones`, the columns of a preset that covers the CDR3 alone.
  case mixcr
  /// immunarch `repSave`.
  case immunarch
  /// AIRR Rearrangement for scirpy, which wants a cell a row: `cell_id` = `sequence_id`.
  case scirpy
  /// tcrdist3, productive rows of one locus.
  case tcrdist3

  /// Why a row cannot be written in a format; each such row has one.
  public enum LeftOut: String, CaseIterable, Sendable {
    /// The format needs junction nucleotides.
    case noNucleotides = "no_nucleotides"
    /// The format takes productive receptors alone.
    case notProductive = "not_productive"
    /// The format needs V and J.
    case noGene = "no_gene"

    /// The reason in words, behind "rows".
    public var meaning: String {
      switch self {
      case .noNucleotides: "left out: no junction nucleotides, which the format needs"
      case .notProductive: "left out: not productive, which the format has no place for"
      case .noGene: "left out: no V or J gene, which the format needs"
      }
    }
  }

  /// Whether a table can hold rows of one locus alone.
  public var isOfOneLocus: Bool { self == .tcrdist3 }

  /// The line before the header, where the program looks for one.
  var preamble: String? { self == .immunarch ? "# Exported from immunarch" : nil }

  /// The columns of a format that is not AIRR; `locus` is that of the rows.
  func columns(locus: Locus, hasUMIs: Bool) -> [String] {
    switch self {
    case .airr, .scirpy: RearrangementColumn.clonotypeTable.map(\.rawValue)
    case .vdjtools:
      [
        "count", "freq", "cdr3nt", "cdr3aa", "v", "d", "j", "VEnd", "DStart", "DEnd", "JStart",
      ]
    case .mixcr:
      ["cloneId", "readCount", "readFraction"]
        + (hasUMIs ? ["uniqueMoleculeCount", "uniqueMoleculeFraction"] : [])
        + [
          "targetSequences", "allVHitsWithScore", "allDHitsWithScore", "allJHitsWithScore",
          "allCHitsWithScore", "nSeqCDR3", "aaSeqCDR3",
        ]
    case .immunarch:
      [
        "Clones", "Proportion", "CDR3.nt", "CDR3.aa", "V.name", "D.name", "J.name", "V.end",
        "D.start", "D.end", "J.start", "VJ.ins", "VD.ins", "DJ.ins", "Sequence",
      ]
    case .tcrdist3:
      {
        let chain = locus.rawValue.suffix(1).lowercased()
        return [
          "subject", "count", "v_\(chain)_gene", "j_\(chain)_gene", "cdr3_\(chain)_aa",
          "cdr3_\(chain)_nucseq",
        ]
      }()
    }
  }
}
