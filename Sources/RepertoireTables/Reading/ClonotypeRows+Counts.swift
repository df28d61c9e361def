import Repertoires
import SequenceIO

extension ClonotypeRows {
  /// Reads every column that may give the count, and the reads and UMIs beside it.
  mutating func readCounts(
    of row: borrowing TSVReader, into clonotype: inout Clonotype
  ) throws(SequenceIOError) {
    let format = columns.format
    for i in counts.indices {
      let column = columns.counts[i].column
      let value = try Self.count(column, of: row, format)
      if value?.isRounded ?? false { report.count(.countRounded) }
      counts[i].append(value?.copies ?? -1)
      if value == nil, firstMissing[i] == nil {
        firstMissing[i] = (row.lineNumber, row.text(column))
      }
    }
    if let column = columns.reads {
      clonotype.consensusCount = try Self.count(column, of: row, format)?.copies
    }
    if let column = columns.umis {
      clonotype.umiCount = try Self.count(column, of: row, format)?.copies
    }
    if let column = unitColumn { try readUnit(column, of: row) }
    if let column = frequencyColumn {
      let frequency = FieldValue.real(row.field(column))
      if frequency == nil { lacksFrequency = true }
      frequencies[clonotype.locus.index].sum += frequency ?? 0
      frequencies[clonotype.locus.index].rows += 1
    }
  }

  /// Notes whose cell the junction of the current row is, or that the row names none.
  mutating func noteCell(of row: borrowing TSVReader, locus: Locus?) {
    guard let column = columns.cellID else { return }
    let cell = FieldText.trimmed(row.field(column))
    guard !FieldText.isBlank(cell) else {
      rowsWithoutCell += 1
      // Then rows count cells only where the format has no other count.
      if columns.format != .cellRanger { cellChains = nil }
      return
    }
    cellChains?.note(
      cell: cell, locus: locus, junction: junction.isEmpty ? junctionAA : junction,
      row: repertoire.clonotypes.count)
  }

  /// Reads our own unit; throws where it is none, or another than in the rows before.
  private mutating func readUnit(
    _ column: Int, of row: borrowing TSVReader
  ) throws(SequenceIOError) {
    let field = row.field(column)
    if let statedUnit {
      var isSame = field.count == unitName.count
      for i in field.indices where isSame { isSame = field[i] == unitName[i] }
      guard isSame else {
        throw row.malformed(column, expected: "\(statedUnit.rawValue), as in the rows before")
      }
      return
    }
    guard let unit = CountUnit(rawValue: row.text(column)) else {
      throw row.malformed(
        column, expected: CountUnit.allCases.map(\.rawValue).joined(separator: ", "))
    }
    statedUnit = unit
    unitName = Array(unit.rawValue.utf8)
  }

  private static func count(
    _ column: Int, of row: borrowing TSVReader, _ format: TableFormat
  ) throws(SequenceIOError) -> (copies: Int, isRounded: Bool)? {
    switch CountCell(FieldText.trimmed(row.field(column))) {
    case .missing: return nil
    case .whole(let value): return (value, false)
    case .fraction(let value) where format == .trust4:
      // TRUST4 shares a read among contigs.
      return (max(1, Int(value.rounded(.toNearestOrEven))), true)
    case .fraction, .malformed: throw row.malformed(column, expected: "a whole number of copies")
    }
  }
}
