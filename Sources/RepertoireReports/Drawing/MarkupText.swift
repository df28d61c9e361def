/// Text from data as it may stand in HTML and SVG.
enum MarkupText {
  /// The text with every character of markup replaced; control characters, which neither HTML nor
  /// XML can hold, become U+FFFD, and so do characters that turn the direction of what follows.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": escaped += "\u{FFFD}"
      default:
        let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
        escaped.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}
