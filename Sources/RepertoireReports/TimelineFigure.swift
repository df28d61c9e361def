internal import Foundation

/// Frequencies of a patient's strongest clones over days, as inline SVG.
///
/// Blood as lines with discs, biopsies as squares; a sample in which a clone was not seen shows a
/// hollow mark at its 95 % upper limit, never zero.
struct TimelineFigure {
  private let timelines: [CloneTimeline]
  private let title: String
  private let days: ClosedRange<Double>
  private let exponents: ClosedRange<Int>

  // In user units; the page scales the whole.
  private static let width = 720.0
  private static let plotHeight = 240.0
  private static let left = 64.0
  private static let top = 28.0
  private static let right = 16.0
  private static let legendLine = 18.0

  /// Colours that colour-blind readers can tell apart (Okabe and Ito, 2008), and black.
  private static let colours = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#7A7A00",
  ]

  /// How many clones one figure can tell apart.
  static let mostClones = colours.count

  /// A figure; nil when there is nothing to draw.
  init?(title: String, timelines: [CloneTimeline]) {
    let shown = Array(timelines.prefix(Self.mostClones))
    let points = shown.flatMap(\.points)
    let heights = points.compactMap(Self.height)
    guard let lowest = heights.min(), let highest = heights.max(),
      let first = points.map(\.day).min(), let last = points.map(\.day).max()
    else { return nil }
    self.title = title
    self.timelines = shown
    days = first < last ? first...last : (first - 1)...(last + 1)
    let low = Int(log10(lowest).rounded(.down))
    exponents = low...max(low + 1, Int(log10(highest).rounded(.up)))
  }

  /// The frequency that stands for a point; nil for an empty sample.
  private static func height(_ point: CloneTimeline.Point) -> Double? {
    let value = point.count > 0 ? point.frequency : point.frequencyUpper95
    return value.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The SVG element; all texts are escaped.
  var svg: String {
    let height = Self.top + Self.plotHeight + 44 + Self.legendLine * Double(timelines.count)
    var parts = [
      "<svg viewBox=\"0 0 \(Self.text(Self.width)) \(Self.text(height))\" role=\"img\">",
      "<title>\(MarkupText.escaped(title))</title>",
      "<desc>\(MarkupText.escaped(description))</desc>",
    ]
    parts += axes
    for (number, timeline) in timelines.enumerated() {
      parts += series(timeline, colour: Self.colours[number])
      parts += legend(timeline, number: number)
    }
    parts.append("</svg>")
    return parts.joined(separator: "\n")
  }

  private var description: String {
    "Share of counts, on a logarithmic scale, of \(timelines.count) clones from day "
      + "\(Self.text(days.lowerBound)) to day \(Self.text(days.upperBound)). Lines and discs are "
      + "blood, squares are tumor; hollow marks are upper limits where a clone was not seen."
  }

  private func x(_ day: Double) -> Double {
    let span = Self.width - Self.left - Self.right - 24
    return Self.left + 12 + span * (day - days.lowerBound) / (days.upperBound - days.lowerBound)
  }

  private func y(_ frequency: Double) -> Double {
    let low = Double(exponents.lowerBound)
    let share = (log10(frequency) - low) / (Double(exponents.upperBound) - low)
    return Self.top + Self.plotHeight * (1 - share)
  }

  private var axes: [String] {
    let bottom = Self.top + Self.plotHeight
    var parts: [String] = []
    for exponent in exponents {
      let y = Self.text(y(pow(10, Double(exponent))))
      parts.append(
        "<line x1=\"\(Self.text(Self.left))\" x2=\"\(Self.text(Self.width - Self.right))\" "
          + "y1=\"\(y)\" y2=\"\(y)\" class=\"grid\"/>")
      parts.append(
        "<text x=\"\(Self.text(Self.left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
          + "\(Self.decade(exponent))</text>")
    }
    var lastLabel = -Double.infinity
    for day in Set(timelines.flatMap(\.points).map(\.day)).sorted() {
      let place = x(day)
      parts.append(
        "<line x1=\"\(Self.text(place))\" x2=\"\(Self.text(place))\" y1=\"\(Self.text(bottom))\" "
          + "y2=\"\(Self.text(bottom + 5))\" class=\"axis\"/>")
      // Days that lie close together would print over each other.
      guard place - lastLabel >= 30 else { continue }
      lastLabel = place
      parts.append(
        "<text x=\"\(Self.text(place))\" y=\"\(Self.text(bottom + 20))\" "
          + "text-anchor=\"middle\">\(Self.text(day))</text>")
    }
    parts.append(
      "<text x=\"\(Self.text(Self.width - Self.right))\" y=\"\(Self.text(bottom + 36))\" "
        + "text-anchor=\"end\">day after first infusion</text>")
    parts.append(
      "<text x=\"\(Self.text(Self.left))\" y=\"14\" text-anchor=\"start\">share of counts</text>")
    if days.contains(0) {
      let zero = Self.text(x(0))
      parts.append(
        "<line x1=\"\(zero)\" x2=\"\(zero)\" y1=\"\(Self.text(Self.top))\" "
          + "y2=\"\(Self.text(bottom))\" class=\"infusion\"/>")
    }
    return parts
  }

  private func series(_ timeline: CloneTimeline, colour: String) -> [String] {
    let blood = timeline.points.filter { $0.tissue == .blood }
    let places = blood.compactMap { point in
      Self.height(point).map { "\(Self.text(x(point.day))),\(Self.text(y($0)))" }
    }
    var parts = [
      "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\"/>"
    ]
    for point in timeline.points {
      guard let height = Self.height(point) else { continue }
      let fill = point.count > 0 ? colour : "none"
      let (cx, cy) = (x(point.day), y(height))
      switch point.tissue {
      case .blood, .other:
        parts.append(
          "<circle cx=\"\(Self.text(cx))\" cy=\"\(Self.text(cy))\" r=\"4\" fill=\"\(fill)\" "
            + "stroke=\"\(colour)\"/>")
      case .tumor:
        parts.append(
          "<rect x=\"\(Self.text(cx - 5))\" y=\"\(Self.text(cy - 5))\" width=\"10\" height=\"10\" "
            + "fill=\"\(fill)\" stroke=\"\(colour)\"/>")
      }
    }
    return parts
  }

  private func legend(_ timeline: CloneTimeline, number: Int) -> [String] {
    let y = Self.top + Self.plotHeight + 54 + Self.legendLine * Double(number)
    let label = timeline.label.count > 60 ? timeline.label.prefix(59) + "…" : timeline.label[...]
    return [
      "<rect x=\"\(Self.text(Self.left))\" y=\"\(Self.text(y - 9))\" width=\"18\" height=\"4\" "
        + "fill=\"\(Self.colours[number])\"/>",
      "<text x=\"\(Self.text(Self.left + 26))\" y=\"\(Self.text(y))\" dy=\"-3\">"
        + "\(MarkupText.escaped(String(label)))</text>",
    ]
  }

  /// A power of ten as people read it: `1 %`, `0.01 %`, `1e-06`.
  private static func decade(_ exponent: Int) -> String {
    switch exponent {
    case -4 ... -3: "\(pow(10, Double(exponent + 2))) %"
    case -2...0: "\(Int(pow(10, Double(exponent + 2)))) %"
    default: "1e\(exponent)"
    }
  }

  /// A number with at most one decimal.
  private static func text(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
