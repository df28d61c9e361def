/// The tables that the page makes of a patient's numbers.
extension PatientReport {
  /// One row a sample: what was seen, how much that covers, and what clones of interest hold; nil
  /// without samples.
  var sampleTable: PageTable? {
    guard !samples.isEmpty else { return nil }
    let hasProduct = productClones > 0
    return PageTable(
      caption: "Samples of \(name)",
      columns: [
        .init("Sample"), .init("Tissue"), .init("Day", .number), .init("Counts", .number),
        .init("Clones", .number), .init("Coverage %", .number),
        .init("Detection limit %", .number), .init("Clonality", .number),
        .init("Effective clones", .number), .init("Clones at equal depth", .number),
        .init("Held by expanded %", .number),
      ]
        + (hasProduct
          ? [.init("Held by product %", .number), .init("Product clones seen", .number)] : []),
      rows: samples.map { sample in
        PageTable.Row(
          [
            sample.sampleID, sample.tissue.rawValue, sample.day.map(ValueScale.short) ?? "",
            "\(sample.total)", "\(sample.clones)",
            sample.coverage.map(StudyReport.percent) ?? "",
            sample.detectionLimit.map { ValueScale.short($0 * 100) } ?? "",
            sample.clonality.map(ValueScale.short) ?? "",
            sample.hill1.map(ValueScale.plain) ?? "",
            sample.rarefiedClones.map(ValueScale.plain) ?? "",
            expanded > 0
              ? StudyReport.percent(sample.expandedShares.reduce(0) { $0 + $1.share }) : "",
          ]
            + (hasProduct
              ? [
                sample.productShare.map(StudyReport.percent) ?? "",
                sample.productClonesSeen.map(String.init) ?? "",
              ] : []))
      },
      note: "Coverage is the share of the repertoire that the seen clones make up; a clone below "
        + "the detection limit is missed in one of twenty samples or more.")
  }
}
