internal import SequenceIO
internal import Sequences

/// Reads the rows of a germline table, one allele each, and checks them.
struct GermlineTableReader: ~Copyable {
  private var table: TSVReader
  private let columns: [GermlineColumn: Int]
  private var names: Set<String> = []
  private var species: Species?
  /// The rows that the table says it has; nil where it does not say.
  private var statedCount: Int?

  init(path: String) throws(SequenceIOError) {
    let table = try TSVReader(path: path, skipsComments: true, needsLineEnds: true)
    var columns: [GermlineColumn: Int] = [:]
    for column in GermlineColumn.allCases {
      if !column.isRequired, !table.header.contains(column.rawValue) { continue }
      columns[column] = try table.requiredColumn(column.rawValue)
    }
    self.table = table
    self.columns = columns
  }

  /// The next allele; nil at the end.
  ///
  /// Throws `unfinishedRow` for a row without a line end: the sequence stands last, and a cut one
  /// would be another allele.
  mutating func next() throws(SequenceIOError) -> Allele? {
    guard try table.advance() else { return nil }
    let name: AlleleName
    do throws(GermlineFinding.Reason) {
      name = try AlleleName(reading: text(.allele))
    } catch {
      throw malformed(.allele, "an allele of TRA, TRB, TRD or TRG, such as TRBV9*01")
    }
    guard name.text == text(.allele) else { throw malformed(.allele, "the spelling \(name.text)") }
    guard names.insert(name.text).inserted else {
      throw malformed(.allele, "each allele once")
    }
    guard names.count <= Int(UInt16.max) + 1 else { throw malformed(.allele, "65,536 alleles") }
    try readSpecies()
    try readCount()
    guard let functionality = Functionality(rawValue: text(.functionality)) else {
      throw malformed(.functionality, "F, ORF or P")
    }
    let codes = Nucleotide.codes(of: text(.sequence).utf8)
    guard !codes.isEmpty, codes.allSatisfy({ $0 < 4 }) else {
      throw malformed(.sequence, "bases A, C, G and T")
    }
    let frame = try position(.codonStart, limit: 3)
    let anchor = try position(.anchorStart, limit: codes.count - 2)
    return Allele(
      name: name.text, locus: name.locus, segment: name.segment, functionality: functionality,
      codes: codes, frame: frame, anchorPosition: anchor,
      isAnchored: try isUsable(anchor, frame, codes, name.segment),
      regions: try regions(anchor, codes, name.segment))
  }

  /// The species of all rows; throws for a table without rows, or of other than it says.
  consuming func finish() throws(SequenceIOError) -> Species {
    guard let species else {
      throw table.rowError(
        .malformedField(column: GermlineColumn.allele.rawValue, found: "", expected: "a row"))
    }
    if let statedCount, statedCount != names.count {
      throw table.rowError(
        .malformedField(
          column: GermlineColumn.alleleCount.rawValue, found: "\(statedCount)",
          expected: "\(names.count), the rows that there are (lines were lost or added; take a "
            + "whole copy, or where you changed the table leave the column out)"))
    }
    return species
  }

  private mutating func readCount() throws(SequenceIOError) {
    let field = text(.alleleCount)
    if field.isEmpty { return }
    guard let count = Int(field), count > 0 else {
      throw malformed(.alleleCount, "the number of rows, or a blank")
    }
    if let statedCount, statedCount != count {
      throw malformed(.alleleCount, "\(statedCount), as in the rows before")
    }
    statedCount = count
  }

  private mutating func readSpecies() throws(SequenceIOError) {
    guard let found = Species(germlineName: text(.species)) else {
      throw malformed(.species, Species.allCases.map(\.rawValue).joined(separator: " or "))
    }
    if let species, species != found {
      throw malformed(.species, "\(species.rawValue), as in the rows before")
    }
    species = found
  }

  private func isUsable(
    _ anchor: Int?, _ frame: Int?, _ codes: [UInt8], _ segment: Segment
  ) throws(SequenceIOError) -> Bool {
    guard let anchor else {
      guard text(.anchorUsable).isEmpty else {
        throw malformed(.anchorUsable, "a blank, as in anchor_start")
      }
      return false
    }
    guard segment == .v || segment == .j else {
      throw malformed(.anchorStart, "a blank, since D and C have no anchor")
    }
    guard let frame, (anchor - frame) % 3 == 0 else {
      throw malformed(.codonStart, "the frame of the anchor")
    }
    let flag = text(.anchorUsable)
    guard flag == "T" || flag == "F" else { throw malformed(.anchorUsable, "T or F") }
    guard flag == "F" || AnchorSearch.isAnchor(at: anchor, in: codes, segment: segment) else {
      throw malformed(
        .anchorStart, segment == .v ? "the place of a Cys codon" : "the place of [FW][GA]XG")
    }
    return flag == "T"
  }

  private func regions(
    _ anchor: Int?, _ codes: [UInt8], _ segment: Segment
  ) throws(SequenceIOError) -> VRegionBoundaries? {
    let stated = GermlineColumn.regionEnds.filter { !text($0).isEmpty }
    guard !stated.isEmpty else { return nil }
    var ends: [Int] = []
    for column in GermlineColumn.regionEnds {
      guard segment == .v, let end = Int(text(column)), (0...codes.count).contains(end) else {
        throw malformed(column, "a place of the sequence in all five columns of a V, or blanks")
      }
      ends.append(end)
    }
    guard let anchor, ends.last == anchor + 3 else {
      throw malformed(.fr3End, "the last base of the anchor codon")
    }
    let start = try position(.regionsStart, limit: ends[0] + 1) ?? 0
    guard let regions = VRegionBoundaries(start: start, ends: ends) else {
      throw malformed(.fr3End, "ends that ascend from FR1 to FR3")
    }
    return regions
  }

  private func position(_ column: GermlineColumn, limit: Int) throws(SequenceIOError) -> Int? {
    let field = text(column)
    if field.isEmpty { return nil }
    guard let place = Int(field), place >= 1, place <= limit else {
      throw malformed(column, "a whole number from 1 to \(limit), or a blank")
    }
    return place - 1
  }

  private func text(_ column: GermlineColumn) -> String {
    columns[column].map { table.text($0) } ?? ""
  }

  private func malformed(_ column: GermlineColumn, _ expected: String) -> SequenceIOError {
    table.rowError(
      .malformedField(column: column.rawValue, found: text(column), expected: expected))
  }
}
