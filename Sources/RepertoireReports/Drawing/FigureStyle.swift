/// How figures look, on the page and in files of their own.
enum FigureStyle {
  /// How many series one figure can tell apart.
  static let series = 8

  /// Colours that colour-blind readers can tell apart (after Okabe and Ito, 2008), on white.
  static let light = variables(
    ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B97F00", "#3A9BD9", "#222222", "#7A7A00"],
    ink: "#222", faint: "#ddd", paper: "#fff")

  /// The same series on black.
  static let dark = variables(
    ["#5BB0F0", "#FF8B4D", "#2FCB9E", "#EBA6CE", "#F0B43C", "#9AD8FF", "#EEEEEE", "#CFCF55"],
    ink: "#ddd", faint: "#3a3a3a", paper: "#161616")

  private static func variables(
    _ colours: [String], ink: String, faint: String, paper: String
  ) -> String {
    colours.enumerated().map { "--c\($0): \($1);" }.joined(separator: " ")
      + " --ink: \(ink); --faint: \(faint); --paper: \(paper);"
  }

  /// Rules of the classes that drawings use: `sN` strokes, `fN` fills, `hN` levels of a heat map.
  static var rules: String {
    let series = (0..<series).map {
      "svg .s\($0) { stroke: var(--c\($0)); } svg .f\($0) { fill: var(--c\($0)); }"
    }
    let levels = [0.0, 0.14, 0.32, 0.52, 0.75, 1].enumerated().map {
      "svg .h\($0) { fill: var(--c0); fill-opacity: \($1); }"
    }
    return """
      svg.figure { font: 12px system-ui, "DejaVu Sans", sans-serif; background: var(--paper); }
      svg.figure text { fill: var(--ink); }
      svg .grid { stroke: var(--faint); } svg .axis { stroke: var(--ink); }
      svg .mark { stroke: var(--ink); stroke-dasharray: 4 4; opacity: .6; }
      svg .series { fill: none; stroke-width: 1.6; }
      svg .interval { opacity: .55; stroke-width: 1.4; }
      svg .hollow { fill: var(--paper); stroke-width: 1.5; }
      svg .dots { fill: none; stroke-linecap: round; }
      svg .w3 { stroke-width: 3; } svg .w5 { stroke-width: 5; } svg .w8 { stroke-width: 8; }
      svg .rest { stroke: var(--ink); opacity: .3; } svg .restfill { fill: var(--ink); opacity: .3; }
      svg .crossed { fill: none; stroke: var(--c1); stroke-width: 2; }
      svg .frame { fill: none; stroke: var(--ink); opacity: .5; }

      """ + (series + levels).joined(separator: "\n")
  }
}
