/// When rows of several samples of a patient are one clone.
public enum CloneIdentity: String, CaseIterable, Sendable {
  /// One junction by nucleotides, and V and J calls that may be one gene each.
  case junctionAndGenes = "junction_and_genes"
  /// One junction by amino acids, and V and J calls that may be one gene each; for tables without
  /// nucleotides.
  case junctionAAAndGenes = "junction_aa_and_genes"
  /// One whole nucleotide sequence as the vendor wrote it, whatever the calls; else the junction.
  case nucleotideString = "nucleotide_string"
  /// One junction by amino acids, whatever the calls.
  case aminoAcids = "amino_acids"

  /// Whether calls part clones at all.
  var usesGenes: Bool { self == .junctionAndGenes || self == .junctionAAAndGenes }
}
