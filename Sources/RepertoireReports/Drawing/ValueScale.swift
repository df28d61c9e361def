internal import Foundation

/// Values along an axis: where they lie and which of them are named.
struct ValueScale: Sendable {
  enum Kind: Sendable { case linear, logarithmic }
  enum Unit: Sendable { case plain, share }

  let kind: Kind
  let unit: Unit
  /// Ends of the axis; of logarithmic axes their decimal logarithms.
  private let low: Double
  private let high: Double
  private let start: Double
  private let end: Double

  /// An axis that holds all values; nil without a value that it can show.
  ///
  /// Logarithmic axes hold values above 0 alone and end at powers of ten; linear ones begin at 0
  /// when asked to. A single value gets room on both sides.
  init?(
    _ kind: Kind, unit: Unit = .plain, holding values: [Double], fromZero: Bool = false,
    start: Double, end: Double
  ) {
    let usable = values.filter { $0.isFinite && (kind == .linear || $0 > 0) }
    guard let smallest = usable.min(), let largest = usable.max() else { return nil }
    self.kind = kind
    self.unit = unit
    self.start = start
    self.end = end
    switch kind {
    case .logarithmic:
      let bottom = log10(smallest).rounded(.down)
      low = bottom
      high = max(bottom + 1, log10(largest).rounded(.up))
    case .linear:
      let bottom = fromZero ? min(0, smallest) : smallest
      let isFlat = largest <= bottom
      low = isFlat && !fromZero ? bottom - 1 : bottom
      high = isFlat ? bottom + 1 : largest
    }
  }

  /// Where a value lies; values beyond the ends lie at the ends.
  func place(_ value: Double) -> Double {
    let inner =
      kind == .linear ? value : value > 0 ? log10(value) : low
    let share = (min(max(inner, low), high) - low) / (high - low)
    return start + share * (end - start)
  }

  /// The named values with their places and names, at most `most`.
  func ticks(most: Int = 8) -> [(place: Double, name: String)] {
    switch kind {
    case .logarithmic:
      let (first, last) = (Int(low), Int(high))
      let step = max(1, (last - first + most - 1) / most)
      return stride(from: first, through: last, by: step).map { exponent in
        let value = pow(10, Double(exponent))
        return (place(value), Self.name(value, unit: unit))
      }
    case .linear:
      let rough = (high - low) / Double(max(1, most - 1))
      let magnitude = pow(10, log10(rough).rounded(.down))
      let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= rough } ?? rough
      var ticks: [(Double, String)] = []
      var multiple = (low / step - 1e-9).rounded(.up)
      while multiple * step <= high + step * 1e-9 {
        ticks.append((place(multiple * step), Self.name(multiple * step, unit: unit)))
        multiple += 1
      }
      return ticks
    }
  }

  /// A value as people read it: `1 %`, `0.01 %`, `1e-06`, `20,000`.
  static func name(_ value: Double, unit: Unit) -> String {
    if unit == .share {
      if value != 0, abs(value) < 9e-7 { return short(value) }
      return short(value * 100) + " %"
    }
    return short(value)
  }

  /// Four digits without the zeros that say nothing.
  static func short(_ value: Double) -> String {
    // Steps to 0 may end at its negative.
    if abs(value) < 1e-300 { return "0" }
    if abs(value) >= 10_000, abs(value) < 1e15 { return grouped(Int(value.rounded())) }
    return String(format: "%.4g", value)
  }

  /// Four digits without commas, for cells that are sorted by their number.
  static func plain(_ value: Double) -> String {
    abs(value) >= 10_000 && abs(value) < 1e15
      ? String(Int(value.rounded())) : String(format: "%.4g", value)
  }

  /// A whole number with commas between thousands.
  static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
