public import SequenceIO
internal import Sequences

extension GermlineReference {
  /// The reference as clonova's own germline file: a tab-separated table, one allele a row.
  ///
  /// Columns: `allele`, `species`, `functionality` (F, ORF, P), `codon_start`, `anchor_start`,
  /// `anchor_usable` (T or F), `fr1_end` to `fr3_end`, `regions_start` (only where a V is partial
  /// in 5'), `alleles` (the rows of the table), `sequence`; places are 1-based, and blank where
  /// there is none. Reading it gives the same alleles, numbers and digest.
  public var tableText: String {
    let hasPartial = alleles.contains { ($0.regions?.fr1.lowerBound ?? 0) > 0 }
    let columns = GermlineColumn.allCases.filter { hasPartial || $0 != .regionsStart }
    var text = columns.map(\.rawValue).joined(separator: "\t") + "\n"
    for allele in alleles {
      func onePast(_ position: Int?) -> String { position.map { "\($0 + 1)" } ?? "" }
      var fields = [
        allele.name, species.rawValue, allele.functionality.rawValue, onePast(allele.frame),
        onePast(allele.anchorPosition),
        allele.anchorPosition == nil ? "" : allele.anchor == nil ? "F" : "T",
      ]
      if let regions = allele.regions {
        fields += [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3]
          .map { "\($0.upperBound)" }
      } else {
        fields += Array(repeating: "", count: GermlineColumn.regionEnds.count)
      }
      if hasPartial {
        let start = allele.regions?.fr1.lowerBound ?? 0
        fields.append(start > 0 ? "\(start + 1)" : "")
      }
      fields.append("\(alleles.count)")
      fields.append(Nucleotide.text(ofCodes: allele.codes))
      text += fields.joined(separator: "\t") + "\n"
    }
    return text
  }

  /// Whether a header is that of a germline table.
  public static func isTable(header: [String]) -> Bool {
    header.first == GermlineColumn.allele.rawValue
      && header.contains(GermlineColumn.sequence.rawValue)
  }

  /// Reads a germline table as `tableText` writes it; columns may stand in any order, and lines
  /// that start with `#` are comments.
  ///
  /// The column `alleles` may be missing or blank. Throws the faults of tables and gzip, `unfinishedRow` where the last line has no end, and
  /// `malformedField` for values that contradict each other or the number of rows, for names that come twice, and for an
  /// empty table.
  public init(tableAt path: String) throws(SequenceIOError) {
    var reader = try GermlineTableReader(path: path)
    var alleles: [Allele] = []
    while let allele = try reader.next() { alleles.append(allele) }
    self.init(species: try reader.finish(), alleles: alleles)
  }
}
