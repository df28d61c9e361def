/// The inside of an SVG element as it is drawn, part by part; every text is escaped here.
///
/// Lengths are user units: pixels of a figure 720 wide, which the page scales as a whole.
struct Drawing: Sendable, Equatable {
  enum Anchor: String, Sendable { case start, middle, end }

  /// The width of every figure.
  static let width = 720.0

  /// How far down the figure reaches.
  var height = 0.0
  private(set) var parts: [String] = []

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
    parts.append(
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
        + "y2=\"\(Self.number(y2))\" class=\"\(style)\"/>")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, style: String, title: String? = nil
  ) {
    parts.append(
      Self.element(
        "rect",
        "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
          + "height=\"\(Self.number(height))\" class=\"\(style)\"", title: title))
  }

  mutating func circle(
    _ x: Double, _ y: Double, radius: Double, style: String, title: String? = nil
  ) {
    parts.append(
      Self.element(
        "circle",
        "cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" "
          + "class=\"\(style)\"", title: title))
  }

  mutating func path(_ data: String, style: String, title: String? = nil) {
    parts.append(Self.element("path", "d=\"\(data)\" class=\"\(style)\"", title: title))
  }

  mutating func polyline(_ points: [(x: Double, y: Double)], style: String) {
    guard points.count > 1 else { return }
    let places = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
    parts.append(
      "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" class=\"\(style)\"/>")
  }

  /// A text on its base line; with `upwards` it reads from bottom to top.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, upwards: Bool = false
  ) {
    let turn =
      upwards ? " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\"" : ""
    parts.append(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(turn)>\(MarkupText.escaped(text))</text>")
  }

  private static func element(_ name: String, _ attributes: String, title: String?) -> String {
    guard let title else { return "<\(name) \(attributes)/>" }
    return "<\(name) \(attributes)><title>\(MarkupText.escaped(title))</title></\(name)>"
  }

  /// A length with at most one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// How wide a text is at most, in the type of figures.
  static func width(of text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 7.2 : 13) }
  }

  /// The text, cut with an ellipsis where it is wider than there is room.
  static func fitted(_ text: String, to room: Double) -> String {
    guard width(of: text) > room else { return text }
    var kept = ""
    var used = 13.0
    for character in text {
      used += width(of: String(character))
      if used > room { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
