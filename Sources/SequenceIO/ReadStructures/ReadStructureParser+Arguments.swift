extension ReadStructureParser {
  /// A length, a range of lengths or a pattern of a barcode.
  func extent(
    _ range: Range<Int>, of word: String
  ) throws(ReadStructureError) -> ReadStructure.Extent {
    guard let first = range.first else {
      throw error(
        at: range.lowerBound, "'\(word)' without a length", expected: "'\(word):' and a length",
        remedy: "Write the number of bases, as in '\(word):12', or a pattern of letters")
    }
    guard !character(first).isLetter else { return .pattern(try pattern(range, of: word)) }
    return .bases(try lengths(range, atLeast: 1, of: word))
  }

  /// A number or two of them with a hyphen.
  func lengths(
    _ range: Range<Int>, atLeast least: Int, of word: String
  ) throws(ReadStructureError) -> ClosedRange<Int> {
    let hyphen = firstIndex(of: "-", in: range)
    let bounds =
      [range.lowerBound..<(hyphen ?? range.upperBound)]
      + (hyphen.map { [($0 + 1)..<range.upperBound] } ?? [])
    let numbers = bounds.map { number(in: $0) }
    guard let lower = numbers[0], let upper = numbers[numbers.count - 1] else {
      throw error(
        at: range.lowerBound, "'\(string(range))' is no length",
        expected: "bases as '12' or '0-4'", remedy: "Write '\(word):' and one or two whole numbers")
    }
    guard lower <= upper else {
      throw error(
        at: range.lowerBound, "\(lower)-\(upper) goes down", expected: "the shorter length first",
        remedy: "Write '\(word):\(upper)-\(lower)'")
    }
    guard lower >= least, upper > 0 else {
      throw error(
        at: range.lowerBound, "a length of 0", expected: "at least one base",
        remedy: "Remove the part or give it bases")
    }
    return lower...upper
  }

  private func number(in range: Range<Int>) -> Int? {
    let text = string(range)
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      number <= Self.longest
    else { return nil }
    return number
  }

  /// One or several sequences and the mismatches allowed.
  func motif(_ range: Range<Int>, of word: String) throws(ReadStructureError) -> Motif {
    let slash = firstIndex(of: "/", in: range)
    var mismatches = 0
    if let slash {
      guard let count = number(in: slash + 1..<range.upperBound) else {
        throw error(
          at: slash, "'\(string(slash..<range.upperBound))' after the sequence",
          expected: "'/' and the number of mismatches allowed", remedy: "Write it as in 'TACGGG/1'")
      }
      mismatches = count
    }
    var sequences: [String] = []
    var start = range.lowerBound
    let end = slash ?? range.upperBound
    while start <= end {
      let bar = firstIndex(of: "|", in: start..<end) ?? end
      sequences.append(try sequence(start..<bar, mismatches: mismatches, of: word))
      start = bar + 1
    }
    return Motif(sequences: sequences, mismatches: mismatches)
  }

  private func sequence(
    _ range: Range<Int>, mismatches: Int, of word: String
  ) throws(ReadStructureError) -> String {
    guard !range.isEmpty else {
      throw error(
        at: range.lowerBound, "'\(word)' without a sequence", expected: "bases as in 'TACGGG'",
        remedy: "Write the bases that stand in the read, in the direction of the read")
    }
    var informative = 0
    for i in range {
      guard let letter = character(i).asciiValue, let mask = Motif.mask(ofLetter: letter) else {
        throw error(
          at: i, "'\(character(i))' is no base",
          expected: "IUPAC letters (A, C, G, T, N, R, Y, S, W, K, M, B, D, H, V)",
          remedy: "Correct the letter; mismatches are written behind, as in 'TACGGG/1'")
      }
      informative += mask == 0b1111 ? 0 : 1
    }
    guard mismatches < informative else {
      throw error(
        at: range.lowerBound,
        informative == 0
          ? "a sequence of N alone"
          : "\(mismatches) mismatches in \(informative) bases that are not N",
        expected: "a sequence that not every read has",
        remedy: "Allow fewer mismatches, or use 'skip' for bases without meaning")
    }
    return string(range).uppercased()
  }

  private func pattern(_ range: Range<Int>, of word: String) throws(ReadStructureError) -> Motif {
    if let bar = firstIndex(of: "|", in: range) {
      throw error(
        at: bar, "'|' in the pattern of a barcode", expected: "one pattern",
        remedy: "Write the fixed bases as an 'anchor', which takes alternatives")
    }
    let end = firstIndex(of: "/", in: range) ?? range.upperBound
    let letters = (range.lowerBound..<end).map { character($0) }
    // Letters that are no bases are named by `motif`, so N alone is looked at before it.
    if letters.allSatisfy({ $0 == "N" || $0 == "n" }) {
      throw error(
        at: range.lowerBound, "a pattern of N alone", expected: "a length",
        remedy: "Write '\(word):\(letters.count)'")
    }
    let motif = try motif(range, of: word)
    guard letters.contains(where: { !"ACGTUacgtu".contains($0) }) else {
      throw error(
        at: range.lowerBound, "a pattern of fixed bases alone", expected: "letters such as N",
        remedy: "Write N where the barcode is; use 'anchor' for a fixed sequence")
    }
    return motif
  }

  /// A base and the lengths of its run.
  func trim(_ range: Range<Int>) throws(ReadStructureError) -> ReadStructure.Part {
    guard let first = range.first, let letter = character(first).uppercased().first?.asciiValue,
      "ACGT".utf8.contains(letter)
    else {
      throw error(
        at: range.lowerBound, "'trim' without a base", expected: "A, C, G or T",
        remedy: "Write 'trim:G' or 'trim:G0-8'")
    }
    let rest = first + 1..<range.upperBound
    guard !rest.isEmpty else { return .trim(base: letter, 0...Self.usualRun) }
    return .trim(base: letter, try lengths(rest, atLeast: 0, of: "trim"))
  }

  /// The text before a UMI in a header.
  func headerTag(_ range: Range<Int>) throws(ReadStructureError) -> HeaderTag {
    let text = string(range)
    let isTag = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    let endsInLetter = text.last.map { $0.isLetter || $0.isNumber } ?? true
    guard isTag, !endsInLetter else {
      throw error(
        at: range.lowerBound,
        text.isEmpty ? "'header' without a separator" : "'\(text)' as a separator",
        expected: "what stands before the UMI and is no letter or digit, as '_', ':' or 'UMI:'",
        remedy: "Write 'header:_' when names end in '_ACGTACGT', 'header::' for ':ACGTACGT'")
    }
    return HeaderTag(text)
  }
}
