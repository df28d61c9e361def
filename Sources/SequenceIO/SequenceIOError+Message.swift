internal import Glibc

extension SequenceIOError: CustomStringConvertible {
  /// The four parts every message has.
  public struct Explanation: Equatable, Sendable {
    /// File, record or line, and byte.
    public let place: String
    /// What was found.
    public let found: String
    /// What was expected instead.
    public let expected: String
    /// What the user can do.
    public let remedy: String
  }

  /// One line for people: where, what was found, what was expected, what to do.
  public var message: String {
    let parts = explanation
    return "\(parts.place): \(parts.found); expected \(parts.expected). \(parts.remedy)."
  }

  /// The message, so that an interpolated error reads well.
  public var description: String { message }

  /// The parts of the message, for machine-readable logs.
  public var explanation: Explanation {
    let (found, expected, remedy) = phrases
    return Explanation(place: place, found: found, expected: expected, remedy: remedy)
  }

  private var place: String {
    let name = location.path == "-" ? "standard input" : location.path
    guard location.record > 0 else { return name }
    let unit = isAboutTable ? "line" : "record"
    let byte = location.byteOffset.map { " (byte \($0))" } ?? ""
    return "\(name), \(unit) \(location.record)\(byte)"
  }

  private var isAboutTable: Bool {
    switch reason {
    case .malformedTable, .unfinishedRow, .missingColumn, .duplicateColumn, .malformedQuote,
      .malformedField:
      true
    default: false
    }
  }

  private var phrases: (found: String, expected: String, remedy: String) {
    phrasesOfInput ?? phrasesOfRecords ?? phrasesOfTables ?? phrasesOfOutput
  }

  private var phrasesOfInput: (String, String, String)? {
    switch reason {
    case .cannotOpen(let code):
      (
        "cannot be opened (\(Self.text(of: code)))", "a readable file",
        "Check the path and its permissions"
      )
    case .readFailed(let code):
      (
        "reading failed (\(Self.text(of: code)))", "readable bytes",
        "Check the disk, network mount or pipe it lies on, copy the file again, then run again"
      )
    case .cancelled:
      (
        "the run was interrupted while it waited for input", "more input",
        "Run the same command again, and start what writes the input as well"
      )
    case .emptyFile:
      (
        "the file has 0 bytes", "at least one record or an empty gzip member",
        "The file was probably never written: copy or export it again"
      )
    case .truncatedGzip:
      (
        "the gzip stream ends too early", "a complete gzip member with its trailer",
        "The copy was probably interrupted: copy the file again and compare checksums"
      )
    case .corruptGzip(let detail):
      (
        "the gzip stream is damaged (\(detail))", "an intact gzip stream",
        "Copy the file again and compare checksums; `gzip -t` tests a file"
      )
    case .trailingGarbage(let byte):
      (
        "\(Self.shown(byte)) follows the end of the gzip data",
        "the end of the file, another gzip member or zero padding",
        "Two files may have been joined: copy the file again or cut it at that byte"
      )
    case .standardInputTwice:
      (
        "standard input is named more than once", "'-' for one input at most",
        "Name a file or a named pipe for each other input"
      )
    case .noInput:
      ("no file was given", "at least one path", "Name the input, or `-` for standard input")
    default: nil
    }
  }

