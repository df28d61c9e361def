/// Finds names that a reader takes for one: they differ in case, or in what is not seen.
struct AlikeNames {
  /// A name that came before.
  struct Twin: Equatable {
    var name: String
    var line: Int
    /// In what the two differ, as the end of a sentence.
    var difference: String
  }

  private var firsts: [String: (name: String, line: Int)] = [:]

  /// Notes a name; the first one that is alike and not the same, if there is any.
  mutating func note(_ name: String, line: Int) -> Twin? {
    let key = Self.seen(name).lowercased()
    guard let first = firsts[key] else {
      firsts[key] = (name, line)
      return nil
    }
    guard first.name != name else { return nil }
    return Twin(
      name: first.name, line: first.line,
      difference: name.lowercased() == first.name.lowercased()
        ? "in case alone" : "in characters that are not seen")
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
