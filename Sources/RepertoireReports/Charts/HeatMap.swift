/// A grid of cells in up to five levels of darkness; equal neighbours in a row are drawn as one.
struct HeatMap {
  struct Cell {
    var row: Int
    var column: Int
    /// 1...5; cells of level 0 are left out.
    var level: Int
    /// Crossed: something is wrong with it.
    var isCrossed = false
  }

  var rows: [String]
  var columns: [String]
  var cells: [Cell]
  /// What levels 1 to 5 mean.
  var levelNames: [String]
  /// What a cross means; nil when there is none to explain.
  var crossName: String?
  /// Ranges of rows that belong together, framed on the diagonal.
  var frames: [Range<Int>] = []

  private static let mostNamedColumns = 34
  private static let mostNamedRows = 120
  private static let labelRoom = 150.0

  /// The chart, nil without cells to place.
  func drawing() -> Drawing? {
    guard !rows.isEmpty, !columns.isEmpty else { return nil }
    let isNamed = columns.count <= Self.mostNamedColumns && rows.count <= Self.mostNamedRows
    let (left, top) = (Self.labelRoom + 10, isNamed ? Self.labelRoom : 12)
    let room = Drawing.width - left - 16
    // Names need 16 units a line; grids that are too fine for them go without.
    let pitch = min(26, room / Double(isNamed ? columns.count : max(columns.count, rows.count)))
    var drawing = Drawing()
    if isNamed { drawNames(left: left, top: top, pitch: pitch, in: &drawing) }
    for level in 1...5 {
      let data = runs(of: level).map { run in
        let (x, y) = (left + pitch * Double(run.columns.lowerBound), top + pitch * Double(run.row))
        return "M\(Drawing.number(x)) \(Drawing.number(y))"
          + "h\(Drawing.number(pitch * Double(run.columns.count)))"
          + "v\(Drawing.number(pitch))h-\(Drawing.number(pitch * Double(run.columns.count)))z"
      }.joined()
      if !data.isEmpty { drawing.path(data, style: "h\(level)") }
    }
    for frame in frames {
      drawing.rectangle(
        x: left + pitch * Double(frame.lowerBound), y: top + pitch * Double(frame.lowerBound),
        width: pitch * Double(frame.count), height: pitch * Double(frame.count), style: "frame")
    }
    let crosses = cells.filter(\.isCrossed).map { cell in
      let (x, y) = (left + pitch * Double(cell.column), top + pitch * Double(cell.row))
      let (a, b) = (pitch * 0.2, pitch * 0.6)
      return "M\(Drawing.number(x + a)) \(Drawing.number(y + a))l\(Drawing.number(b)) "
        + "\(Drawing.number(b))m0 -\(Drawing.number(b))l-\(Drawing.number(b)) \(Drawing.number(b))"
    }.joined()
    if !crosses.isEmpty { drawing.path(crosses, style: "crossed") }
    drawing.rectangle(
      x: left, y: top, width: pitch * Double(columns.count), height: pitch * Double(rows.count),
      style: "frame")
    drawing.height = top + pitch * Double(rows.count) + 14
    drawLegend(in: &drawing)
    return drawing
  }

  private func drawNames(left: Double, top: Double, pitch: Double, in drawing: inout Drawing) {
    for (place, name) in rows.enumerated() {
      drawing.text(
        Drawing.fitted(name, to: Self.labelRoom - 8), x: left - 6,
        y: top + pitch * (Double(place) + 0.5) + 4, anchor: .end)
    }
    for (place, name) in columns.enumerated() {
      drawing.text(
        Drawing.fitted(name, to: Self.labelRoom - 16),
        x: left + pitch * (Double(place) + 0.5) + 4, y: top - 6, upwards: true)
    }
  }

  private func drawLegend(in drawing: inout Drawing) {
    var entries = levelNames.enumerated().map {
      Legend.Entry(name: $1, style: "h\($0 + 1)", mark: .level)
    }
    if let crossName {
      entries.append(Legend.Entry(name: crossName, style: "crossed", mark: .square))
    }
    Legend(entries: entries, left: 12).draw(in: &drawing)
  }

  private func runs(of level: Int) -> [(row: Int, columns: Range<Int>)] {
    var runs: [(row: Int, columns: Range<Int>)] = []
    let own = cells.filter { $0.level == level }.sorted {
      ($0.row, $0.column) < ($1.row, $1.column)
    }
    for cell in own {
      if let last = runs.last, last.row == cell.row, last.columns.upperBound == cell.column {
        runs[runs.count - 1].columns = last.columns.lowerBound..<(cell.column + 1)
      } else {
        runs.append((cell.row, cell.column..<(cell.column + 1)))
      }
    }
    return runs
  }
}
