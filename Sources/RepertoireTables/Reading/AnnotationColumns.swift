import Repertoires
import SequenceIO
import Sequences

/// The columns of an AIRR table that fill a ``ClonotypeAnnotation``.
struct AnnotationColumns {
  private let sequence: Int?
  private let isReverseComplement: Int?
  private let cdr3Start: Int?
  private let np1: Int?
  private let np2: Int?
  private let np1Length: Int?
  private let np2Length: Int?
  private let vIdentity: Int?
  private let jIdentity: Int?
  private let vCigar: Int?
  private let dCigar: Int?
  private let jCigar: Int?
  private let foldedReads: Int?

  init(_ header: TableHeader) {
    func column(_ name: RearrangementColumn) -> Int? { header.column([name.rawValue]) }
    sequence = column(.sequence)
    isReverseComplement = column(.isReverseComplement)
    cdr3Start = column(.cdr3Start)
    np1 = column(.np1)
    np2 = column(.np2)
    np1Length = column(.np1Length)
    np2Length = column(.np2Length)
    vIdentity = column(.vIdentity)
    jIdentity = column(.jIdentity)
    vCigar = column(.vCigar)
    dCigar = column(.dCigar)
    jCigar = column(.jCigar)
    foldedReads = column(.foldedReads)
  }

  /// The annotation of the current row; nil where the row says nothing of its alignment.
  func annotation(
    of row: borrowing TSVReader, texts: inout TextArena
  ) throws(SequenceIOError) -> ClonotypeAnnotation? {
    var note = ClonotypeAnnotation()
    note.sequence = text(sequence, of: row, texts: &texts)
    let folded = try integer(foldedReads, of: row)
    if note.sequence.isEmpty, folded == nil { return nil }
    if try FieldText.truth(isReverseComplement, of: row) == true {
      let codes = Nucleotide.reverseComplement(ofCodes: Nucleotide.codes(of: texts[note.sequence]))
      note.sequence = texts.append(codes.map { Nucleotide.ascii(ofCode: $0) })
    }
    // 1-based, behind the anchor codon; here 0-based with it.
    if let start = try integer(cdr3Start, of: row) { note.junctionStart = start - 4 }
    note.np1 = text(np1, of: row, texts: &texts)
    note.np2 = text(np2, of: row, texts: &texts)
    note.np1Length = try integer(np1Length, of: row)
    note.np2Length = try integer(np2Length, of: row)
    note.vIdentity = try real(vIdentity, of: row)
    note.jIdentity = try real(jIdentity, of: row)
    note.vCigar = text(vCigar, of: row, texts: &texts)
    note.dCigar = text(dCigar, of: row, texts: &texts)
    note.jCigar = text(jCigar, of: row, texts: &texts)
    note.foldedReads = folded ?? 0
    return note
  }

  private func text(
    _ column: Int?, of row: borrowing TSVReader, texts: inout TextArena
  ) -> TextExtent {
    guard let column else { return .empty }
    return texts.append(span: FieldText.trimmed(row.field(column)))
  }

  private func integer(
    _ column: Int?, of row: borrowing TSVReader
  ) throws(SequenceIOError) -> Int? {
    guard let column else { return nil }
    switch CountCell(FieldText.trimmed(row.field(column))) {
    case .missing: return nil
    case .whole(let value): return value
    case .fraction, .malformed: throw row.malformed(column, expected: "a whole number")
    }
  }

  private func real(
    _ column: Int?, of row: borrowing TSVReader
  ) throws(SequenceIOError) -> Double? {
    guard let column else { return nil }
    let field = FieldText.trimmed(row.field(column))
    if let value = FieldValue.real(field) { return value }
    guard FieldText.isBlank(field) else { throw row.malformed(column, expected: "a number") }
    return nil
  }
}
