/// The columns of clonova's own germline table, in order.
enum GermlineColumn: String, CaseIterable {
  case allele, species, functionality
  /// 1-based place of the first base of the first whole codon; blank for D.
  case codonStart = "codon_start"
  /// 1-based place of the first base of codon 104 or 118; blank for D and C.
  case anchorStart = "anchor_start"
  /// T or F: whether that codon bounds junctions; blank for D and C.
  case anchorUsable = "anchor_usable"
  /// 1-based places of the last bases of the regions of a V; blank if they are not known.
  case fr1End = "fr1_end"
  case cdr1End = "cdr1_end"
  case fr2End = "fr2_end"
  case cdr2End = "cdr2_end"
  case fr3End = "fr3_end"
  /// 1-based place of the first base of the first whole region of a V that is partial in 5'; blank
  /// where FR1 is whole. Only tables with such a V have it.
  case regionsStart = "regions_start"
  /// The number of rows of the table, the same in each: nothing else tells that lines are missing.
  case alleleCount = "alleles"
  case sequence

  /// Whether each table has it; those of before such a column, and those that users write, lack it.
  var isRequired: Bool { self != .alleleCount && self != .regionsStart }

  /// The five ends of regions.
  static let regionEnds: [GermlineColumn] = [.fr1End, .cdr1End, .fr2End, .cdr2End, .fr3End]
}
