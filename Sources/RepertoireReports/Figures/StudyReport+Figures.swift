extension StudyReport {
  /// How many rows one figure of the study holds; larger studies get several figures.
  private static let rowsAFigure = 40

  /// Every figure: those of the study, then those of each patient.
  public var figures: [Figure] {
    overlapFigures + identityFigures + funnelFigures + patients.flatMap(\.figures)
  }

  /// Overlap of blood and tumor against chance, patients in the order of the tables.
  var overlapFigures: [Figure] {
    let shown = patients.compactMap { patient in patient.overlap.map { (patient, $0) } }
    return Self.parts(shown).map { part, words, suffix in
      let values = part.flatMap { [$0.1.observed, $0.1.expected] }
      var drawing = Drawing()
      let (left, right, top, pitch) = (180.0, 28.0, 12.0, 22.0)
      let bottom = top + pitch * Double(part.count)
      if let x = ValueScale(
        .linear, holding: values, fromZero: true, start: left + 8, end: Drawing.width - right)
      {
        for tick in x.ticks() {
          drawing.line(tick.place, top, tick.place, bottom, style: "grid")
          drawing.text(tick.name, x: tick.place, y: bottom + 17, anchor: .middle)
        }
        for (place, (patient, overlap)) in part.enumerated() {
          let y = top + pitch * (Double(place) + 0.5)
          let (from, to) = (x.place(overlap.expected), x.place(overlap.observed))
          drawing.text(
            Drawing.fitted(patient.name, to: left - 20), x: left - 8, y: y + 4, anchor: .end)
          drawing.line(from, y, to, y, style: "axis")
          drawing.circle(
            from, y, radius: 5, style: "hollow s0",
            title: "\(patient.name): \(ValueScale.short(overlap.expected)) expected")
          drawing.circle(
            to, y, radius: 5, style: "f1",
            title: "\(patient.name): \(ValueScale.short(overlap.observed)) observed of "
              + "\(ValueScale.short(overlap.expanded)), p "
              + (overlap.p.map(ValueScale.short) ?? "unknown"))
        }
      }
      drawing.text(
        "clones expanded in blood that the biopsies show", x: Drawing.width - right,
        y: bottom + 35, anchor: .end)
      drawing.height = bottom + 44
      Legend(
        entries: [
          .init(name: "observed", style: "f1", mark: .disc),
          .init(name: "expected by chance", style: "hollow s0", mark: .disc),
        ], left: left
      ).draw(in: &drawing)
      return Figure(
        name: "study.overlap\(suffix)",
        title: "Overlap of blood and tumor, observed against expected\(words)",
        summary: "For each patient the number of clones expanded in blood that post-treatment "
          + "biopsies show, beside the number that control clones of equal frequency show.",
        reading: "A full disc to the right of its hollow one means that expanded clones are in "
          + "the tumor more often than other clones of equal frequency; the mouse shows the p.",
        columns: ["patient", "expanded", "observed", "expected", "p"],
        rows: part.map { patient, overlap in
          [patient.name]
            + [overlap.expanded, overlap.observed, overlap.expected].map {
              PatientReport.cell($0)
            } + [PatientReport.cell(overlap.p)]
        }, drawing: drawing)
    }
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
  private static func parts<Row>(_ rows: [Row]) -> [([Row], String, String)] {
    guard rows.count > rowsAFigure else { return rows.isEmpty ? [] : [(rows, "", "")] }
    let parts = stride(from: 0, to: rows.count, by: rowsAFigure).map {
      Array(rows[$0..<min($0 + rowsAFigure, rows.count)])
    }
    return parts.enumerated().map {
      ($1, ", part \($0 + 1) of \(parts.count)", ".\($0 + 1)")
    }
  }
}
