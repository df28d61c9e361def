/// Reads the text of a structure part by part; every fault names its place and what may stand there.
struct ReadStructureParser {
  /// The longest `umi`, `cell`, `skip` and `trim`, far above any kit's, against slips of typing.
  static let longest = 1_000
  /// The longest run that `trim:G` takes when no length is given.
  static let usualRun = 10

  private let text: String
  private let characters: [Character]

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// The structure; its parts are in a valid order.
  func structure() throws(ReadStructureError) -> ReadStructure {
    let fields = try fields()
    var parts: [ReadStructure.Part] = []
    for field in fields { parts.append(try part(field)) }
    try checkOrder(parts, fields)
    try checkBarcodes(parts, fields)
    return ReadStructure(validated: parts)
  }

  func error(
    at position: Int, _ found: String, expected: String, remedy: String
  ) -> ReadStructureError {
    ReadStructureError(
      text: text, position: position, found: found, expected: expected, remedy: remedy)
  }

  /// The text of a range of characters.
  func string(_ range: Range<Int>) -> String { String(characters[range]) }

  func character(_ i: Int) -> Character { characters[i] }

  /// The first position of a character in a range.
  func firstIndex(of character: Character, in range: Range<Int>) -> Int? {
    range.first { characters[$0] == character }
  }

  private func isBlank(_ i: Int) -> Bool { characters[i] == " " || characters[i] == "\t" }

  /// The parts as ranges of characters: blanks part them, and a comma with blanks around it.
  private func fields() throws(ReadStructureError) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var i = 0
    var needsPart = true
    while i < characters.count {
      if isBlank(i) || characters[i].isNewline {
        i += 1
      } else if characters[i] == "," {
        if needsPart {
          throw error(
            at: i, "a comma without a part before it", expected: "a part, as in 'umi:12,template'",
            remedy: "Remove the comma or add the part")
        }
        needsPart = true
        i += 1
      } else {
        let start = i
        while i < characters.count, !isBlank(i), characters[i] != ",", !characters[i].isNewline {
          i += 1
        }
        fields.append(start..<i)
        needsPart = false
      }
    }
    if needsPart {
      throw error(
        at: characters.count, fields.isEmpty ? "no part" : "nothing after the last comma",
        expected: "parts, as in 'umi:12,template'",
        remedy: "Write what the mate holds; 'template' for a mate that is all template")
    }
    return fields
  }

  private func part(_ field: Range<Int>) throws(ReadStructureError) -> ReadStructure.Part {
    let colon = firstIndex(of: ":", in: field)
    let word = string(field.lowerBound..<(colon ?? field.upperBound)).lowercased()
    let argument = (colon.map { $0 + 1 } ?? field.upperBound)..<field.upperBound
    switch word {
    case "umi": return .umi(try extent(argument, of: word))
    case "cell": return .cell(try extent(argument, of: word))
    case "skip": return .skip(try lengths(argument, atLeast: 0, of: "skip"))
    case "anchor": return .anchor(try motif(argument, of: word))
    case "primer": return .primer(try motif(argument, of: word))
    case "trim": return try trim(argument)
    case "header": return .header(try headerTag(argument))
    case "template":
      guard colon == nil else {
        throw error(
          at: field.lowerBound, "'template' with ':'", expected: "'template' alone",
          remedy: "The template is the rest of the read: remove what follows the word")
      }
      return .template
    default:
      throw error(
        at: field.lowerBound, "'\(word)' is no part of a read",
        expected: "umi, cell, skip, anchor, primer, trim, template or header",
        remedy: "Write each part as a word with its length or sequence, as in 'umi:12,template'")
    }
  }
}
