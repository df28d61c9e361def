internal import Repertoires

/// Reads a sample sheet and gathers every fault in it instead of stopping at the first.
struct SampleSheetReader {
  let path: String
  /// What relative paths start with.
  let folder: String
  /// What its rows must name.
  let purpose: SampleSheet.Purpose
  var faults: FaultList
  var samples: [StudySample] = []
  /// Names of the free columns.
  var freeColumns: [String] = []
  /// What is no fault but may be meant otherwise.
  var remarks: [String] = []

  /// The 0-based place of each known column that the sheet has.
  var places: [SheetColumn: Int] = [:]
  var header: [String] = []
  var freePlaces: [Int] = []
  var isMissingKitTold = false
  /// The first row of each sample, in the order of `samples`.
  var firstRows: [DelimitedText.Row] = []
  /// Every file of every row with an input, in the order of rows.
  var namedFiles: [(path: String, column: SheetColumn, line: Int, sampleID: String)] = []
  /// The batch of every row that states one, in the order of rows.
  var namedBatches: [(name: String, row: DelimitedText.Row)] = []
  /// The place of each sample id in `samples`.
  var numbers: [String: Int] = [:]

  init(path: String, folder: String, purpose: SampleSheet.Purpose) {
    self.path = path
    self.folder = folder
    self.purpose = purpose
    faults = FaultList(path: path)
  }

  mutating func read(_ bytes: [UInt8]) {
    let format = DelimitedText.format(path: path, bytes: bytes)
    let text = DelimitedText(bytes, format: format)
    for flaw in text.flaws { faults.add(flaw) }
    if let remark = text.remarkOfEnd(path: path) { remarks.append(remark) }
    guard let top = text.rows.first else {
      faults.add(
        line: 1, found: "no header", expected: "a header line and one line a sample",
        remedy: "Write a sheet with the columns \(Self.requiredNames), r1 and kit")
      return
    }
    guard readHeader(top, format: format) else { return }
    for row in text.rows.dropFirst() { readRow(row) }
    if text.rows.count == 1 {
      faults.add(
        line: top.line, found: "no row below the header", expected: "one line a sample",
        remedy: "Add the samples")
    }
    if isHeaderComplete { checkReplicates() }
    checkFolders()
    checkAlike()
    checkFiles()
  }

  static var requiredNames: String {
    SheetColumn.required.map(\.rawValue).joined(separator: ", ")
  }

  /// Whether the header has all that a sample needs.
  ///
  /// Without, rows are still read, for the faults of the columns that are there.
  var isHeaderComplete: Bool {
    SheetColumn.required.allSatisfy { places[$0] != nil }
      && (places[.r1] != nil || places[.clonotypes] != nil)
  }

  /// The trimmed cell of a column; empty where the sheet lacks it.
  func cell(_ column: SheetColumn, of row: DelimitedText.Row) -> String {
    guard let place = places[column] else { return "" }
    return Self.trimmed(row.fields[place])
  }

  /// The column's name as this sheet writes it.
  func name(of column: SheetColumn) -> String {
    places[column].map { header[$0] } ?? column.rawValue
  }

  mutating func add(
    _ row: DelimitedText.Row, _ column: SheetColumn, found: String, expected: String,
    remedy: String
  ) {
    faults.add(
      line: row.line, column: name(of: column), found: found, expected: expected, remedy: remedy)
  }

  /// A cell without blanks at its ends, those included that cannot be told from none.
  static func trimmed(_ cell: String) -> String {
    let core = cell.unicodeScalars.drop(while: \.isBlank)
    let end = core.lastIndex { !$0.isBlank }.map(core.index(after:)) ?? core.endIndex
    return String(core[..<end])
  }

  /// A finite decimal number; neither `nan` nor `inf` nor hexadecimal.
  static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isDecimal, let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
