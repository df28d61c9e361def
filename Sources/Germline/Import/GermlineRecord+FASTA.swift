public import SequenceIO

extension GermlineRecord {
  /// Reads the header of a FASTA record.
  ///
  /// Three forms are known, with `|` between fields: IMGT's
  /// (`ACCESSION|TRBV9*01|Homo sapiens|F|V-REGION|...`, where the eighth field is the codon start,
  /// 1 to 3), that of the embedded reference (`TRBV9*01|human|F|anchor=270`, 0-based), and a name
  /// alone, which ends at the first space.
  public init(_ record: FASTARecord, number: Int) {
    let fields = record.name.split(separator: "|", omittingEmptySubsequences: false).map {
      Self.trimmed($0)
    }
    let isIMGT = fields.count > 1 && AlleleName.looksLikeGene(fields[1])
    let name = fields[isIMGT ? 1 : 0]
    self.init(
      number: number,
      name: String(name.split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? ""),
      bases: record.sequence)
    let stated = fields.dropFirst(isIMGT ? 2 : 1)
    func field(_ position: Int) -> String? {
      let at = stated.startIndex + position
      guard at < stated.endIndex, !stated[at].isEmpty, !stated[at].contains("=") else { return nil }
      return stated[at]
    }
    species = field(0)
    functionality = field(1)
    if isIMGT {
      region = field(2)
      // `NR` where the region is not translated.
      if let start = field(5).flatMap({ Int($0) }), (1...3).contains(start) { frame = start - 1 }
    }
    for text in stated where text.hasPrefix("anchor=") {
      if let position = Int(text.dropFirst("anchor=".count)) { anchorPositions.append(position) }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var part = text
    while part.first == " " || part.first == "\t" { part.removeFirst() }
    while part.last == " " || part.last == "\t" { part.removeLast() }
    return String(part)
  }
}
