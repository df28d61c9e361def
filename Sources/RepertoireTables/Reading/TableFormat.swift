/// A kind of clonotype table that can be read.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Our own clonotype table, an AIRR Rearrangement table with our columns.
  case clonova
  /// AIRR Rearrangement of any producer, 10x `airr_rearrangement.tsv` and TRUST4 among them.
  case airr
  /// Decombinator's AIRR table, whose copies are collapsed molecules.
  case decombinator
  /// immunoSEQ "Export sample v2", camelCase columns.
  case immunoSEQCamelCase = "immunoseq_v2"
  /// immunoSEQ "Export sample", snake_case columns.
  case immunoSEQSnakeCase = "immunoseq_v3"
  /// immunoSEQ exports since 2020, with `bio_identity`.
  case immunoSEQ2020 = "immunoseq_2020"
  /// A table of immunoSEQ reads and counts alone.
  case immunoSEQReads = "immunoseq_reads"
  /// MiXCR `exportClones`, versions 1 to 4.
  case mixcr
  /// VDJtools, current columns.
  case vdjtools
  /// VDJtools' first columns.
  case vdjtoolsLegacy = "vdjtools_legacy"
  /// immunarch `repSave`.
  case immunarch
  /// Cell Ranger contig annotations.
  case cellRanger = "cellranger_contigs"
  /// TRUST4 report.
  case trust4 = "trust4_report"
  /// MIGEC `CdrBlast`.
  case migec
  /// RTCR.
  case rtcr

  /// Its name in messages.
  public var displayName: String {
    switch self {
    case .clonova: "Clonova clonotypes"
    case .airr: "AIRR Rearrangement"
    case .decombinator: "Decombinator AIRR"
    case .immunoSEQCamelCase: "immunoSEQ (Export sample v2)"
    case .immunoSEQSnakeCase: "immunoSEQ (Export sample)"
    case .immunoSEQ2020: "immunoSEQ (2020 and later)"
    case .immunoSEQReads: "immunoSEQ reads and counts"
    case .mixcr: "MiXCR exportClones"
    case .vdjtools: "VDJtools"
    case .vdjtoolsLegacy: "VDJtools (first version)"
    case .immunarch: "immunarch"
    case .cellRanger: "Cell Ranger contig annotations"
    case .trust4: "TRUST4 report"
    case .migec: "MIGEC"
    case .rtcr: "RTCR"
    }
  }
}
