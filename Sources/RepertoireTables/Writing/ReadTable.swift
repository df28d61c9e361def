public import SequenceIO
import Sequences

/// The table of reads, `<sample_id>.rearrangements.tsv.gz`, an AIRR Rearrangement table.
///
/// Columns are ``RearrangementColumn/readTable`` in order; missing cells are blank, truth values `T`
/// and `F`, coordinates 1-based closed.
public enum ReadTable {
  /// The header line with its line end.
  public static var header: [UInt8] {
    var row = RowBuffer()
    for column in RearrangementColumn.readTable { row.append(column.rawValue) }
    row.endRow()
    return row.bytes
  }

  /// Appends the row of a read.
  public static func append(_ read: ReadRearrangement, to row: inout RowBuffer) {
    for column in RearrangementColumn.readTable {
      if appendRead(column, of: read, to: &row) { continue }
      if appendBases(column, of: read, to: &row) { continue }
      appendSegment(column, of: read, to: &row)
    }
    row.endRow()
  }

  /// Appends what is said of the read as a whole; false for other columns.
  private static func appendRead(
    _ column: RearrangementColumn, of read: ReadRearrangement, to row: inout RowBuffer
  ) -> Bool {
    switch column {
    case .sequenceID: row.append(read.name)
    case .sequence: row.append(read.sequence)
    case .isReverseComplement: row.append(read.isReverse)
    case .isProductive: row.append(read.isProductive)
    case .isInFrame: row.append(read.isInFrame)
    case .hasStopCodon: row.append(read.hasStopCodon)
    case .isComplete: row.append(read.isComplete)
    case .locus: row.append(read.locus.rawValue)
    case .sequenceAlignment: row.append(read.sequenceAlignment)
    case .germlineAlignment: row.append(read.germlineAlignment)
    case .junctionAA: appendTranslation(of: read.isInFrame ? read.junction : nil, read, to: &row)
    case .cdr3AA: appendTranslation(of: read.isInFrame ? read.cdr3 : nil, read, to: &row)
    case .cdr3Start: row.append(read.cdr3.map { $0.lowerBound + 1 })
    case .cdr3End: row.append(read.cdr3?.upperBound)
    case .np1Length: row.append(read.np1.count)
    case .np2Length: row.append(read.np2?.count)
    case .mate: row.append(read.mate)
    default: return false
    }
    return true
  }

  /// Appends a stretch of the read; false for other columns.
  private static func appendBases(
    _ column: RearrangementColumn, of read: ReadRearrangement, to row: inout RowBuffer
  ) -> Bool {
    let bases: Range<Int>? =
      switch column {
      case .junction: read.junction
      case .np1: read.np1
      case .np2: read.np2
      case .fwr1: read.fwr1
      case .cdr1: read.cdr1
      case .fwr2: read.fwr2
      case .cdr2: read.cdr2
      case .fwr3: read.fwr3
      case .cdr3: read.cdr3
      case .fwr4: read.fwr4
      default: -1 ..< -1
      }
    guard let bases else {
      row.appendBlank()
      return true
    }
    guard bases.lowerBound >= 0 else { return false }
    row.append(read.oriented.span.extracting(bases))
    return true
  }

  /// Appends a cell of a segment; blank where there is none.
  private static func appendSegment(
    _ column: RearrangementColumn, of read: ReadRearrangement, to row: inout RowBuffer
  ) {
    switch column {
    case .vCall: row.append(read.v.call)
    case .dCall: row.append(read.d?.call ?? [])
    case .jCall: row.append(read.j.call)
    case .cCall: row.append(read.c?.call ?? [])
    case .vCigar: row.append(read.v.cigar)
    case .dCigar: row.append(read.d?.cigar)
    case .jCigar: row.append(read.j.cigar)
    case .cCigar: row.append(read.c?.cigar)
    case .vScore: row.append(read.v.score)
    case .dScore: row.append(read.d?.score)
    case .jScore: row.append(read.j.score)
    case .cScore: row.append(read.c?.score)
    case .vIdentity: row.append(read.v.identity)
    case .dIdentity: row.append(read.d?.identity)
    case .jIdentity: row.append(read.j.identity)
    case .cIdentity: row.append(read.c?.identity)
    case .vSequenceStart: row.append(read.v.sequence.lowerBound + 1)
    case .vSequenceEnd: row.append(read.v.sequence.upperBound)
    case .vGermlineStart: row.append(read.v.germline.lowerBound + 1)
    case .vGermlineEnd: row.append(read.v.germline.upperBound)
    case .dSequenceStart: row.append(read.d.map { $0.sequence.lowerBound + 1 })
    case .dSequenceEnd: row.append(read.d?.sequence.upperBound)
    case .dGermlineStart: row.append(read.d.map { $0.germline.lowerBound + 1 })
    case .dGermlineEnd: row.append(read.d?.germline.upperBound)
    case .jSequenceStart: row.append(read.j.sequence.lowerBound + 1)
    case .jSequenceEnd: row.append(read.j.sequence.upperBound)
    case .jGermlineStart: row.append(read.j.germline.lowerBound + 1)
    case .jGermlineEnd: row.append(read.j.germline.upperBound)
    case .cSequenceStart: row.append(read.c.map { $0.sequence.lowerBound + 1 })
    case .cSequenceEnd: row.append(read.c?.sequence.upperBound)
    case .cGermlineStart: row.append(read.c.map { $0.germline.lowerBound + 1 })
    case .cGermlineEnd: row.append(read.c?.germline.upperBound)
    default: preconditionFailure("a column of the table of reads has no cell")
    }
  }

  private static func appendTranslation(
    of bases: Range<Int>?, _ read: ReadRearrangement, to row: inout RowBuffer
  ) {
    guard let bases else { return row.appendBlank() }
    let codes = read.oriented[bases].map(Nucleotide.code(ofASCII:))
    row.append(GeneticCode.translation(ofCodes: codes.span))
  }
}
