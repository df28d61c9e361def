/// The columns of `<sample_id>.umis.tsv.gz`, by their headers.
public enum MoleculeColumn: String, CaseIterable, Sendable {
  case umi
  case locus
  case junctionHash = "junction_hash"
  case reads

  /// The headers in file order.
  public static var header: [String] { allCases.map(\.rawValue) }

  /// The data dictionary of the table.
  public static var tableSchema: TableSchema {
    TableSchema(
      table: "<sample_id>.umis.tsv.gz",
      description:
        "One row a molecule, those below the threshold too, sorted by identifier, locus, hash and "
        + "reads: molecules that several samples of a run share are index hopping. Written for "
        + "kits with molecular identifiers.",
      columns: allCases.map(\.schema))
  }

  private var schema: TableSchema.Column {
    switch self {
    case .umi: .init(rawValue, .text, "The corrected identifier; a cell barcode comes before it.")
    case .locus: .init(rawValue, .text, "TRA, TRB, TRD or TRG.")
    case .junctionHash:
      .init(
        rawValue, .text, "16 hexadecimal digits of a stable hash of locus and consensus junction.")
    case .reads: .init(rawValue, .integer, unit: "reads", "Reads of the molecule.")
    }
  }
}
