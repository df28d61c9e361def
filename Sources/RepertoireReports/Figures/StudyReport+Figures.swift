extension StudyReport {
  /// How many rows one figure of the study holds; larger studies get several figures.
  private static let rowsAFigure = 40

  /// Every figure: those of the study, then those of each patient.
  public var figures: [Figure] {
    overlapFigures + identityFigures + funnelFigures + moleculeFigures
      + patients.flatMap(\.figures)
  }

  /// What became of the reads, samples in the order of names.
  var funnelFigures: [Figure] {
    let reasons = rejectionReasons
    return Self.parts(accounts.filter { $0.reads > 0 }).compactMap { part, words, suffix in
      let chart = BarChart(
        xTitle: "share of reads",
        parts: [("rearranged", 2)]
          + reasons.enumerated().map { ($1.replacing("_", with: " "), [0, 1, 3, 4, 5, 7][$0]) }
          + [("other reasons", nil)],
        rows: part.map { account in
          let shares = reasons.map { reason in
            Double(account.rejections.first { $0.key == reason }?.reads ?? 0)
              / Double(account.reads)
          }
          let rearranged = Double(account.rearranged) / Double(account.reads)
          return BarChart.Row(
            name: account.sampleID,
            values: [rearranged] + shares + [max(0, 1 - rearranged - shares.reduce(0, +))],
            title: account.sampleID)
        }, reaches: 1)
      guard let drawing = chart.drawing() else { return nil }
      return Figure(
        name: "study.reads\(suffix)", title: "What became of the reads\(words)",
        summary: "For each sample the shares of reads that became rearrangements or were rejected, "
          + "by reason.",
        reading: "The green part is reads that became rearrangements; whatever else is long has "
          + "its cause and advice in the table above.",
        columns: ["sample_id", "outcome", "reads"],
        rows: part.flatMap { account in
          [[account.sampleID, "reads_in", "\(account.reads)"]]
            + account.rejections.map { [account.sampleID, $0.key, "\($0.reads)"] }
            + [[account.sampleID, "rearranged", "\(account.rearranged)"]]
        }, drawing: drawing)
    }
  }

  /// The reasons that cost most reads, at most six, in the order in which reads meet them.
  private var rejectionReasons: [String] {
    var reads: [String: Int] = [:]
    var order: [String] = []
    for outcome in accounts.flatMap(\.rejections) where outcome.reads > 0 {
      if reads[outcome.key] == nil { order.append(outcome.key) }
      reads[outcome.key, default: 0] += outcome.reads
    }
    let kept = Set(
      order.sorted { (reads[$1] ?? 0, $0) < (reads[$0] ?? 0, $1) }.prefix(6))
    return order.filter(kept.contains)
  }

  /// Rows in parts that fit one figure, with words for the title and a suffix for the name.
  static func parts<Row>(_ rows: [Row]) -> [([Row], String, String)] {
    guard rows.count > rowsAFigure else { return rows.isEmpty ? [] : [(rows, "", "")] }
    let parts = stride(from: 0, to: rows.count, by: rowsAFigure).map {
      Array(rows[$0..<min($0 + rowsAFigure, rows.count)])
    }
    return parts.enumerated().map {
      ($1, ", part \($0 + 1) of \(parts.count)", ".\($0 + 1)")
    }
  }
}
