import Repertoires
import SequenceIO
import Sequences

/// Rows of a table on their way to a repertoire.
struct ClonotypeRows {
  let columns: TableColumns
  let options: RepertoireReader.Options
  var repertoire: Repertoire
  var report: TableReport
  var vCalls: GeneCallCache
  var dCalls: GeneCallCache
  var jCalls: GeneCallCache
  var cCalls: GeneCallCache
  let annotationColumns: AnnotationColumns?
  /// The column of the vendor's whole read, where it is to be kept.
  let readColumn: Int?
  /// The junction of the current row, upper case, empty where there is none.
  var junction: [UInt8] = []
  /// Its amino acids, translated where there are nucleotides.
  var junctionAA: [UInt8] = []
  /// The amino acids that the table states.
  var statedAA: [UInt8] = []
  /// One array a candidate column, one value a kept row; -1 where it is missing.
  var counts: [[Int]]
  /// The line and text of the first missing value of each candidate column.
  var firstMissing: [(line: Int, found: String)?]
  /// Kept rows without a cell name.
  var rowsWithoutCell = 0
  /// The chains of the cells, as long as each row names its cell and may count one.
  var cellChains: CellChains?
  /// Kept rows that say nothing of their alignment.
  var rowsWithoutAnnotation = 0
  /// Kept rows whose locus is not known yet.
  var rowsWithoutLocus: [Int] = []
  /// Kept rows of an immunoSEQ read whose CDR3 length no amino acids confirm.
  var rowsOfStatedLength: [Int] = []
  /// Rows whose amino acids confirm the CDR3 length.
  var rowsOfTrueLength = 0
  /// Our own tables state the unit.
  var statedUnit: CountUnit?
  /// Its name, with which that of every row is compared.
  var unitName: [UInt8] = []
  /// Our own column of the unit.
  let unitColumn: Int?
  /// Our own column of frequencies, which add up to one in each locus.
  let frequencyColumn: Int?
  /// The column of frequencies of others that add up to one in the table, with their sum.
  var wholeFrequencies: FrequencySum?
  /// By `Locus.index`, the sum of the frequencies and the number of rows.
  var frequencies = [(sum: Double, rows: Int)](repeating: (0, 0), count: Locus.allCases.count)
  /// Whether a row has no frequency, so that the sums tell nothing.
  var lacksFrequency = false

  init(
    _ columns: TableColumns, header: TableHeader, sample: Sample, path: String,
    options: RepertoireReader.Options
  ) {
    self.columns = columns
    self.options = options
    repertoire = Repertoire(sample: sample, countUnit: .reads)
    report = TableReport(path: path, format: columns.format)
    vCalls = GeneCallCache(columns.v, style: columns.style)
    dCalls = GeneCallCache(columns.d, style: columns.style)
    jCalls = GeneCallCache(columns.j, style: columns.style)
    cCalls = GeneCallCache(columns.c, style: columns.style)
    annotationColumns = options.keepsAnnotations ? AnnotationColumns(header) : nil
    readColumn = options.keepsReads ? columns.read : nil
    counts = columns.counts.map { _ in [] }
    firstMissing = columns.counts.map { _ in nil }
    let isOurs = columns.format == .clonova
    if columns.cellID != nil, !isOurs { cellChains = CellChains() }
    if columns.frequency != nil { wholeFrequencies = FrequencySum() }
    unitColumn = isOurs ? header.column([RearrangementColumn.countUnit.rawValue]) : nil
    frequencyColumn = isOurs ? header.column([RearrangementColumn.frequency.rawValue]) : nil
  }

  /// Makes room for a table that is `share` times as large as what was read of it.
  mutating func reserve(share: Double) {
    // What is not used stays untouched; a table of gigabytes may be of anything.
    let most = Double(1 << 31)
    func room(_ count: Int) -> Int { Int(min(most, 1.06 * share * Double(count))) }
    repertoire.clonotypes.reserveCapacity(room(repertoire.clonotypes.count))
    repertoire.annotations.reserveCapacity(room(repertoire.annotations.count))
    repertoire.texts.reserve(room(repertoire.texts.count))
    for i in counts.indices { counts[i].reserveCapacity(room(counts[i].count)) }
  }

