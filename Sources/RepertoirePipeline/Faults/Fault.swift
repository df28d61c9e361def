/// One thing that is wrong, in the four parts every message has.
public struct Fault: Error, Equatable, Sendable {
  /// Where: a file, with line and column where they are known, or a flag.
  public let place: String
  /// What was found there.
  public let found: String
  /// What was expected instead.
  public let expected: String
  /// What the user can do; a sentence without its full stop, or a question with its mark.
  public let remedy: String

  /// A fault from its four parts.
  public init(place: String, found: String, expected: String, remedy: String) {
    self.place = place
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  /// One line for people: where, what was found, what was expected, what to do.
  ///
  /// What files say is quoted in it: characters that would move a terminal's cursor or break the
  /// line are written as their numbers.
  public var message: String {
    let end = remedy.hasSuffix("?") ? "" : "."
    let text = "\(place.isEmpty ? "''" : place): \(found); expected \(expected). \(remedy)\(end)"
    guard text.unicodeScalars.contains(where: \.mayNotBeShown) else { return text }
    return text.unicodeScalars.map { scalar in
      scalar.mayNotBeShown
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether it ends a line for some programs but not for others.
  var isLineEnd: Bool {
    [.lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
  }

  /// Whether it makes text look other than it is: line ends, and changes of writing direction.
  var isDeceptive: Bool {
    switch value {
    case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: isLineEnd
    }
  }

  /// Whether it is a space, of any width, none included, that keeps no line apart.
  var isBlank: Bool {
    properties.generalCategory == .spaceSeparator || [0x200B, 0x2060, 0xFEFF].contains(value)
  }

  fileprivate var mayNotBeShown: Bool {
    isDeceptive || properties.generalCategory == .control
  }
}
