/// One kind of thing that is wrong, or odd, in an AIRR Rearrangement table.
public struct TableFinding: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Against the standard, or contradicting itself.
    case error
    /// Allowed, but read differently by different programs.
    case warning
  }

  /// What is wrong; the raw value is its name for machines.
  public enum Code: String, CaseIterable, Sendable {
    case byteOrderMark = "byte_order_mark"
    case compressed
    case commentLine = "comment_line"
    case missingColumn = "missing_column"
    case columnCase = "column_case"
    case duplicateColumn = "duplicate_column"
    case surplusFields = "surplus_fields"
    case missingFields = "missing_fields"
    case noRow = "no_row"
    case notBoolean = "not_boolean"
    case notInteger = "not_integer"
    case notNumber = "not_number"
    case missingWord = "missing_word"
    case emptyID = "empty_id"
    case duplicateID = "duplicate_id"
    case unknownLocus = "unknown_locus"
    case locusContradicted = "locus_contradicted"
    case geneName = "gene_name"
    case notNucleotides = "not_nucleotides"
    case aminoAcidsDiffer = "amino_acids_differ"
    case lengthDiffers = "length_differs"
    case cdr3Differs = "cdr3_differs"
    case flagsContradicted = "flags_contradicted"
    case anchorMissing = "anchor_missing"
    case notPositive = "not_positive"
    case countsContradicted = "counts_contradicted"
    case coordinates
    case cigar

    /// How bad it is.
    public var severity: Severity {
      switch self {
      case .compressed, .missingFields, .noRow, .missingWord, .geneName, .anchorMissing: .warning
      default: .error
      }
    }

    /// What is expected, behind "expected".
    public var expectation: String {
      switch self {
      case .byteOrderMark: "a file that starts with its header (airr-tools fails on the mark)"
      case .compressed: "a plain file (airr-tools does not read gzip)"
      case .commentLine: "the header on the first line"
      case .missingColumn: "all 14 columns that the schema requires; cells may be blank"
      case .columnCase: "column names in lower case"
      case .duplicateColumn: "each column once"
      case .surplusFields: "as many fields as columns"
      case .missingFields: "as many fields as columns; missing ones are taken for blank"
      case .noRow: "at least one rearrangement"
      case .notBoolean: "T, F or blank"
      case .notInteger: "a whole number without decimals, or blank"
      case .notNumber: "a number, or blank"
      case .missingWord: "a blank cell where a value is missing"
      case .emptyID: "an identifier in every row"
      case .duplicateID: "an identifier that no other row has"
      case .unknownLocus: "one of IGH, IGI, IGK, IGL, TRA, TRB, TRD, TRG"
      case .locusContradicted: "genes of the locus that the row states"
      case .geneName: "an IMGT name such as TRBV9*01, several parted by commas"
      case .notNucleotides: "nucleotides (IUPAC letters)"
      case .aminoAcidsDiffer: "the translation of the junction"
      case .lengthDiffers: "the length of the sequence it tells of"
      case .cdr3Differs: "the junction without its two anchor codons"
      case .flagsContradicted: "what the junction's frame and stop codons say"
      case .anchorMissing: "a productive junction from C to F or W"
      case .notPositive: "a count above zero"
      case .countsContradicted: "no more molecules than reads"
      case .coordinates: "1-based closed positions, start <= end, inside the sequence"
      case .cigar: "a CIGAR that is no longer than the sequence"
      }
    }
  }

  /// What is wrong.
  public var code: Code
  /// The column; nil for what concerns whole rows or the file.
  public var column: String?
  /// Rows, or places in the header, that have it.
  public var count: Int
  /// Line of the first, 1-based.
  public var firstLine: Int
  /// What stands there.
  public var example: String

  /// One line for people.
  public var message: String {
    let place = "line \(firstLine)" + (column.map { ", column '\($0)'" } ?? "")
    return "\(place): \(example); expected \(code.expectation)"
      + (count > 1 ? " (\(count) times)" : "")
  }
}
