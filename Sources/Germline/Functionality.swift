/// What an allele can be used for, in the abbreviations of gene databases.
public enum Functionality: String, CaseIterable, Sendable {
  case functional = "F"
  /// Open reading frame: a sound coding region with a defect in signals or conserved residues.
  case orf = "ORF"
  case pseudogene = "P"
}
