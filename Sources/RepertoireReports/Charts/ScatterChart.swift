/// Shares before against shares after, both on logarithmic axes, with a gutter for what was not
/// seen.
struct ScatterChart {
  struct Group {
    var name: String
    /// Which of the eight colours; nil is the grey of the rest.
    var colour: Int?
    /// Drawn as a square: seen in a biopsy.
    var isSquare: Bool
    /// Shares, 0 where not seen, with the number of clones that lie there.
    var points: [(x: Double, y: Double, clones: Int)]
  }

  var xTitle: String
  var yTitle: String
  var groups: [Group]

  private static let (left, right, top, plot, gutter) = (76.0, 20.0, 30.0, 360.0, 30.0)

  /// The chart, nil when no point has a share above 0 on both axes' ranges.
  func drawing() -> Drawing? {
    let points = groups.flatMap(\.points)
    let shares = points.flatMap { [$0.x, $0.y] }.filter { $0 > 0 }
    let bottom = Self.top + Self.plot
    guard
      let x = ValueScale(
        .logarithmic, unit: .share, holding: shares, start: Self.left + Self.gutter + 16,
        end: Drawing.width - Self.right - 8),
      let y = ValueScale(
        .logarithmic, unit: .share, holding: shares, start: bottom - Self.gutter - 16,
        end: Self.top)
    else { return nil }
    var drawing = Drawing()
    let edge = Drawing.width - Self.right
    for tick in y.ticks() {
      drawing.line(Self.left, tick.place, edge, tick.place, style: "grid")
      drawing.text(tick.name, x: Self.left - 8, y: tick.place + 4, anchor: .end)
    }
    for tick in x.ticks() {
      drawing.line(tick.place, Self.top, tick.place, bottom, style: "grid")
      drawing.text(tick.name, x: tick.place, y: bottom + 19, anchor: .middle)
    }
    drawing.line(Self.left, bottom, edge, bottom, style: "axis")
    drawing.line(Self.left, Self.top, Self.left, bottom, style: "axis")
    drawing.text(yTitle, x: 8, y: 16)
    drawing.text(xTitle, x: edge, y: bottom + 37, anchor: .end)
    drawing.text("not seen", x: Self.left - 2, y: bottom + 37)
    if let low = shares.min(), let high = shares.max() {
      drawing.line(x.place(low), y.place(low), x.place(high), y.place(high), style: "mark")
    }
    for group in groups {
      draw(group, x, y, bottom: bottom, in: &drawing)
    }
    drawing.height = bottom + 48
    Legend(
      entries: groups.reversed().map { group in
        Legend.Entry(
          name: group.name, style: group.colour.map { "f\($0)" } ?? "restfill",
          mark: group.isSquare ? .square : .disc)
      }, left: Self.left
    ).draw(in: &drawing)
    return drawing
  }

  private func draw(
    _ group: Group, _ x: ValueScale, _ y: ValueScale, bottom: Double, in drawing: inout Drawing
  ) {
    func place(_ point: (x: Double, y: Double, clones: Int)) -> (Double, Double) {
      (
        point.x > 0 ? x.place(point.x) : Self.left + Self.gutter / 2,
        point.y > 0 ? y.place(point.y) : bottom - Self.gutter / 2
      )
    }
    guard let colour = group.colour else {
      // Thousands of clones without a finding: one path a size, of dots that are lines of length 0.
      for (size, range) in [(3, 1...1), (5, 2...9), (8, 10...Int.max)] {
        let data = group.points.filter { range.contains($0.clones) }.map { point in
          let (px, py) = place(point)
          return "M\(Drawing.number(px)) \(Drawing.number(py))h0"
        }.joined()
        if !data.isEmpty { drawing.path(data, style: "dots rest w\(size)") }
      }
      return
    }
    for point in group.points {
      let (px, py) = place(point)
      let title =
        "\(group.name): \(ValueScale.name(point.x, unit: .share)) before, "
        + "\(ValueScale.name(point.y, unit: .share)) after"
      if group.isSquare {
        drawing.rectangle(
          x: px - 5, y: py - 5, width: 10, height: 10, style: "f\(colour)", title: title)
      } else {
        drawing.circle(px, py, radius: 4, style: "f\(colour)", title: title)
      }
    }
  }

  /// Points that would lie on one another as one, on a grid of a fortieth of a decade.
  static func merged(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double, clones: Int)] {
    struct Place: Hashable, Comparable {
      var x: Int
      var y: Int
      static func < (a: Place, b: Place) -> Bool { (a.x, a.y) < (b.x, b.y) }
    }
    var found: [Place: (x: Double, y: Double, clones: Int)] = [:]
    for point in points {
      let key = Place(x: LogGrid.step(point.x), y: LogGrid.step(point.y))
      found[key, default: (point.x, point.y, 0)].clones += 1
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
