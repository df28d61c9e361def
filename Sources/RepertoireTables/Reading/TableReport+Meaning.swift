extension TableReport.LeftOut {
  /// The reason in words, behind "rows".
  public var meaning: String {
    switch self {
    case .noJunction: "left out: neither nucleotides nor amino acids of a junction"
    case .partialJunction: "left out: the table calls the junction partial"
    case .zeroCount: "left out: a count of zero"
    case .immunoglobulin: "left out: the receptor of a B cell"
    case .noLocus: "left out: no gene name tells the locus"
    case .notACell: "left out: the table says that the barcode is no cell"
    case .sameChain:
      "left out: another contig of the same cell with the same junction, whose reads and molecules "
        + "were added to it"
    }
  }
}

extension TableReport.Note {
  /// What was done, in words, behind "rows".
  public var meaning: String {
    switch self {
    case .unknownGeneName: "a gene name that is not known was taken for no call"
    case .orphonDropped: "an orphon gene (which lies outside the locus) was dropped from a tie"
    case .junctionCut: "the read ends inside the junction, whose nucleotides are left blank"
    case .aminoAcidsDiffer:
      "the amino acids are not those of the nucleotides, which were believed"
    case .productiveContradicted:
      "called productive, but out of frame or with a stop codon; taken for not productive"
    case .locusAssumed: "the locus was taken from the other rows"
    case .countRounded: "a count that is not whole was rounded, to no less than one"
    case .lengthCorrected: "the stated CDR3 length counted one codon too many, which was left off"
    case .shortRow: "cells at the end of the row are missing and were taken for blank"
    case .ambiguousBase: "an ambiguous base in the junction"
    case .frequenciesIncomplete:
      "the frequencies do not add up to one (in a table of ours, within the locus), as where rows "
        + "were removed or added; the counts were taken as they are"
    case .withoutAnchors:
      "a productive junction without Cys at its start or Phe or Trp at its end, as where a CDR3 "
        + "without the conserved residues was written for it; it equals no junction of other tables"
    case .noLineEnd: "the last line has no line end, as where a file was cut; it was taken as it is"
    }
  }
}
