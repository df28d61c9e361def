extension Functionality {
  /// Reads the label of a gene database: `F`, `ORF`, `P`, in any case.
  ///
  /// Parentheses (deduced from rearranged sequences) and brackets (from genomic sequences without
  /// proof of a rearrangement) say how the label is known, and are dropped.
  public init?(label: String) {
    var text = label.uppercased()[...]
    for (open, close) in [("(", ")"), ("[", "]")]
    where text.hasPrefix(open) && text.hasSuffix(close) {
      text = text.dropFirst().dropLast()
    }
    switch text {
    case "F", "FUNCTIONAL": self = .functional
    case "ORF": self = .orf
    case "P", "PSEUDOGENE": self = .pseudogene
    default: return nil
    }
  }
}
