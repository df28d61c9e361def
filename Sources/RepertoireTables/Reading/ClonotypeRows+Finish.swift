import Repertoires
import SequenceIO

extension ClonotypeRows {
  /// Chooses the count, settles loci and gives the repertoire with its report; nothing is left.
  mutating func finish() throws(TableError) -> (repertoire: Repertoire, report: TableReport) {
    shortenJunctions()
    checkFrequencies()
    checkWholeFrequencies()
    report.count(.withoutAnchors, rows: report.anchors.rowsToTell)
    let copies = try chosenCounts()
    let hasLocus = settledLoci()
    let others = report.countUnit == .cells ? joinContigs() : []
    let keepsAnnotations =
      annotationColumns != nil ? rowsWithoutAnnotation == 0 : readColumn != nil
    // In place: a second array of rows would be the most that reading ever holds.
    var kept = 0
    for row in copies.indices {
      guard hasLocus[row] else {
        report.count(.noLocus)
        continue
      }
      guard !others.contains(row) else {
        report.count(.sameChain)
        continue
      }
      guard copies[row] > 0 else {
        report.count(.zeroCount)
        continue
      }
      if kept < row { repertoire.clonotypes[kept] = repertoire.clonotypes[row] }
      repertoire.clonotypes[kept].duplicateCount = copies[row]
      if report.countUnit == .umi { repertoire.clonotypes[kept].umiCount = copies[row] }
      if keepsAnnotations, kept < row { repertoire.annotations[kept] = repertoire.annotations[row] }
      kept += 1
    }
    repertoire.clonotypes.removeLast(repertoire.clonotypes.count - kept)
    if keepsAnnotations {
      repertoire.annotations.removeLast(repertoire.annotations.count - kept)
    } else {
      repertoire.annotations = []
    }
    repertoire.countUnit = report.countUnit
    report.rowsKept = kept
    return (repertoire, report)
  }

  /// Notes the rows of each locus whose frequencies do not add up to one: nothing else in a table
  /// tells that lines are missing.
  private mutating func checkFrequencies() {
    // Six digits are written, each number half a unit of the last at most beside the true one.
    let rounding = 1e-5
    guard frequencyColumn != nil, !lacksFrequency else { return }
    for (sum, rows) in frequencies where rows > 0 && !(abs(sum - 1) <= rounding) {
      report.count(.frequenciesIncomplete, rows: rows)
    }
  }

  /// Notes the rows of a table of others whose frequencies do not add up to one.
  private mutating func checkWholeFrequencies() {
    guard let sum = wholeFrequencies, sum.isOne == false else { return }
    report.count(.frequenciesIncomplete, rows: sum.rows)
  }

  /// The copies of every kept row, by the first rule that holds.
  private mutating func chosenCounts() throws(TableError) -> [Int] {
    let rows = repertoire.clonotypes.count
    let ones = [Int](repeating: 1, count: rows)
    // Not where our own table states the unit: converted for programs of single cells, it names
    // each row a cell, whatever it counts.
    let hasCells = columns.cellID != nil && rowsWithoutCell == 0 && rows > 0 && statedUnit == nil
    if hasCells || columns.format == .cellRanger {
      choose(nil, .cells, "each row is a chain of one cell and counts one")
      return ones
    }
    guard let first = columns.counts.first else {
      choose(nil, .reads, "the table has no count column: each row counts one")
      return ones
    }
    let names = columns.counts.map(\.name).joined(separator: ", ")
    if let i = chosenColumn() {
      let candidate = columns.counts[i]
      choose(
        candidate.name, statedUnit ?? candidate.unit,
        columns.counts.count == 1
          ? "the only count column"
          : "the first of \(names) with a number in every row, not zero in all")
      dropRepeatedReads(candidate, copies: counts[i])
      return counts[i]
    }
    if rows == 0 {
      choose(first.name, statedUnit ?? first.unit, "the table has no rows")
      return []
    }
    if columns.format == .airr, counts.allSatisfy({ $0.allSatisfy { $0 < 0 } }) {
      choose(nil, .reads, "\(names) are blank in every row: each row counts one")
      return ones
    }
    let furthest = firstMissing.compactMap { $0 }.max { $0.line < $1.line }
    throw TableError(
      .noCompleteCount(
        columns: columns.counts.map(\.name), line: furthest?.line ?? 1,
        found: furthest?.found ?? ""), path: report.path)
  }

  /// The first count column with a number in every row.
  ///
  /// One of zeros alone is not filled in: it gives way to another, and is taken only where no other
  /// holds any copy.
  private func chosenColumn() -> Int? {
    let complete = columns.counts.indices.filter { firstMissing[$0] == nil }
    if let filled = complete.first(where: { counts[$0].contains { $0 > 0 } }) { return filled }
    return counts.contains { $0.contains { $0 > 0 } } ? nil : complete.first
  }

  /// Takes the codon behind the junction from rows without amino acids too, where every row with
  /// them had it.
  private mutating func shortenJunctions() {
    guard rowsOfTrueLength == 0, report.notes(.lengthCorrected) > 0 else { return }
    for row in rowsOfStatedLength where row < repertoire.clonotypes.count {
      guard repertoire.clonotypes[row].junction.count > 3 else { continue }
      repertoire.clonotypes[row].junction.count -= 3
      report.count(.lengthCorrected)
    }
  }

  private mutating func choose(_ column: String?, _ unit: CountUnit, _ rule: String) {
    report.countColumn = column
    report.countUnit = unit
    report.countRule = rule
  }

  /// immunoSEQ repeats the templates in the column "count (templates/reads)": they are no reads.
  private mutating func dropRepeatedReads(_ candidate: TableColumns.Count, copies: [Int]) {
    guard columns.format == .immunoSEQCamelCase, candidate.unit == .templates else { return }
    let isRepeated = repertoire.clonotypes.indices.allSatisfy {
      repertoire.clonotypes[$0].consensusCount == copies[$0]
    }
    guard isRepeated else { return }
    for row in repertoire.clonotypes.indices { repertoire.clonotypes[row].consensusCount = nil }
  }

  /// Gives rows without locus the assumed one or the only one of the table; tells which rows have
  /// a locus then.
  private mutating func settledLoci() -> [Bool] {
    var hasLocus = [Bool](repeating: true, count: repertoire.clonotypes.count)
    for row in rowsWithoutLocus { hasLocus[row] = false }
    if rowsWithoutLocus.isEmpty { return hasLocus }
    var known = Set<Locus>()
    for row in hasLocus.indices where hasLocus[row] {
      known.insert(repertoire.clonotypes[row].locus)
    }
    // Nearly every export that was cut down to reads and counts is of TRB.
    let fallback: Locus? = columns.format == .immunoSEQReads ? .trb : nil
    let only = known.count == 1 ? known.first : nil
    guard let locus = options.assumedLocus ?? only ?? fallback else { return hasLocus }
    for row in rowsWithoutLocus {
      repertoire.clonotypes[row].locus = locus
      hasLocus[row] = true
    }
    report.count(.locusAssumed, rows: rowsWithoutLocus.count)
    return hasLocus
  }
}
