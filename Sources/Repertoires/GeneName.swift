/// A gene or allele name of any vendor, read as IMGT names.
///
/// The reading is of one name; a cell of tied names is ``GeneCall/init(vendor:)``. Rules: the
/// prefix `TCR` is `TR`; leading zeros go (`TCRBV06-02*01` is `TRBV6-2*01`); the `-01` that
/// immunoSEQ gives to a gene without sub-number goes (`TCRBV09-01` is `TRBV9`, human names);
/// `*00` and scores in brackets go; `TRAV14DV4` is `TRAV14/DV4`; `12-03/12-04` are two tied genes.
public enum GeneName: Sendable, Equatable {
  /// IMGT names of alleles, genes or families; more than one where the name itself is a tie.
  case names([String])
  /// Nothing is called.
  case blank
  /// A gene outside its locus (`TRBV20/OR9-2`), which cannot rearrange.
  case orphon
  /// An immunoglobulin gene.
  case immunoglobulin
  /// Nothing that the rules understand.
  case unknown

  /// Words that stand for no call, in lower case.
  static let blankWords: Set<String> = [
    "", ".", "-", "na", "n/a", "nan", "null", "none", "no data", "unresolved", "unknown",
    "undefined", "ambiguous",
  ]

  /// Reads one name as it stands in a cell of a vendor's table.
  public init(vendor text: some StringProtocol) {
    let trimmed = Self.trimmed(String(text))
    if Self.blankWords.contains(trimmed.lowercased()) {
      self = .blank
      return
    }
    // IMGT HighV-QUEST writes species and functionality around the name: `Homsap TRBV9*01 F`.
    let words = trimmed.uppercased().split(separator: " ")
    guard let word = words.first(where: { $0.hasPrefix("T") || $0.hasPrefix("IG") }) else {
      self = .unknown
      return
    }
    if word.hasPrefix("IG") {
      self = .immunoglobulin
      return
    }
    let name = word.prefix(while: { $0 != "(" })
    let isImmunoSEQ = name.hasPrefix("TCR")
    let body = isImmunoSEQ ? "TR" + name.dropFirst(3) : String(name)
    guard Self.isSegment(body.prefix(4)) else {
      self = .unknown
      return
    }
    if Self.isOrphon(body) {
      self = .orphon
      return
    }
    let parts = body.split(separator: "*", maxSplits: 1)
    let genes = Self.genes(of: parts[0], isImmunoSEQ: isImmunoSEQ)
    let allele = parts.count == 2 ? Self.allele(parts[1]) : ""
    self = genes.isEmpty ? .unknown : .names(genes.map { $0 + allele })
  }

  /// The gene of an allele: the name up to `*`.
  public static func gene(of name: some StringProtocol) -> String {
    String(name.prefix(while: { $0 != "*" }))
  }

  /// The family of an IMGT name, `TRBV6` of `TRBV6-2*01`; `TRAV14` of `TRAV14/DV4`; the gene itself
  /// where it has no number (`TRGJP1`).
  public static func family(of name: some StringProtocol) -> String {
    let gene = gene(of: name)
    let number = gene.dropFirst(4).prefix(while: { $0.isASCII && $0.isNumber })
    return number.isEmpty ? gene : String(gene.prefix(4)) + number
  }

  private static func trimmed(_ text: String) -> String {
    let isEdge: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let head = text.drop(while: isEdge)
    guard let last = head.lastIndex(where: { !isEdge($0) }) else { return "" }
    return String(head[...last])
  }

  /// Whether four characters name a segment class of a T-cell-receptor locus, as `TRBV`.
  private static func isSegment(_ text: Substring) -> Bool {
    let c = Array(text.utf8)
    return c.count == 4 && c[0] == 0x54 && c[1] == 0x52  // TR
      && [0x41, 0x42, 0x44, 0x47].contains(c[2])  // A B D G
      && [0x56, 0x44, 0x4A, 0x43].contains(c[3])  // V D J C
  }

  private static func isOrphon(_ body: String) -> Bool {
    let c = Array(body.utf8)
    // `/OR9-2` of IMGT, `-or09_02` of immunoSEQ.
    return c.indices.dropFirst(3).contains { i in
      i + 2 < c.count && (c[i] == 0x2F || c[i] == 0x2D) && c[i + 1] == 0x4F && c[i + 2] == 0x52
    }
  }

  private static func allele(_ text: Substring) -> String {
    let digits = text.prefix(while: { $0.isASCII && $0.isNumber })
    guard let number = Int(digits), number > 0 else { return "" }
    let padded = number < 10 ? "0\(number)" : "\(number)"
    let suffix = text.dropFirst(digits.count)
      .prefix(while: { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    return "*" + padded + suffix
  }
}
