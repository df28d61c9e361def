/// Overlap of blood and tumor against chance, patients in the order of the tables.
extension StudyReport {
  /// What is compared: an observed value with the one that control clones have.
  private struct Comparison {
    var patient: String
    var observed: Double
    var expected: Double
    var p: Double?
  }

  /// The share that expanded clones hold first: their number says little where biopsies are deep.
  var overlapFigures: [Figure] { shareFigures + numberFigures }

  private var shareFigures: [Figure] {
    let shown = patients.compactMap { patient in
      patient.overlap?.share.map {
        Comparison(
          patient: patient.name, observed: $0.observed, expected: $0.expected, p: $0.p)
      }
    }
    return Self.parts(shown).map { part, words, suffix in
      Figure(
        name: "study.overlap-share\(suffix)",
        title: "Share of the tumor that expanded clones hold, against chance\(words)",
        summary: "For each patient the share of the counts of post-treatment biopsies that clones "
          + "expanded in blood hold, beside the share that clones as large in blood hold that did "
          + "not expand.",
        reading: "A full disc to the right of its hollow one means that expanded clones take more "
          + "of the tumor than clones that are as large in blood; the mouse shows the p.",
        columns: ["patient", "observed_f", "expected_f", "p"],
        rows: part.map {
          [$0.patient] + [$0.observed, $0.expected, $0.p].map(PatientReport.cell)
        }, drawing: Self.drawing(of: part, unit: .share, axis: "share of the counts of biopsies"))
    }
  }

  private var numberFigures: [Figure] {
    let shown = patients.compactMap { patient in patient.overlap.map { (patient, $0) } }
    return Self.parts(shown).map { part, words, suffix in
      let comparisons = part.map { patient, overlap in
        Comparison(
          patient: patient.name, observed: overlap.observed, expected: overlap.expected,
          p: overlap.p)
      }
      return Figure(
        name: "study.overlap\(suffix)",
        title: "Number of expanded clones in the tumor, against chance\(words)",
        summary: "For each patient the number of clones expanded in blood that post-treatment "
          + "biopsies show, beside the number that control clones of equal frequency show.",
        reading: "A full disc to the right of its hollow one means that expanded clones are seen "
          + "in the tumor more often than other clones of equal frequency; deep biopsies show "
          + "every large clone, and then only the shares above can tell.",
        columns: ["patient", "expanded", "observed", "expected", "p"],
        rows: part.map { patient, overlap in
          [patient.name]
            + [overlap.expanded, overlap.observed, overlap.expected, overlap.p].map(
              PatientReport.cell)
        },
        drawing: Self.drawing(
          of: comparisons, unit: .plain, axis: "clones expanded in blood that the biopsies show"))
    }
  }

  private static func drawing(
    of part: [Comparison], unit: ValueScale.Unit, axis: String
  ) -> Drawing {
    var drawing = Drawing()
    let (left, right, top, pitch) = (180.0, 28.0, 12.0, 22.0)
    let bottom = top + pitch * Double(part.count)
    if let x = ValueScale(
      .linear, unit: unit, holding: part.flatMap { [$0.observed, $0.expected] }, fromZero: true,
      start: left + 8, end: Drawing.width - right)
    {
      for tick in x.ticks() {
        drawing.line(tick.place, top, tick.place, bottom, style: "grid")
        drawing.text(tick.name, x: tick.place, y: bottom + 17, anchor: .middle)
      }
      for (place, one) in part.enumerated() {
        let y = top + pitch * (Double(place) + 0.5)
        let (from, to) = (x.place(one.expected), x.place(one.observed))
        drawing.text(
          Drawing.fitted(one.patient, to: left - 20), x: left - 8, y: y + 4, anchor: .end)
        drawing.line(from, y, to, y, style: "axis")
        drawing.circle(
          from, y, radius: 5, style: "hollow s0",
          title: "\(one.patient): \(ValueScale.name(one.expected, unit: unit)) expected")
        drawing.circle(
          to, y, radius: 5, style: "f1",
          title: "\(one.patient): \(ValueScale.name(one.observed, unit: unit)) observed, p "
            + (one.p.map(ValueScale.short) ?? "unknown"))
      }
    }
    drawing.text(axis, x: Drawing.width - right, y: bottom + 35, anchor: .end)
    drawing.height = bottom + 44
    Legend(
      entries: [
        .init(name: "observed", style: "f1", mark: .disc),
        .init(name: "expected by chance", style: "hollow s0", mark: .disc),
      ], left: left
    ).draw(in: &drawing)
    return drawing
  }
}
