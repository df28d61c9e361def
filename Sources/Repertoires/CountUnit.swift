/// What one count of `duplicate_count` stands for in a repertoire.
public enum CountUnit: String, CaseIterable, Sendable {
  /// Sequencing reads without molecular identifiers.
  case reads
  /// Distinct unique molecular identifiers.
  case umi
  /// Genomic templates, as immunoSEQ estimates them.
  case templates
  /// Single cells.
  case cells
}
