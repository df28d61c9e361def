public import Repertoires
public import SequenceIO

/// Writes `<sample_id>.clonotypes.tsv`, an AIRR Rearrangement table of one repertoire.
///
/// Columns are ``RearrangementColumn/clonotypeTable`` in order; missing cells are blank, truth
/// values `T` and `F`, coordinates 1-based closed. Rows keep the order of the repertoire: sort it
/// first.
public struct ClonotypeTableWriter: Sendable {
  private let repertoire: Repertoire
  private let columns = RearrangementColumn.clonotypeTable
  private let totals: [Int]
  /// The names below: cells are spans of it, as threads that share a list pay dearly for counting
  /// who uses it.
  private let names: TextArena
  /// The cell of every call by its number: a million rows share a few thousand.
  private let callNames: [TextExtent]
  /// By `Locus.index`.
  private let locusNames: [TextExtent]
  private let countUnit: TextExtent
  private let sampleID: TextExtent
  private let idPrefix: TextExtent
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
    var names = TextArena()
    callNames = repertoire.calls.calls.map { names.append($0.airr.utf8) }
    locusNames = Locus.allCases.map { names.append($0.rawValue.utf8) }
    countUnit = names.append(repertoire.countUnit.rawValue.utf8)
    sampleID = names.append(repertoire.sample.id.utf8)
    idPrefix = names.append("\(repertoire.sample.id)-".utf8)
    self.names = names
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
    let columns = columns.span
    for number in columns.indices {
      append(columns[number], of: clonotype, note ?? Self.noNote, row: row, to: &cells)
    }
  }

  /// Blank in every column of the annotation but the folded reads.
  private static let noNote = ClonotypeAnnotation()

  /// Appends one cell; those of the annotation, which only our own extraction knows, are blank
  /// without it.
  private func append(
    _ column: RearrangementColumn, of clonotype: Clonotype, _ note: ClonotypeAnnotation, row: Int,
    to cells: inout RowBuffer
  ) {
    switch column {
    case .sequenceID: append(idOf: row, to: &cells)
    case .cellID where fillsCellID: append(idOf: row, to: &cells)
    case .sequence: append(note.sequence, to: &cells)
    // Never blank: `airr.load_rearrangement` refuses a blank in a column of truth values.
    case .isReverseComplement: cells.append(false)
    case .isProductive: append(.productive, of: clonotype, to: &cells)
    case .isInFrame: append(.inFrame, of: clonotype, to: &cells)
    case .hasStopCodon: append(.stopCodon, of: clonotype, to: &cells)
    case .vCall: append(clonotype.vCall, to: &cells)
    case .dCall: append(clonotype.dCall, to: &cells)
    case .jCall: append(clonotype.jCall, to: &cells)
    case .cCall: append(clonotype.cCall, to: &cells)
    case .junction: append(clonotype.junction, to: &cells)
    case .junctionAA: append(clonotype.junctionAA, to: &cells)
    case .cdr3: append(clonotype.junction, trimmedBy: 3, to: &cells)
    case .cdr3AA: append(clonotype.junctionAA, trimmedBy: 1, to: &cells)
    // The first base after the anchor codon, counted from 1.
    case .cdr3Start: append(note, cdr3Of: clonotype, note.junctionStart + 4, to: &cells)
    case .cdr3End:
      let end = note.junctionStart + Int(clonotype.junction.count) - 3
      append(note, cdr3Of: clonotype, end, to: &cells)
    case .locus: append(name: locusNames[clonotype.locus.index], to: &cells)
    case .vIdentity: cells.append(note.vIdentity)
    case .jIdentity: cells.append(note.jIdentity)
    case .np1: append(note.np1, to: &cells)
    case .np2: append(note.np2, to: &cells)
    case .np1Length: cells.append(note.np1Length)
    case .np2Length: cells.append(note.np2Length)
    case .vCigar: append(note.vCigar, to: &cells)
    case .dCigar: append(note.dCigar, to: &cells)
    case .jCigar: append(note.jCigar, to: &cells)
    case .consensusCount: cells.append(clonotype.consensusCount)
    case .duplicateCount: cells.append(clonotype.duplicateCount)
    case .umiCount: cells.append(clonotype.umiCount)
    case .foldedReads: cells.append(repertoire.annotations.isEmpty ? nil : note.foldedReads)
    case .repertoireID: append(name: sampleID, to: &cells)
    case .countUnit: append(name: countUnit, to: &cells)
    case .frequency:
      let total = totals[clonotype.locus.index]
      cells.append(total > 0 ? Double(clonotype.duplicateCount) / Double(total) : nil)
    case .sequenceAlignment, .germlineAlignment, .cellID, .cloneID: cells.appendBlank()
    default: preconditionFailure("a column of the clonotype table has no cell")
    }
  }

  private func append(idOf row: Int, to cells: inout RowBuffer) {
    cells.append(names.span.extracting(idPrefix.range), number: row + 1)
  }

  private func append(
    _ flag: JunctionFlags, of clonotype: Clonotype, to cells: inout RowBuffer
  ) {
    cells.append(clonotype.flags.contains(.unknown) ? nil : clonotype.flags.contains(flag))
  }

  /// Appends a position of CDR3; blank where there is none in a sequence.
  private func append(
    _ note: ClonotypeAnnotation, cdr3Of clonotype: Clonotype, _ position: Int,
    to cells: inout RowBuffer
  ) {
    let hasCDR3 = !note.sequence.isEmpty && clonotype.junction.count >= 6
    cells.append(hasCDR3 ? position : nil)
  }

  private func append(_ call: GeneCallID, to cells: inout RowBuffer) {
    append(name: callNames[Int(call.rawValue)], to: &cells)
  }

  private func append(name: TextExtent, to cells: inout RowBuffer) {
    cells.append(names.span.extracting(name.range))
  }

  private func append(
    _ text: TextExtent, trimmedBy edge: Int = 0, to cells: inout RowBuffer
  ) {
    let bytes = repertoire.texts.span.extracting(text.range)
    cells.append(bytes.extracting(droppingFirst: edge).extracting(droppingLast: edge))
  }
}
