internal import Foundation

/// Figures of what the samples of a patient are like.
extension PatientReport {
  /// Effective clones over days, with clonality among the numbers.
  var diversityFigure: Figure? {
    let tissues: [CloneTimeline.Tissue] = [.blood, .tumor, .product, .other]
    let series = tissues.enumerated().compactMap { colour, tissue -> LineChart.Series? in
      let points = samples.filter { $0.tissue == tissue }.compactMap {
        sample -> LineChart.Point? in
        guard let day = sample.day, let value = sample.hill1, value > 0 else { return nil }
        return LineChart.Point(
          x: day, y: value, mark: tissue == .tumor ? .square : .disc,
          title: "\(sample.sampleID): \(ValueScale.short(value)) effective clones, clonality "
            + (sample.clonality.map(ValueScale.short) ?? "unknown"))
      }
      return points.isEmpty
        ? nil : LineChart.Series(name: tissue.rawValue, colour: colour, points: points)
    }
    let chart = LineChart(
      xTitle: "day after first infusion", yTitle: "effective clones (Hill number of order 1)",
      yKind: .logarithmic, xMarked: 0, namesPoints: true, series: series)
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("diversity"), title: "Diversity of \(name) over time",
      summary: "Effective number of clones in each sample by day and tissue, on a logarithmic "
        + "scale.",
      reading: "A fall means that fewer clones hold more of the repertoire; compare samples of "
        + "one tissue only, since biopsies are far smaller than blood.",
      columns: [
        "sample_id", "tissue", "day", "total", "hill_1", "clonality", "coverage",
        "rarefied_clones",
      ],
      rows: samples.map {
        [
          $0.sampleID, $0.tissue.rawValue, $0.day.map(ValueScale.short) ?? "", "\($0.total)",
          Self.cell($0.hill1), Self.cell($0.clonality), Self.cell($0.coverage),
          Self.cell($0.rarefiedClones),
        ]
      }, drawing: drawing)
  }

  /// Share held by clones of the infusion product, over days.
  var persistenceFigure: Figure? {
    let shown = samples.filter { $0.productShare != nil && $0.tissue != .product }
    guard productClones > 0, !shown.isEmpty else { return nil }
    let series = [CloneTimeline.Tissue.blood, .tumor, .other].enumerated().compactMap {
      colour, tissue -> LineChart.Series? in
      let points = shown.filter { $0.tissue == tissue }.compactMap {
        sample -> LineChart.Point? in
        guard let day = sample.day, let share = sample.productShare else { return nil }
        return LineChart.Point(
          x: day, y: share, mark: tissue == .tumor ? .square : .disc,
          title: "\(sample.sampleID): \(ValueScale.name(share, unit: .share))")
      }
      return points.isEmpty
        ? nil : LineChart.Series(name: tissue.rawValue, colour: colour, points: points)
    }
    let chart = LineChart(
      xTitle: "day after first infusion", yTitle: "share held by clones of the product",
      yUnit: .share, yFromZero: true, xMarked: 0, namesPoints: true, series: series)
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("persistence"), title: "Clones of the infusion product in \(name)",
      summary: "Share of counts that \(productClones) clones of the infusion product hold in each "
        + "sample by day.",
      reading: "A curve that stays up means that the infused clones persist; points before day 0 "
        + "show how much of the product was there already.",
      columns: ["sample_id", "tissue", "day", "product_f", "n_product_clones_seen"],
      rows: shown.map {
        [
          $0.sampleID, $0.tissue.rawValue, $0.day.map(ValueScale.short) ?? "",
          Self.cell($0.productShare), $0.productClonesSeen.map(String.init) ?? "",
        ]
      }, drawing: drawing)
  }

  /// Clones by depth: whether more reads would show more.
  var saturationFigure: Figure? {
    let shown = samples.filter { !$0.subsamples.isEmpty }
    let chart = LineChart(
      xTitle: "counts drawn", yTitle: "clones seen", yFromZero: true,
      series: shown.prefix(FigureStyle.series).enumerated().map { colour, sample in
        LineChart.Series(
          name: sample.label, colour: colour,
          points: sample.subsamples.map {
            LineChart.Point(x: $0.depth, y: $0.clones, low: $0.low, high: $0.high, mark: .none)
          })
      })
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("saturation"), title: "Saturation of the samples of \(name)",
      summary: "Number of clones in subsamples of each sample, by the number of counts drawn.",
      reading: "A curve that has become flat shows that deeper sequencing would find few further "
        + "clones" + Self.more(shown.count) + ".",
      columns: ["sample_id", "depth", "clones_mean", "clones_lo", "clones_hi"],
      rows: shown.flatMap { sample in
        sample.subsamples.map {
          [
            sample.sampleID, ValueScale.short($0.depth), Self.cell($0.clones), Self.cell($0.low),
            Self.cell($0.high),
          ]
        }
      }, drawing: drawing)
  }

  /// Junction lengths.
  var lengthFigure: Figure? {
    let shown = samples.filter { !$0.lengths.isEmpty }
    let chart = LineChart(
      xTitle: "junction length in bases", yTitle: "share of counts", yUnit: .share,
      yFromZero: true,
      series: shown.prefix(FigureStyle.series).enumerated().map { colour, sample in
        LineChart.Series(
          name: sample.label, colour: colour,
          points: sample.lengths.map {
            LineChart.Point(x: Double($0.bases), y: $0.share, mark: .none)
          })
      })
    guard let drawing = chart.drawing() else { return nil }
    return Figure(
      name: fileName("spectratype"), title: "Junction lengths of \(name)",
      summary: "Share of counts of each length of productive junctions, one line a sample.",
      reading: "A bell is a diverse repertoire, and a spike is one clone or a few that take over"
        + Self.more(shown.count) + ".",
      columns: ["sample_id", "length_nt", "length_f"],
      rows: shown.flatMap { sample in
        sample.lengths.map { [sample.sampleID, "\($0.bases)", Self.cell($0.share)] }
      }, drawing: drawing)
  }

  /// Usage of the genes of a segment, as a heat map of samples.
  func geneFigure(
    _ segment: String, _ genes: KeyPath<ReportSample, [ReportSample.Share]>
  ) -> Figure? {
    let shown = samples.filter { !$0[keyPath: genes].isEmpty }
    let names = Set(shown.flatMap { $0[keyPath: genes].map(\.name) }).sorted {
      $0.compare($1, options: .numeric) == .orderedAscending
    }
    let rows = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let cells = shown.enumerated().flatMap { column, sample in
      sample[keyPath: genes].compactMap { gene -> HeatMap.Cell? in
        guard let row = rows[gene.name], gene.share > 0 else { return nil }
        let level = [0.005, 0.02, 0.05, 0.1].count { gene.share >= $0 } + 1
        return HeatMap.Cell(row: row, column: column, level: level)
      }
    }
    let map = HeatMap(
      rows: names, columns: shown.map(\.label), cells: cells,
      levelNames: ["below 0.5 %", "0.5 to 2 %", "2 to 5 %", "5 to 10 %", "10 % or more"])
    guard let drawing = map.drawing() else { return nil }
    return Figure(
      name: fileName("\(segment.lowercased())-genes"), title: "\(segment) genes of \(name)",
      summary: "Share of counts of each \(segment) gene in each sample, in five levels.",
      reading: "Columns of one patient should look alike; a column that differs points at another "
        + "chemistry, a lost primer or a swapped sample, and a cell that darkens over days at a "
        + "clone that grows.",
      columns: ["sample_id", "gene", "gene_f"],
      rows: shown.flatMap { sample in
        sample[keyPath: genes].map { [sample.sampleID, $0.name, Self.cell($0.share)] }
      }, drawing: drawing)
  }

  private static func more(_ count: Int) -> String {
    count > FigureStyle.series
      ? "; the first \(FigureStyle.series) of \(count) samples are drawn, the numbers hold all"
      : ""
  }
}
