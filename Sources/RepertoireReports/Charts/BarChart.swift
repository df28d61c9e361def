/// Bars of parts that add up, one a row.
struct BarChart {
  struct Row {
    var name: String
    /// One value a part, none below 0.
    var values: [Double]
    var title: String
  }

  var xTitle: String
  var unit = ValueScale.Unit.share
  /// Names of the parts, with which of the eight colours; nil is grey.
  var parts: [(name: String, colour: Int?)]
  var rows: [Row]
  /// How far the axis reaches at least.
  var reaches: Double?

  private static let (left, right, top, pitch) = (180.0, 28.0, 12.0, 22.0)

  /// The chart, nil without rows.
  func drawing() -> Drawing? {
    let totals = rows.map { $0.values.reduce(0, +) }
    guard let largest = totals.max(),
      let x = ValueScale(
        .linear, unit: unit, holding: [max(largest, reaches ?? 0)], fromZero: true,
        start: Self.left, end: Drawing.width - Self.right)
    else { return nil }
    var drawing = Drawing()
    let bottom = Self.top + Self.pitch * Double(rows.count)
    for tick in x.ticks(most: 6) {
      drawing.line(tick.place, Self.top, tick.place, bottom, style: "grid")
      drawing.text(tick.name, x: tick.place, y: bottom + 17, anchor: .middle)
    }
    for (place, row) in rows.enumerated() {
      let y = Self.top + Self.pitch * Double(place)
      drawing.text(
        Drawing.fitted(row.name, to: Self.left - 20), x: Self.left - 8, y: y + 15, anchor: .end)
      var sum = 0.0
      for (part, value) in zip(parts, row.values) where value > 0 {
        let (from, to) = (x.place(sum), x.place(sum + value))
        sum += value
        drawing.rectangle(
          x: from, y: y + 3, width: max(0.5, to - from), height: Self.pitch - 6,
          style: part.colour.map { "f\($0)" } ?? "restfill",
          title: "\(row.title): \(part.name) \(ValueScale.name(value, unit: unit))")
      }
    }
    drawing.line(Self.left, Self.top, Self.left, bottom, style: "axis")
    drawing.text(xTitle, x: Drawing.width - Self.right, y: bottom + 35, anchor: .end)
    drawing.height = bottom + 44
    Legend(
      entries: parts.map {
        Legend.Entry(
          name: $0.name, style: $0.colour.map { "f\($0)" } ?? "restfill", mark: .square)
      }, left: 12
    ).draw(in: &drawing)
    return drawing
  }
}
