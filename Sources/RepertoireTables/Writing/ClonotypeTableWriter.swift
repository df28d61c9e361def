public import Repertoires
public import SequenceIO

/// Writes `<sample_id>.clonotypes.tsv`, an AIRR Rearrangement table of one repertoire.
///
/// Columns are ``RearrangementColumn/clonotypeTable`` in order; missing cells are blank, truth values `T` and `F`,
/// coordinates 1-based closed. Rows keep the order of the repertoire: sort it first.
public struct ClonotypeTableWriter: Sendable {
  private let repertoire: Repertoire
  private let totals: [Int]
  /// The cell of every call by its number: a million rows share a few thousand.
  private let callCells: [[UInt8]]
  private let idPrefix: [UInt8]
  private let sampleID: [UInt8]
  /// Whether each row is a cell of its own, as programs for single cells want it.
  private var fillsCellID = false

  /// A writer of one repertoire, which has one annotation a row or none.
  public init(_ repertoire: Repertoire) {
    precondition(
      repertoire.annotations.isEmpty
        || repertoire.annotations.count == repertoire.clonotypes.count,
      "a repertoire has one annotation a row or none")
    self.repertoire = repertoire
    var totals = [Int](repeating: 0, count: Locus.allCases.count)
    for row in repertoire.clonotypes { totals[row.locus.index] += row.duplicateCount }
    self.totals = totals
    callCells = repertoire.calls.calls.map { Array($0.airr.utf8) }
    sampleID = Array(repertoire.sample.id.utf8)
    idPrefix = sampleID + Array("-".utf8)
  }

  /// Writes the table to a path; the caller renames it to its place (``AtomicFile``).
  ///
  /// With `fillsCellID` each row is a cell: `cell_id` is its `sequence_id`, else blank.
  ///
  /// Throws the output reasons of `SequenceIOError`.
  public static func write(
    _ repertoire: Repertoire, to path: String, fillsCellID: Bool = false
  ) throws(SequenceIOError) {
    var table = ClonotypeTableWriter(repertoire)
    table.fillsCellID = fillsCellID
    var file = try TSVWriter(
      path: path, columns: RearrangementColumn.clonotypeTable.map(\.rawValue))
    for row in repertoire.clonotypes.indices {
      table.append(row, to: &file.row)
      try file.endRow()
    }
    try file.finish()
  }

  /// Writes the table as ``write(_:to:fillsCellID:)`` does, its rows formatted by several tasks.
  ///
  /// `observe` is shown all bytes of the file in their order.
  ///
  /// Throws the output reasons of `SequenceIOError`.
  public static func write(
    _ repertoire: Repertoire, to path: String, threads: Int,
    observe: ((Span<UInt8>) -> Void)? = nil
  ) async throws {
    let table = ClonotypeTableWriter(repertoire)
    var file = try TSVWriter(
      path: path, columns: RearrangementColumn.clonotypeTable.map(\.rawValue), observe: observe)
    try await RowBlocks.write(repertoire.clonotypes.count, threads: threads, to: &file) {
      rows, cells in
      for row in rows {
        table.append(row, to: &cells)
        cells.endRow()
      }
    }
    try file.finish()
  }

  /// Appends the cells of one row, 0-based, without the line end.
  public func append(_ row: Int, to cells: inout RowBuffer) {
    let clonotype = repertoire.clonotypes[row]
    let note = repertoire.annotations.isEmpty ? nil : repertoire.annotations[row]
    for column in RearrangementColumn.clonotypeTable {
      if append(column, of: clonotype, row: row, to: &cells) { continue }
      append(column, of: clonotype, note: note, to: &cells)
    }
  }

  /// Appends what every clonotype has; false for a column of the annotation.
  private func append(
    _ column: RearrangementColumn, of clonotype: Clonotype, row: Int, to cells: inout RowBuffer
  ) -> Bool {
    let flags = clonotype.flags
    let isKnown = !flags.contains(.unknown)
    switch column {
    case .sequenceID: cells.append(idPrefix, number: row + 1)
    case .cellID where fillsCellID: cells.append(idPrefix, number: row + 1)
    // Never blank: `airr.load_rearrangement` refuses a blank in a column of truth values.
    case .isReverseComplement: cells.append(false)
    case .isProductive: cells.append(isKnown ? flags.contains(.productive) : nil)
    case .isInFrame: cells.append(isKnown ? flags.contains(.inFrame) : nil)
    case .hasStopCodon: cells.append(isKnown ? flags.contains(.stopCodon) : nil)
    case .vCall: append(clonotype.vCall, to: &cells)
    case .dCall: append(clonotype.dCall, to: &cells)
    case .jCall: append(clonotype.jCall, to: &cells)
    case .cCall: append(clonotype.cCall, to: &cells)
    case .junction: append(clonotype.junction, to: &cells)
    case .junctionAA: append(clonotype.junctionAA, to: &cells)
    case .cdr3: append(clonotype.junction, trimmedBy: 3, to: &cells)
    case .cdr3AA: append(clonotype.junctionAA, trimmedBy: 1, to: &cells)
    case .locus: cells.append(clonotype.locus.rawValue)
    case .consensusCount: cells.append(clonotype.consensusCount)
    case .duplicateCount: cells.append(clonotype.duplicateCount)
    case .umiCount: cells.append(clonotype.umiCount)
    case .repertoireID: cells.append(sampleID)
    case .countUnit: cells.append(repertoire.countUnit.rawValue)
    case .frequency:
      let total = totals[clonotype.locus.index]
      cells.append(total > 0 ? Double(clonotype.duplicateCount) / Double(total) : nil)
    case .sequenceAlignment, .germlineAlignment, .cellID, .cloneID: cells.appendBlank()
    default: return false
    }
    return true
  }

  /// Appends what only our own extraction knows; blank without it.
  private func append(
    _ column: RearrangementColumn, of clonotype: Clonotype, note: ClonotypeAnnotation?,
    to cells: inout RowBuffer
  ) {
    guard let note else {
      cells.appendBlank()
      return
    }
    let hasCDR3 = !note.sequence.isEmpty && clonotype.junction.count >= 6
    switch column {
    case .sequence: append(note.sequence, to: &cells)
    // The first base after the anchor codon, counted from 1.
    case .cdr3Start: cells.append(hasCDR3 ? note.junctionStart + 4 : nil)
    case .cdr3End:
      cells.append(hasCDR3 ? note.junctionStart + Int(clonotype.junction.count) - 3 : nil)
    case .vIdentity: cells.append(note.vIdentity)
    case .jIdentity: cells.append(note.jIdentity)
    case .np1: append(note.np1, to: &cells)
    case .np2: append(note.np2, to: &cells)
    case .np1Length: cells.append(note.np1Length)
    case .np2Length: cells.append(note.np2Length)
    case .vCigar: append(note.vCigar, to: &cells)
    case .dCigar: append(note.dCigar, to: &cells)
    case .jCigar: append(note.jCigar, to: &cells)
    case .foldedReads: cells.append(note.foldedReads)
    default: preconditionFailure("a column of the clonotype table has no cell")
    }
  }

  private func append(_ call: GeneCallID, to cells: inout RowBuffer) {
    cells.append(callCells[Int(call.rawValue)])
  }

  private func append(
    _ text: TextExtent, trimmedBy edge: Int = 0, to cells: inout RowBuffer
  ) {
    let bytes = repertoire.texts[text]
    guard bytes.count > 2 * edge else {
      cells.appendBlank()
      return
    }
    let kept = bytes.dropFirst(edge).dropLast(edge)
    cells.append(kept.span)
  }
}