  private var phrasesOfRecords: (String, String, String)? {
    switch reason {
    case .truncatedRecord:
      (
        "the file ends inside this record", "four complete lines a read",
        "The copy was probably interrupted: copy the file again and compare checksums"
      )
    case .malformedHeader(let byte):
      (
        "the record starts with \(Self.shown(byte))", Self.expectedHeader(found: byte),
        "Check that the file is FASTQ with exactly four lines a read"
      )
    case .malformedFASTA(let byte):
      (
        "the file starts with \(Self.shown(byte))", "'>', as FASTA has it",
        "Give a FASTA file: a line with '>' and a name before each sequence"
      )
    case .malformedSeparator(let byte):
      (
        "the third line starts with \(Self.shown(byte))", "'+'",
        "FASTQ with sequences wrapped over lines is not supported: write four lines a read"
      )
    case .lengthMismatch(let sequence, let quality):
      (
        "\(sequence) bases but \(quality) quality values", "one quality value a base",
        "The file is damaged or was edited: export it again"
      )
    case .invalidBase(let byte):
      (
        "\(Self.shown(byte)) in the sequence", "letters (A, C, G, T, N or IUPAC codes) or '.'",
        "The file is damaged or not nucleotide FASTQ: export it again"
      )
    case .invalidResidue(let byte):
      (
        "\(Self.shown(byte)) in the sequence", "letters (A, C, G, T, N or IUPAC codes), '.' or '-'",
        "The file is damaged or not FASTA: remove what is no base, or export it again"
      )
    case .invalidQuality(let byte):
      (
        "\(Self.shown(byte)) in the quality line", "'!' to '~' (Phred + 33)",
        "The file is damaged or not FASTQ: export it again"
      )
    case .recordTooLong(let limit):
      (
        "a record of more than \(limit) bytes", "shorter records",
        "Check that the file is FASTQ with one newline after each of its four lines"
      )
    case .matesOutOfStep(let first, let second):
      (
        "the mates are named '\(first)' and '\(second)'", "one name for both mates of a pair",
        "Pair the files that belong together, in their original order; re-pair filtered files"
      )
    case .matesDifferInNumber(let longer):
      (
        "the file of the other mate ends here while \(longer) goes on",
        "as many records in both mate files", "Copy both files again, or re-pair filtered files"
      )
    case .laneCountsDiffer(let first, let second):
      (
        "\(first) files for the first mate but \(second) for the second",
        "as many files for both mates, in one order", "Name each lane's R1 and R2"
      )
    default: nil
    }
  }

  private var phrasesOfTables: (String, String, String)? {
    switch reason {
    case .malformedTable(let fields, let columns):
      (
        "\(fields) fields", "\(columns), as in the header",
        "Check the line for a missing or extra separator"
      )
    case .unfinishedRow(let fields, let columns):
      (
        "the file ends inside this line (\(fields) of \(columns) fields, no line end)",
        "whole lines to the end",
        "Take a whole copy of the file; if nothing is missing, end its last line"
      )
    case .missingColumn(let name, let found):
      (
        "no column '\(name)' among \(found.map { "'\($0)'" }.joined(separator: ", "))",
        "a column '\(name)' in the header", "Rename or add the column"
      )
    case .duplicateColumn(let name):
      ("two columns named '\(name)'", "unique column names", "Rename or remove one of them")
    case .malformedQuote:
      (
        "a quoted field that does not end at a separator", "RFC 4180 quoting",
        "Close the quote, and double each quote inside a quoted field"
      )
    case .malformedField(let column, let found, let expected):
      ("'\(found)' in column '\(column)'", expected, "Correct the value")
    default: nil
    }
  }

  private var phrasesOfOutput: (String, String, String) {
    switch reason {
    case .diskFull:
      (
        "the disk or the quota is full", "space for the output",
        "Free some space, then run again: nothing half-written was left"
      )
    case .outputExists:
      (
        "the output exists already", "a new or empty place",
        "Choose another output or allow replacing it with --force"
      )
    case .locked:
      (
        "another run holds the lock", "one run at a time in a folder",
        "Wait for the other run, or choose another output folder"
      )
    case .writeFailed(let code):
      (
        "writing failed (\(Self.text(of: code)))", "a writable place",
        "Check the path and its permissions"
      )
    default:
      ("an input fault", "a valid input", "Check the input")
    }
  }

  private static func expectedHeader(found byte: UInt8) -> String {
    byte == UInt8(ascii: ">") ? "'@' (this looks like FASTA, which has no qualities)" : "'@'"
  }

  private static func shown(_ byte: UInt8) -> String {
    switch byte {
    case 10: "an empty line"
    case 33...126: "'\(Character(Unicode.Scalar(byte)))'"
    default: "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }
  }

  private static func text(of code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
