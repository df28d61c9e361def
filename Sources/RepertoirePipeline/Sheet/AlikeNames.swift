/// Finds names that a reader takes for one: they differ in case, or in what is not seen.
struct AlikeNames {
  private var firsts: [String: (name: String, line: Int)] = [:]

  /// Notes a name; where one before is alike and not the same, what a fault says was found.
  mutating func note(_ name: String, line: Int) -> String? {
    let key = Self.seen(name).lowercased()
    guard let first = firsts[key] else {
      firsts[key] = (name, line)
      return nil
    }
    guard first.name != name else { return nil }
    let isCase = name.lowercased() == first.name.lowercased()
    return "'\(name)', which differs from '\(first.name)' (line \(first.line)) in "
      + (isCase ? "case alone" : "characters that are not seen")
  }

  /// The name as it is seen: one kind of space, nothing without width.
  private static func seen(_ name: String) -> String {
    var seen = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format: continue
      case .spaceSeparator: seen.append(" ")
      default: seen.append(scalar)
      }
    }
    return String(seen)
  }
}
