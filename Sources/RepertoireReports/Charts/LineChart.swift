/// Series of values along an axis, with intervals; the chart of everything that has days.
struct LineChart {
  enum Mark { case disc, square, none }

  struct Point {
    var x: Double
    var y: Double
    var low: Double?
    var high: Double?
    var mark = Mark.disc
    /// Drawn hollow: the value is a limit, nothing was seen.
    var isLimit = false
    /// Whether the line of the series runs through the point.
    var isOnLine = true
    var title: String?
  }

  struct Series {
    var name: String
    /// Which of the eight colours.
    var colour: Int
    var points: [Point]
  }

  var xTitle: String
  var yTitle: String
  var xKind = ValueScale.Kind.linear
  var yKind = ValueScale.Kind.linear
  var yUnit = ValueScale.Unit.plain
  var yFromZero = false
  /// Where a dashed line stands, such as the day of infusion.
  var xMarked: Double?
  /// Names the x values of the points alone, as with days.
  var namesPoints = false
  /// Moves the marks of series aside, so that intervals on one day can be told apart.
  var spreads = false
  var series: [Series]

  private static let (left, right, top, plot) = (76.0, 20.0, 30.0, 240.0)

  /// The chart, nil when there is nothing to draw.
  func drawing() -> Drawing? {
    let points = series.flatMap(\.points)
    // An interval that reaches towards 0 would take a logarithmic axis for itself.
    let floor =
      yKind == .logarithmic ? (points.map(\.y).filter { $0 > 0 }.min() ?? 0) / 10 : -.infinity
    let heights = points.flatMap { point in
      [point.y, point.low.map { max($0, floor) }, point.high].compactMap { $0 }
    }
    let bottom = Self.top + Self.plot
    guard
      let x = ValueScale(
        xKind, holding: points.map(\.x), start: Self.left + 16,
        end: Drawing.width - Self.right - 16),
      let y = ValueScale(
        yKind, unit: yUnit, holding: heights, fromZero: yFromZero, start: bottom, end: Self.top)
    else { return nil }
    var drawing = Drawing()
    drawAxes(x, y, in: &drawing)
    for (place, one) in series.enumerated() {
      let shift = spreads ? (Double(place) - Double(series.count - 1) / 2) * 4 : 0
      draw(one, x, y, shift: shift, in: &drawing)
    }
    drawing.height = bottom + 48
    Legend(
      entries: series.map { one in
        let hasMark = one.points.contains { $0.mark != .none }
        return Legend.Entry(
          name: one.name, style: hasMark ? "f\(one.colour)" : "s\(one.colour)",
          mark: hasMark ? .disc : .line)
      }, left: Self.left
    ).draw(in: &drawing)
    return drawing
  }

  private func drawAxes(_ x: ValueScale, _ y: ValueScale, in drawing: inout Drawing) {
    let (bottom, edge) = (Self.top + Self.plot, Drawing.width - Self.right)
    for tick in y.ticks() {
      drawing.line(Self.left, tick.place, edge, tick.place, style: "grid")
      drawing.text(tick.name, x: Self.left - 8, y: tick.place + 4, anchor: .end)
    }
    let named =
      namesPoints
      ? Set(series.flatMap(\.points).map(\.x)).sorted().map {
        (place: x.place($0), name: ValueScale.short($0))
      } : x.ticks()
    var free = -Double.infinity
    for tick in named {
      drawing.line(tick.place, bottom, tick.place, bottom + 5, style: "axis")
      let half = Drawing.width(of: tick.name) / 2
      // Values that lie close together would print over each other.
      guard tick.place - half > free else { continue }
      free = tick.place + half + 4
      drawing.text(tick.name, x: tick.place, y: bottom + 19, anchor: .middle)
    }
    drawing.line(Self.left, bottom, edge, bottom, style: "axis")
    drawing.text(xTitle, x: edge, y: bottom + 37, anchor: .end)
    drawing.text(yTitle, x: 8, y: 16)
    if let xMarked {
      let place = x.place(xMarked)
      drawing.line(place, Self.top, place, bottom, style: "mark")
    }
  }

  private func draw(
    _ one: Series, _ x: ValueScale, _ y: ValueScale, shift: Double, in drawing: inout Drawing
  ) {
    drawing.polyline(
      one.points.filter(\.isOnLine).map { (x.place($0.x) + shift, y.place($0.y)) },
      style: "series s\(one.colour)")
    for point in one.points {
      let (px, py) = (x.place(point.x) + shift, y.place(point.y))
      if let low = point.low, let high = point.high {
        drawing.line(px, y.place(low), px, y.place(high), style: "interval s\(one.colour)")
      }
      let style = point.isLimit ? "hollow s\(one.colour)" : "f\(one.colour)"
      switch point.mark {
      case .none: break
      case .disc: drawing.circle(px, py, radius: 4, style: style, title: point.title)
      case .square:
        drawing.rectangle(
          x: px - 4.5, y: py - 4.5, width: 9, height: 9, style: style, title: point.title)
      }
    }
  }
}
