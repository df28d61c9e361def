internal import Germline

extension AIRRGermlineSet {
  /// Field names of `GermlineSet`, `AlleleDescription` and `SequenceDelineationV`.
  private enum Field: String {
    case label, sequence, species, locus, status, functional, functionality
    case codingSequence = "coding_sequence"
    case codingSequenceIMGT = "coding_sequence_imgt"
    // The name that OGRDB used before the schema had one.
    case codingSeqIMGT = "coding_seq_imgt"
    case sequenceType = "sequence_type"
    case geneStart = "gene_start"
    case geneEnd = "gene_end"
    case jCodonFrame = "j_codon_frame"
    case jCDR3End = "j_cdr3_end"
    case delineations = "v_gene_delineations"
    case scheme = "delineation_scheme"
    case alignedSequence = "aligned_sequence"
    case fwr1Start = "fwr1_start"
    case fwr1End = "fwr1_end"
    case cdr1End = "cdr1_end"
    case fwr2End = "fwr2_end"
    case cdr2End = "cdr2_end"
    case fwr3End = "fwr3_end"
    case cdr3Start = "cdr3_start"

    func of(_ value: JSONValue?) -> JSONValue? { value?[rawValue] }
  }

  /// One allele description of a set.
  static func entry(
    _ allele: JSONValue, of set: JSONValue, number: Int, _ convention: FrameConvention
  ) -> Entry {
    let name = Field.label.of(allele)?.text ?? ""
    if let reason = fault(of: allele) {
      return .unreadable(reason, record: number, name: name)
    }
    guard let sequence = codingSequence(of: allele) else {
      return .unreadable(
        .malformedField(
          field: Field.codingSequence.rawValue, expected: "the bases of the coding region"),
        record: number, name: name)
    }
    var record = GermlineRecord(number: number, name: name, bases: Array(sequence.utf8))
    let species = Field.species.of(allele) ?? Field.species.of(set)
    record.species = species?["label"]?.text ?? species?["id"]?.text
    record.locus = (Field.locus.of(allele) ?? Field.locus.of(set))?.text
    record.region = Field.sequenceType.of(allele)?.text
    record.functionality = functionality(of: allele)
    if let delineation = delineation(of: allele) { describe(&record, by: delineation) }
    describeJ(&record, by: allele, convention)
    return .record(record)
  }

  /// Why a description is not to be used, from its form alone.
  private static func fault(of allele: JSONValue) -> GermlineFinding.Reason? {
    guard case .object = allele else {
      return .malformedField(field: "allele_descriptions", expected: "an object for each allele")
    }
    let texts: [Field] = [
      .label, .sequence, .codingSequence, .codingSequenceIMGT, .codingSeqIMGT, .sequenceType,
      .locus, .status, .functionality,
    ]
    for field in texts {
      if let value = field.of(allele), value.text == nil {
        return .malformedField(field: field.rawValue, expected: "a text")
      }
    }
    for field in [Field.geneStart, .geneEnd, .jCodonFrame, .jCDR3End] {
      if let value = field.of(allele), value.integer == nil {
        return .malformedField(field: field.rawValue, expected: "a whole number")
      }
    }
    if let value = Field.functional.of(allele) {
      guard case .bool = value else {
        return .malformedField(field: Field.functional.rawValue, expected: "true or false")
      }
    }
    if let frame = Field.jCodonFrame.of(allele)?.integer, !(1...3).contains(frame) {
      return .malformedField(field: Field.jCodonFrame.rawValue, expected: "1, 2 or 3")
    }
    if let status = Field.status.of(allele)?.text?.lowercased(),
      ["retired", "withdrawn"].contains(status)
    {
      return .withdrawn(status: status)
    }
    return nil
  }

  /// The coding sequence, with gaps where the file has it so.
  private static func codingSequence(of allele: JSONValue) -> String? {
    for field in [Field.codingSequenceIMGT, .codingSeqIMGT] {
      if let text = field.of(allele)?.text, !text.isEmpty { return text }
    }
    if let aligned = Field.alignedSequence.of(delineation(of: allele))?.text, aligned.contains(".")
    {
      return aligned
    }
    if let text = Field.codingSequence.of(allele)?.text, !text.isEmpty { return text }
    guard let whole = Field.sequence.of(allele)?.text, !whole.isEmpty else { return nil }
    guard let start = Field.geneStart.of(allele)?.integer,
      let end = Field.geneEnd.of(allele)?.integer
    else { return whole }
    guard start >= 1, start <= end, end <= whole.utf8.count else { return nil }
    return String(decoding: Array(whole.utf8)[start - 1..<end], as: UTF8.self)
  }

  /// The schema's `functional` knows pseudogenes alone; some sets add the finer label.
  private static func functionality(of allele: JSONValue) -> String? {
    if let label = Field.functionality.of(allele)?.text, !label.isEmpty { return label }
    guard case .bool(let isFunctional)? = Field.functional.of(allele) else { return nil }
    return isFunctional ? "F" : "P"
  }

  private static func delineation(of allele: JSONValue) -> JSONValue? {
    Field.delineations.of(allele)?.elements?.first {
      Field.scheme.of($0)?.text?.uppercased() == "IMGT"
    }
  }

  /// Regions are 1-based and closed, counted without gaps; FR3 ends with Cys104.
  private static func describe(_ record: inout GermlineRecord, by delineation: JSONValue) {
    let ends = [Field.fwr1End, .cdr1End, .fwr2End, .cdr2End, .fwr3End].compactMap {
      $0.of(delineation)?.integer
    }
    guard ends.count == 5, Field.fwr1Start.of(delineation)?.integer ?? 1 == 1 else { return }
    record.regionEnds = ends
    record.anchorPositions.append(ends[4] - 3)
    if let start = Field.cdr3Start.of(delineation)?.integer, start &- 1 != ends[4] {
      record.otherAnchor = start &- 4
    }
  }

  /// Where codon 118 may start, best first; only places in the stated frame.
  ///
  /// The schema's `j_cdr3_end` is the first base of that codon, 1-based, in `sequence`; it was in
  /// `coding_sequence` before 1.5, and some writers give the base before.
  private static func describeJ(
    _ record: inout GermlineRecord, by allele: JSONValue, _ convention: FrameConvention
  ) {
    guard record.region?.uppercased() == "J" else { return }
    record.frame = Field.jCodonFrame.of(allele)?.integer.map(convention.offset)
    guard let end = Field.jCDR3End.of(allele)?.integer else { return }
    let start = Field.geneStart.of(allele)?.integer ?? 1
    for place in [end - start, end - 1, end - start + 1, end]
    where !record.anchorPositions.contains(place) {
      if let frame = record.frame, place % 3 != frame { continue }
      record.anchorPositions.append(place)
    }
    if record.anchorPositions.isEmpty { record.otherAnchor = end - start }
  }
}