  /// Takes in the current row of a table.
  mutating func append(_ row: borrowing TSVReader) throws(SequenceIOError) {
    report.rows += 1
    if let column = columns.frequency { wholeFrequencies?.add(row.field(column)) }
    if try FieldText.truth(columns.isCell, of: row) == false {
      report.count(.notACell)
      return
    }
    let v = vCalls.entry(of: row, calls: &repertoire.calls)
    let d = dCalls.entry(of: row, calls: &repertoire.calls)
    let j = jCalls.entry(of: row, calls: &repertoire.calls)
    let c = cCalls.entry(of: row, calls: &repertoire.calls)
    // Static: a method that changes nothing gets a copy of this large value at each call.
    let statedLocus = Self.statedLocus(columns.locus, of: row)
    let isImmunoglobulin =
      statedLocus == .immunoglobulin
      || (v?.hasImmunoglobulin ?? false) || (d?.hasImmunoglobulin ?? false)
      || (j?.hasImmunoglobulin ?? false) || (c?.hasImmunoglobulin ?? false)
    let locus = statedLocus.locus ?? j?.locus ?? c?.locus ?? d?.locus ?? v?.locus
    if isImmunoglobulin, locus == nil || statedLocus == .immunoglobulin {
      report.count(.immunoglobulin)
      return
    }
    let stated = try readJunction(of: row)
    if junction.isEmpty && junctionAA.isEmpty && !hasKeptRead(row) {
      report.count(.noJunction)
      return
    }
    if stated.isPartial {
      report.count(.partialJunction)
      return
    }
    var clonotype = Clonotype(locus: locus ?? .trb, duplicateCount: 0)
    clonotype.flags = flags(statedProductive: stated.isProductive, frame: stated.frame)
    if clonotype.flags.contains(.productive) { report.anchors.count(junctionAA) }
    clonotype.vCall = v?.id ?? .blank
    clonotype.dCall = d?.id ?? .blank
    clonotype.jCall = j?.id ?? .blank
    clonotype.cCall = c?.id ?? .blank
    if locus == nil { rowsWithoutLocus.append(repertoire.clonotypes.count) }
    try readCounts(of: row, into: &clonotype)
    noteCell(of: row, locus: locus)
    clonotype.junction = repertoire.texts.append(junction)
    clonotype.junctionAA = repertoire.texts.append(junctionAA)
    if let annotationColumns {
      let note = try annotationColumns.annotation(of: row, texts: &repertoire.texts)
      if note == nil { rowsWithoutAnnotation += 1 }
      repertoire.annotations.append(note ?? ClonotypeAnnotation())
    } else if let readColumn {
      repertoire.annotations.append(keptRead(readColumn, of: row))
    }
    repertoire.clonotypes.append(clonotype)
    remark(v)
    remark(d)
    remark(j)
    remark(c)
  }

  private mutating func remark(_ entry: GeneCallCache.Entry?) {
    guard let entry, entry.hasUnknown || entry.hasOrphon else { return }
    if entry.hasUnknown { report.count(.unknownGeneName) }
    if entry.hasOrphon { report.count(.orphonDropped) }
  }

  private func hasKeptRead(_ row: borrowing TSVReader) -> Bool {
    guard let readColumn else { return false }
    return !FieldText.isBlank(FieldText.trimmed(row.field(readColumn)))
  }

  /// An annotation that holds the vendor's read in upper case and nothing else.
  private mutating func keptRead(
    _ column: Int, of row: borrowing TSVReader
  ) -> ClonotypeAnnotation {
    var note = ClonotypeAnnotation()
    let field = FieldText.trimmed(row.field(column))
    if FieldText.isBlank(field) { return note }
    var read: [UInt8] = []
    for i in field.indices {
      let byte = field[i]
      read.append(byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte)
    }
    note.sequence = repertoire.texts.append(read)
    return note
  }

  private enum StatedLocus: Equatable {
    case none
    case immunoglobulin
    case receptor(Locus)

    var locus: Locus? {
      if case .receptor(let locus) = self { return locus }
      return nil
    }
  }

  private static func statedLocus(_ column: Int?, of row: borrowing TSVReader) -> StatedLocus {
    guard let column else { return .none }
    let field = FieldText.trimmed(row.field(column))
    if FieldText.equals(field, "trb") || FieldText.equals(field, "tcrb") { return .receptor(.trb) }
    if FieldText.equals(field, "tra") || FieldText.equals(field, "tcra") { return .receptor(.tra) }
    if FieldText.equals(field, "trd") || FieldText.equals(field, "tcrd") { return .receptor(.trd) }
    if FieldText.equals(field, "trg") || FieldText.equals(field, "tcrg") { return .receptor(.trg) }
    let isImmunoglobulin = field.count >= 3 && field[0] | 0x20 == 0x69 && field[1] | 0x20 == 0x67
    return isImmunoglobulin ? .immunoglobulin : .none
  }
}
