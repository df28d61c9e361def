/// The tables that the page makes of a patient's numbers.
extension PatientReport {
  /// One row a sample: what was seen, how much that covers, and what clones of interest hold; nil
  /// without samples.
  var sampleTable: PageTable? {
    guard !samples.isEmpty else { return nil }
    var columns: [PageTable.Column] = [
      .init("Sample"), .init("Tissue"), .init("Day", .number), .init("Counts", .number),
      .init("Clones", .number), .init("Coverage %", .number),
      .init("Detection limit %", .number), .init("Clonality", .number),
      .init("Effective clones", .number), .init("Clones at equal depth", .number),
      .init("Held by expanded %", .number),
    ]
    if productClones > 0 {
      columns += [.init("Held by product %", .number), .init("Product clones seen", .number)]
    }
    let hasNotes = samples.contains { !$0.notes.isEmpty }
    if hasNotes { columns.append(.init("Note")) }
    return PageTable(
      caption: "Samples of \(name)", columns: columns,
      rows: samples.map { sampleRow($0, hasNotes: hasNotes) },
      note: "Coverage is the share of the repertoire that the seen clones make up; a clone below "
        + "the detection limit is missed in one of twenty samples or more.")
  }

  private func sampleRow(_ sample: ReportSample, hasNotes: Bool) -> PageTable.Row {
    var cells: [String] = [
      sample.sampleID, sample.tissue.rawValue, Self.text(sample.day, ValueScale.short),
      "\(sample.total)", "\(sample.clones)", Self.text(sample.coverage, StudyReport.percent),
      Self.text(sample.detectionLimit) { ValueScale.short($0 * 100) },
      Self.text(sample.clonality, ValueScale.short), Self.text(sample.hill1, ValueScale.plain),
      Self.text(sample.rarefiedClones, ValueScale.plain),
    ]
    let held = sample.expandedShares.reduce(0.0) { $0 + $1.share }
    cells.append(expanded > 0 ? StudyReport.percent(held) : "")
    if productClones > 0 {
      cells.append(Self.text(sample.productShare, StudyReport.percent))
      cells.append(sample.productClonesSeen.map(String.init) ?? "")
    }
    if hasNotes { cells.append(sample.notes.joined(separator: "; ")) }
    return PageTable.Row(cells)
  }

  /// A number for a cell; blank for nil.
  private static func text(_ value: Double?, _ write: (Double) -> String) -> String {
    value.map(write) ?? ""
  }
}
