/// A figure of the report with the numbers behind it.
public struct Figure: Sendable, Equatable {
  /// What it shows, for the name of its file, such as `P01.TRB.timeline`; may hold any character.
  public var name: String
  /// What it shows, for people.
  public var title: String
  /// What it shows, for those who cannot see it.
  public var summary: String
  /// How to read it, one sentence.
  public var reading: String
  /// Column names of the numbers.
  public var columns: [String]
  /// The numbers, one text a column; blanks for missing.
  public var rows: [[String]]

  let drawing: Drawing

  init(
    name: String, title: String, summary: String, reading: String, columns: [String],
    rows: [[String]], drawing: Drawing
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.reading = reading
    self.columns = columns
    self.rows = rows
    self.drawing = drawing
  }

  /// The element as it stands in the page, which brings the style.
  var element: String { element(attributes: "", style: "") }

  /// The figure as a file of its own, on white; UTF-8, ends with a newline.
  public var svg: String {
    element(
      attributes:
        " xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Drawing.number(Drawing.width))\" "
        + "height=\"\(Drawing.number(drawing.height))\"",
      style: "<style>svg { \(FigureStyle.light) }\n\(FigureStyle.rules)</style>\n") + "\n"
  }

  /// The numbers as tab-separated text with a header; tabs and line ends in texts become spaces.
  public var tsv: String {
    ([columns] + rows).map { row in
      row.map { cell in
        String(
          String.UnicodeScalarView(
            cell.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
      }.joined(separator: "\t") + "\n"
    }.joined()
  }

  private func element(attributes: String, style: String) -> String {
    let size = "\(Drawing.number(Drawing.width)) \(Drawing.number(drawing.height))"
    return
      ([
        "<svg\(attributes) class=\"figure\" viewBox=\"0 0 \(size)\" role=\"img\">",
        "<title>\(MarkupText.escaped(title))</title>",
        "<desc>\(MarkupText.escaped(summary))</desc>",
      ] + (style.isEmpty ? [] : [style]) + drawing.parts + ["</svg>"]).joined(separator: "\n")
  }
}
