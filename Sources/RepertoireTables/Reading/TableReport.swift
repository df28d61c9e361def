public import Repertoires

/// What was done with a table that was read: nothing is chosen or left out in silence.
public struct TableReport: Sendable, Equatable {
  /// Why a row is not in the repertoire; each such row has exactly one.
  public enum LeftOut: String, CaseIterable, Sendable {
    /// Neither nucleotides nor amino acids of a junction.
    case noJunction = "no_junction"
    /// The producer says that it saw a part of the junction alone.
    case partialJunction = "partial_junction"
    /// A count of zero.
    case zeroCount = "zero_count"
    /// A receptor of a B cell.
    case immunoglobulin
    /// No gene name tells the locus.
    case noLocus = "no_locus"
    /// The producer says that the barcode is no cell.
    case notACell = "not_a_cell"
    /// Another contig of a cell with the junction of one before, where rows count cells.
    case sameChain = "same_chain"
  }

  /// What was seen in rows that were kept; a row may have several.
  public enum Note: String, CaseIterable, Sendable {
    /// A gene name that was not understood counts as no call.
    case unknownGeneName = "unknown_gene_name"
    /// An orphon among tied genes was dropped.
    case orphonDropped = "orphon_dropped"
    /// The read ends inside the junction, whose nucleotides are therefore blank.
    case junctionCut = "junction_cut_by_read"
    /// The table's amino acids are not those of its nucleotides; the nucleotides were taken.
    case aminoAcidsDiffer = "amino_acids_differ"
    /// The table calls a junction productive that is out of frame or holds a stop codon; it was
    /// taken for not productive.
    case productiveContradicted = "productive_contradicted"
    /// The locus is that of the other rows, or was assumed.
    case locusAssumed = "locus_assumed"
    /// A count that was not whole was rounded, to no less than one.
    case countRounded = "count_rounded"
    /// The stated CDR3 length counted one codon behind the junction, which was left off.
    case lengthCorrected = "cdr3_length_corrected"
    /// Cells at the end of the row are missing and were taken for blank.
    case shortRow = "short_row"
    /// An `N` or another ambiguity letter in the junction.
    case ambiguousBase = "ambiguous_base"
    /// The last line has no line end, as where a file was cut.
    case noLineEnd = "no_line_end"
    /// The frequencies of the locus, which a table of ours states, do not add up to one.
    case frequenciesIncomplete = "frequencies_incomplete"
    /// A productive junction without a conserved residue at an end, in a table of many such.
    case withoutAnchors = "without_anchors"
  }

  /// The path as the caller gave it.
  public var path: String
  /// The format that the header fits.
  public var format: TableFormat
  /// The column that gave the counts; nil where each row counts one.
  public var countColumn: String?
  /// What its counts are.
  public var countUnit: CountUnit
  /// Why this column was chosen, in one sentence.
  public var countRule: String
  /// Rows read.
  public var rows = 0
  /// Rows in the repertoire.
  public var rowsKept = 0
  /// The conserved residues at the ends of its junctions.
  public internal(set) var anchors = JunctionAnchors()
  private var leftOutCounts = [Int](repeating: 0, count: LeftOut.allCases.count)
  private var noteCounts = [Int](repeating: 0, count: Note.allCases.count)

  /// A report on no row yet.
  init(path: String, format: TableFormat) {
    self.path = path
    self.format = format
    self.countUnit = .reads
    self.countRule = ""
  }

  /// Whether each row counts one for want of a count: their number is no number of copies.
  public var isUncounted: Bool { countColumn == nil && countUnit != .cells && rowsKept > 0 }

  /// Rows left out for a reason.
  ///
  /// Law: `rows` = `rowsKept` + those of every reason.
  public func leftOut(_ reason: LeftOut) -> Int { leftOutCounts[Self.index(of: reason)] }

  /// Rows with a note.
  public func notes(_ note: Note) -> Int { noteCounts[Self.index(of: note)] }

  /// The reasons and notes that occurred, in their order, for messages.
  public var remarks: [(key: String, rows: Int, meaning: String)] {
    LeftOut.allCases.filter { leftOut($0) > 0 }.map { ($0.rawValue, leftOut($0), $0.meaning) }
      + Note.allCases.filter { notes($0) > 0 }.map { ($0.rawValue, notes($0), $0.meaning) }
  }

  mutating func count(_ reason: LeftOut) { leftOutCounts[Self.index(of: reason)] += 1 }

  mutating func count(_ note: Note, rows: Int = 1) { noteCounts[Self.index(of: note)] += rows }

  private static func index(of reason: LeftOut) -> Int {
    switch reason {
    case .noJunction: 0
    case .zeroCount: 1
    case .immunoglobulin: 2
    case .noLocus: 3
    case .notACell: 4
    case .partialJunction: 5
    case .sameChain: 6
    }
  }

  private static func index(of note: Note) -> Int {
    switch note {
    case .unknownGeneName: 0
    case .orphonDropped: 1
    case .junctionCut: 2
    case .aminoAcidsDiffer: 3
    case .productiveContradicted: 4
    case .locusAssumed: 5
    case .countRounded: 6
    case .lengthCorrected: 7
    case .shortRow: 8
    case .ambiguousBase: 9
    case .noLineEnd: 10
    case .frequenciesIncomplete: 11
    case .withoutAnchors: 12
    }
  }
}
