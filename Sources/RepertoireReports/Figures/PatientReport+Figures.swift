extension PatientReport {
  /// Every figure of the patient that there are numbers for, in the order of the page.
  public var figures: [Figure] {
    [
      timelineFigure, scatterFigure, spaceFigure, diversityFigure, persistenceFigure,
      saturationFigure, lengthFigure, geneFigure("V", \.vGenes), geneFigure("J", \.jGenes),
    ].compactMap { $0 }
  }

  /// A number for a cell; blank for nil.
  static func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  func fileName(_ kind: String) -> String {
    "\(patientID).\(group.replacing(" ", with: "-")).\(kind)"
  }

  private var timelineFigure: Figure? {
    let shown = Array(timelines.prefix(FigureStyle.series))
    let chart = LineChart(
      xTitle: "day after first infusion", yTitle: "share of counts", yKind: .logarithmic,
      yUnit: .share, xMarked: 0, namesPoints: true, spreads: true,
      series: shown.enumerated().map { number, timeline in
        LineChart.Series(
          name: timeline.label, colour: number, points: timeline.points.compactMap(Self.point))
      })
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("timeline"), title: "Clones of \(name) over time",
      summary: "Share of counts of \(shown.count) clones in blood and biopsies by day, on a "
        + "logarithmic scale, with 95 % intervals.",
      reading: "A line that climbs out of hollow marks is a clone that was below the detection "
        + "limit and grew: discs and lines are blood, squares are biopsies, bars are 95 % "
        + "intervals, hollow marks stand at the upper limit of a sample that did not show the "
        + "clone, and the dashed line is the first infusion.",
      columns: [
        "clone_id", "label", "sample_id", "tissue", "day", "count", "f", "f_lower95",
        "f_upper95",
      ],
      rows: shown.flatMap { timeline in
        timeline.points.map {
          [
            timeline.cloneID, timeline.label, $0.sampleID, $0.tissue.rawValue,
            ValueScale.short($0.day), "\($0.count)", Self.cell($0.frequency),
            Self.cell($0.frequencyLower95), Self.cell($0.frequencyUpper95),
          ]
        }
      }, drawing: drawing)
  }

  private static func point(_ point: CloneTimeline.Point) -> LineChart.Point? {
    let isSeen = point.count > 0
    guard let value = isSeen ? point.frequency : point.frequencyUpper95, value > 0 else {
      return nil
    }
    let words = isSeen ? "\(point.count) counts, " : "not seen, at most "
    return LineChart.Point(
      x: point.day, y: value, low: isSeen ? point.frequencyLower95 : nil,
      high: isSeen ? point.frequencyUpper95 : nil, mark: point.tissue == .tumor ? .square : .disc,
      isLimit: !isSeen, isOnLine: point.tissue == .blood,
      title: "\(point.sampleID): " + words + ValueScale.name(value, unit: .share))
  }

  private var scatterFigure: Figure? {
    let notable: [(word: String, colour: Int)] = [
      ("NEW", 1), ("NEW_LOWBASE", 4), ("EXPANDED", 0), ("CANDIDATE", 3), ("UP_WEAK", 7),
      ("CONTRACTED", 2),
    ]
    var groups: [ScatterChart.Group] = []
    let rest = scatter.clones.filter { clone in !notable.contains { $0.word == clone.bloodClass } }
    if !rest.isEmpty {
      groups.append(
        .init(
          name: "others", colour: nil, isSquare: false,
          points: ScatterChart.merged(rest.map { ($0.before, $0.after) })))
    }
    // What is drawn last lies on top: the strongest classes.
    for (word, colour) in notable.reversed() {
      for isInTumor in [false, true] {
        let own = scatter.clones.filter { $0.bloodClass == word && $0.isInTumor == isInTumor }
        guard !own.isEmpty else { continue }
        groups.append(
          .init(
            name: word + (isInTumor ? ", in tumor" : ""), colour: colour, isSquare: isInTumor,
            points: ScatterChart.merged(own.map { ($0.before, $0.after) })))
      }
    }
    let chart = ScatterChart(
      xTitle: "share at baseline", yTitle: "share on the best day", groups: groups)
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("blood"), title: "Blood of \(name) before and after",
      summary: "Share of \(scatter.clones.count) tested clones at baseline and on the day of the "
        + "strongest rise, both on logarithmic scales.",
      reading: "Clones above the dashed line of equal shares grew; coloured marks are the classes "
        + "of the table, squares are in a post-treatment biopsy, and marks at the left edge were "
        + "not seen at baseline.",
      columns: ["blood_class", "in_tumor", "baseline_f", "blood_f"],
      rows: scatter.clones.map {
        [$0.bloodClass, $0.isInTumor ? "T" : "F", Self.cell($0.before), Self.cell($0.after)]
      }, drawing: drawing)
  }

  private var spaceFigure: Figure? {
    let words = ["NEW", "NEW_LOWBASE", "EXPANDED"]
    let shown = samples.filter { !$0.expandedShares.isEmpty }
    guard shown.contains(where: { $0.expandedShares.contains { $0.share > 0 } }) else { return nil }
    let chart = BarChart(
      xTitle: "share of counts", parts: [("NEW", 1), ("NEW_LOWBASE", 4), ("EXPANDED", 0)],
      rows: shown.map { sample in
        BarChart.Row(
          name: sample.label,
          values: words.map { word in
            sample.expandedShares.first { $0.name == word }?.share ?? 0
          }, title: sample.sampleID)
      })
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("space"), title: "Space that expanded clones occupy in \(name)",
      summary: "Share of counts that clones expanded in blood hold in each blood and tumor sample, "
        + "by class.",
      reading: "The longer the bar of a biopsy, the more of its T cells belong to clones that "
        + "expanded in blood after treatment.",
      columns: ["sample_id", "tissue", "day"] + words.map { "f_" + $0.lowercased() },
      rows: shown.map { sample in
        [sample.sampleID, sample.tissue.rawValue, sample.day.map(ValueScale.short) ?? ""]
          + words.map { word in
            Self.cell(sample.expandedShares.first { $0.name == word }?.share)
          }
      }, drawing: drawing)
  }
}

extension ReportSample {
  /// Tissue and day, short enough for an axis; the name where there is no day.
  var label: String {
    day.map { "\(tissue.rawValue), day \(ValueScale.short($0))" } ?? sampleID
  }
}
