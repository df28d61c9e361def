internal import RepertoireTables

/// Whether the tables of each patient hold the same as their junctions: with the conserved residues
/// at the ends, or without, where no clone of the one is found in the other.
struct JunctionAgreement {
  /// What one table holds.
  struct Table {
    var patientID: String
    var sampleID: String
    var path: String
    var anchors: JunctionAnchors
  }

  /// What is told of one table.
  struct Finding {
    /// The place of the table among those given.
    var number: Int
    var fault: Fault
    /// Whether it cannot be otherwise: the sample fails then, since what would be found new or gone
    /// is the difference of the tables.
    var isSure: Bool
  }

  /// A finding for each table without the residues whose patient has one with them.
  static func findings(_ tables: [Table]) -> [Finding] {
    let whole = tables.filter { $0.anchors.content == .whole }
    return tables.indices.compactMap { number in
      let table = tables[number]
      guard table.anchors.content == .lacking,
        let other = whole.first(where: { $0.patientID == table.patientID })
      else { return nil }
      let fault = Fault(
        place: table.path,
        found: "of \(Count.of(table.anchors.rows, "productive junction")) of sample "
          + "\(table.sampleID), \(table.anchors.beginning) begin with Cys and "
          + "\(table.anchors.ending) end with Phe or Trp",
        expected: "the conserved residues at both ends, as in \(other.path) of the same patient "
          + "(\(other.anchors.beginning) and \(other.anchors.ending) of \(other.anchors.rows))",
        remedy: "No clone of the one is found in the other: export the junction (in AIRR terms), "
          + "not the CDR3 without its conserved residues, from every tool")
      return Finding(number: number, fault: fault, isSure: table.anchors.isSurelyLacking)
    }
  }
}
