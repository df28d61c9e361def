/// Names of series below a figure, as many side by side as fit.
struct Legend {
  enum Mark { case line, square, disc, level }
  struct Entry {
    var name: String
    var style: String
    var mark: Mark
  }

  private static let lineHeight = 18.0

  let entries: [Entry]
  let left: Double

  /// Draws below what has been drawn, and makes the drawing higher.
  func draw(in drawing: inout Drawing) {
    guard !entries.isEmpty else { return }
    let room = Drawing.width - left - 12
    let widest = entries.map { Drawing.width(of: $0.name) }.max() ?? 0
    let columns = max(1, min(4, Int(room / (widest + 44))))
    let columnWidth = room / Double(columns)
    for (place, entry) in entries.enumerated() {
      let x = left + columnWidth * Double(place % columns)
      let y = drawing.height + Self.lineHeight * Double(place / columns) + 12
      switch entry.mark {
      case .line: drawing.line(x, y - 4, x + 20, y - 4, style: "series \(entry.style)")
      case .square, .level:
        drawing.rectangle(x: x + 5, y: y - 9, width: 10, height: 10, style: entry.style)
      case .disc: drawing.circle(x + 10, y - 4, radius: 4, style: entry.style)
      }
      drawing.text(Drawing.fitted(entry.name, to: columnWidth - 40), x: x + 28, y: y)
    }
    let lines = (entries.count + columns - 1) / columns
    drawing.height += Self.lineHeight * Double(lines) + 8
  }
}
