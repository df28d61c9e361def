/// One HLA allele as far as it is known: gene, allele group, and the protein where it was typed.
///
/// Fields behind the second tell alleles of one protein apart, which no T cell can, and are dropped.
public struct HLAAllele: Sendable, Hashable {
  /// The gene: A, B, C, DRB1, DQA1 and so on.
  public let gene: String
  /// The first field.
  public let group: String
  /// The second field; nil where the group alone is known.
  public let protein: String?
  /// Whether no protein is made of it (suffix N).
  public let isNull: Bool

  private init(gene: String, group: String, protein: String? = nil, isNull: Bool = false) {
    self.gene = gene
    self.group = group
    self.protein = protein
    self.isNull = isNull
  }

  private static let genes: Set<String> = [
    "A", "B", "C", "E", "F", "G", "DRA", "DRB1", "DRB3", "DRB4", "DRB5", "DQA1", "DQB1", "DPA1",
    "DPB1",
  ]

  /// The alleles that a name stands for; empty for what is no name of an HLA allele.
  ///
  /// Names of today (`HLA-A*02:01`, with or without prefix and further fields), of before 2010
  /// (`A*0201`, `A0201`) and of antigens (`A2`, `DR4`, `DQ8`), which may stand for several groups.
  public static func alleles(named name: some StringProtocol) -> [HLAAllele] {
    var text = name.uppercased()[...]
    if text.hasPrefix("HLA") { text = text.dropFirst(3).drop { $0 == "-" || $0 == " " } }
    if let star = text.firstIndex(of: "*") {
      let gene = text[..<star] == "CW" ? "C" : String(text[..<star])
      return allele(gene: gene, fields: text[text.index(after: star)...]).map { [$0] } ?? []
    }
    for gene in ["DRB1", "DRB3", "DRB4", "DRB5", "DQA1", "DQB1", "DPA1", "DPB1"]
    where text.hasPrefix(gene) {
      let fields = text.dropFirst(gene.count).drop { $0 == "-" || $0 == "_" }
      return allele(gene: gene, fields: fields).map { [$0] } ?? []
    }
    let letters = text.prefix { $0.isLetter }
    let rest = text.dropFirst(letters.count)
    if rest.contains(":") || rest.count >= 4 {
      let gene = letters == "CW" ? "C" : String(letters)
      guard ["A", "B", "C"].contains(gene) else { return [] }
      return allele(gene: gene, fields: rest).map { [$0] } ?? []
    }
    return antigen(String(letters), rest)
  }

  /// Whether both are the same protein, as far as both are known.
  func agrees(with other: HLAAllele) -> Bool {
    gene == other.gene && group == other.group
      && (protein == nil || other.protein == nil || protein == other.protein)
  }

  /// Fields parted by colons, or two of two digits as one number.
  private static func allele(gene: String, fields: Substring) -> HLAAllele? {
    guard genes.contains(gene) else { return nil }
    let digits = fields.prefix { $0.isWholeNumber || $0 == ":" }
    // Expression suffixes, and G and P for groups of alleles with one binding site.
    let suffix = fields.dropFirst(digits.count)
    guard suffix.isEmpty || (suffix.count == 1 && "NLSCAQGP".contains(suffix)) else { return nil }
    var parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1, digits.count >= 4 {
      parts = [digits.prefix(2), digits.dropFirst(2).prefix(2)]
    }
    guard let first = parts.first, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 }) else {
      return nil
    }
    return HLAAllele(
      gene: gene, group: padded(first), protein: parts.count > 1 ? padded(parts[1]) : nil,
      isNull: suffix == "N")
  }

  /// Groups of antigens that bear another number than their alleles.
  private static let antigens: [String: [String]] = [
    "A9": ["23", "24"], "A10": ["25", "26", "34", "66"], "A28": ["68", "69"],
    "A19": ["29", "30", "31", "32", "33", "74"], "B5": ["51", "52"], "B12": ["44", "45"],
    "B16": ["38", "39"], "B17": ["57", "58"], "B21": ["49", "50"], "B22": ["54", "55", "56"],
    "B60": ["40"], "B61": ["40"], "B62": ["15"], "B63": ["15"], "B64": ["14"], "B65": ["14"],
    "B70": ["15"], "B71": ["15"], "B72": ["15"], "B75": ["15"], "B76": ["15"], "B77": ["15"],
    "C9": ["03"], "C10": ["03"], "DR2": ["15", "16"], "DR5": ["11", "12"], "DR6": ["13", "14"],
    "DR17": ["03"], "DR18": ["03"], "DQ1": ["05", "06"],
  ]
  private static let dqProteins = ["7": "01", "8": "02", "9": "03"]
  private static let antigenGenes = [
    "A": "A", "B": "B", "C": "C", "CW": "C", "DR": "DRB1", "DQ": "DQB1",
  ]

  /// An antigen by its letters and number.
  private static func antigen(_ letters: String, _ number: Substring) -> [HLAAllele] {
    guard let gene = antigenGenes[letters], (1...2).contains(number.count),
      let value = Int(number), value > 0
    else { return [] }
    let family = letters == "CW" ? "C" : letters
    if family == "DQ", let protein = dqProteins["\(value)"] {
      return [HLAAllele(gene: gene, group: "03", protein: protein)]
    }
    // DR51 to DR53 are of other genes, which follow from that of DRB1.
    if family == "DR", value > 18 { return [] }
    return (antigens["\(family)\(value)"] ?? [padded(number)]).map {
      HLAAllele(gene: gene, group: $0)
    }
  }

  private static func padded(_ field: Substring) -> String {
    field.utf8.count == 1 ? "0" + field : String(field)
  }
}
