extension GeneName {
  /// The IMGT genes that one upper-case name without allele stands for, in its order.
  static func genes(of name: Substring, isImmunoSEQ: Bool) -> [String] {
    let segment = name.prefix(4)
    var genes: [String] = []
    var sub = name.dropFirst(4)[...]
    while true {
      let end = sub.firstIndex(of: "/") ?? sub.endIndex
      var part = sub[..<end]
      sub = end == sub.endIndex ? "" : sub[sub.index(after: end)...]
      if part.hasPrefix("DV"), let last = genes.popLast() {
        genes.append(last + "/DV" + number(part.dropFirst(2)))
      } else {
        // A tie may repeat the prefix: `TRBV12-3/TRBV12-4`.
        if part.hasPrefix("TCR") { part = part.dropFirst(5) }
        if part.hasPrefix(segment) { part = part.dropFirst(4) }
        genes.append(gene(segment: segment, body: part, isImmunoSEQ: isImmunoSEQ))
      }
      if sub.isEmpty { return genes }
    }
  }

  private static func gene(segment: Substring, body: Substring, isImmunoSEQ: Bool) -> String {
    // `14DV4`, `14-DV4`: the second name of a gene that rearranges in TRA and TRD.
    if let dv = body.firstRange(of: "DV"), dv.lowerBound > body.startIndex {
      var head = body[..<dv.lowerBound]
      if head.hasSuffix("-") { head = head.dropLast() }
      return gene(segment: segment, body: head, isImmunoSEQ: isImmunoSEQ)
        + "/DV" + number(body[dv.upperBound...])
    }
    let parts = body.split(separator: "-", omittingEmptySubsequences: false).map(number)
    if isImmunoSEQ, parts.count == 2, parts[1] == "1",
      !hasSubnumbers(segment: segment, family: parts[0])
    {
      return segment + parts[0]
    }
    return segment + parts.joined(separator: "-")
  }

  /// A part of a name without leading zeros: `06` is `6`, `02P` is `2P`.
  private static func number(_ text: Substring) -> String {
    let stripped = text.drop(while: { $0 == "0" })
    let isStripped = stripped.first.map { $0.isNumber } ?? false
    return String(isStripped || text.isEmpty ? stripped : text)
  }

  /// Whether the human genes of a family bear sub-numbers, so that `-1` is part of the name.
  private static func hasSubnumbers(segment: Substring, family: String) -> Bool {
    switch segment {
    case "TRBJ": true
    case "TRBV":
      ["3", "4", "5", "6", "7", "8", "10", "11", "12", "20", "21", "22", "23", "24", "25", "29"]
        .contains(family)
    case "TRAV": ["1", "8", "9", "12", "13", "26", "38"].contains(family)
    default: false
    }
  }
}
