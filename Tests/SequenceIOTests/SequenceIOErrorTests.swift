internal import SequenceIO
internal import Testing

@Suite("Messages of errors")
struct SequenceIOErrorTests {
  static let reasons: [SequenceIOError.Reason] = [
    .cannotOpen(errno: 2), .readFailed(errno: 5), .cancelled, .emptyFile, .truncatedGzip,
    .corruptGzip(detail: "incorrect data check"), .trailingGarbage(found: 7), .truncatedRecord,
    .malformedHeader(found: 62), .malformedFASTA(found: 65), .malformedSeparator(found: 65),
    .lengthMismatch(sequence: 4, quality: 3), .invalidBase(found: 49),
    .invalidResidue(found: 50), .invalidQuality(found: 10),
    .recordTooLong(limit: 1_000), .matesOutOfStep(first: "a", second: "b"),
    .matesDifferInNumber(longer: "R1"), .laneCountsDiffer(first: 2, second: 1), .noInput,
    .standardInputTwice,
    .malformedTable(fields: 1, columns: 2), .unfinishedRow(fields: 1, columns: 2),
    .missingColumn(name: "x", found: ["a"]),
    .duplicateColumn(name: "x"), .malformedQuote,
    .malformedField(column: "day", found: "x", expected: "a number"), .writeFailed(errno: 13),
    .diskFull, .outputExists, .locked,
  ]

  @Test("every reason says where, what was found, what was expected and what to do")
  func fourParts() {
    let location = InputLocation(path: "lane1.fastq.gz", record: 12, byteOffset: 345)
    var seen: Set<String> = []
    for reason in Self.reasons {
      let error = SequenceIOError(reason, at: location)
      let parts = error.explanation
      #expect(parts.place.hasPrefix("lane1.fastq.gz, "))
      #expect(parts.place.hasSuffix(" 12 (byte 345)"))
      for part in [parts.found, parts.expected, parts.remedy] {
        #expect(part.count > 2, "\(reason)")
        #expect(!part.hasSuffix("."), "\(reason)")
      }
      #expect(parts.found != "an input fault", "\(reason) has no text of its own")
      #expect(
        error.message
          == "\(parts.place): \(parts.found); expected \(parts.expected). \(parts.remedy).")
      #expect(seen.insert(parts.found).inserted, "\(reason) has the text of another")
    }
  }

  @Test("the place says record, line, whole file or standard input")
  func place() {
    func place(_ reason: SequenceIOError.Reason, _ location: InputLocation) -> String {
      SequenceIOError(reason, at: location).explanation.place
    }
    #expect(place(.truncatedGzip, InputLocation(path: "f", record: 3)) == "f, record 3")
    #expect(place(.malformedQuote, InputLocation(path: "f", record: 3)) == "f, line 3")
    #expect(place(.emptyFile, InputLocation(path: "f")) == "f")
    #expect(place(.emptyFile, InputLocation(path: "-")) == "standard input")
  }

  @Test("a FASTA file given for FASTQ is called so")
  func fasta() {
    let error = SequenceIOError(
      .malformedHeader(found: 62), at: InputLocation(path: "f", record: 1, byteOffset: 0))
    #expect(
      error.message
        == "f, record 1 (byte 0): the record starts with '>'; expected '@' (this looks like "
        + "FASTA, which has no qualities). "
        + "Check that the file is FASTQ with exactly four lines a read.")
  }

  @Test("a byte that is no base is called a fault of the file's own format")
  func formats() {
    for (reason, format) in [
      (SequenceIOError.Reason.invalidBase(found: 49), "FASTQ"),
      (.invalidResidue(found: 49), "FASTA"),
    ] {
      let remedy = SequenceIOError(reason, at: InputLocation(path: "f")).explanation.remedy
      for name in ["FASTQ", "FASTA"] { #expect(remedy.contains(name) == (name == format)) }
    }
  }
}
