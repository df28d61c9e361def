internal import SequenceIO
internal import Testing

@Suite("FASTQ faults")
struct FASTQFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var reason: SequenceIOError.Reason
    var record: Int
    var byte: Int?

    init(
      _ name: String, _ text: String, _ reason: SequenceIOError.Reason, record: Int, byte: Int?
    ) {
      testDescription = name
      self.text = text
      self.reason = reason
      self.record = record
      self.byte = byte
    }
  }

  static let good = "@a\nACGT\n+\nIIII\n"  // 15 bytes
  static let cases = [
    Case("no header", "ACGT\n", .malformedHeader(found: 65), record: 1, byte: 0),
    Case("FASTA", ">a\nACGT\n", .malformedHeader(found: 62), record: 1, byte: 0),
    Case("second header", good + "b\nA\n+\nI\n", .malformedHeader(found: 98), record: 2, byte: 15),
    Case(
      "blank line between reads", good + "\n" + good, .malformedHeader(found: 10), record: 2,
      byte: 15),
    Case("blank line first", "\n" + good, .malformedHeader(found: 10), record: 1, byte: 0),
    Case(
      "sequence on two lines", "@a\nACGT\nACGT\n+\nIIIIIIII\n", .malformedSeparator(found: 65),
      record: 1, byte: 8),
    Case(
      "quality too short", good + "@b\nACGT\n+\nIII\n" + good,
      .lengthMismatch(sequence: 4, quality: 3), record: 2, byte: 15),
    Case(
      "quality too long", good + "@b\nACGT\n+\nIIIII\n",
      .lengthMismatch(sequence: 4, quality: 5), record: 2, byte: 15),
    Case(
      "short quality whose length meets a later line end", "@b\nACGTACGT\n+\nII\n@x\nA\n+\nI\n",
      .lengthMismatch(sequence: 8, quality: 2), record: 1, byte: 0),
    Case(
      "digit in the sequence", "@a\nAC1T\n+\nIIII\n", .invalidBase(found: 49), record: 1, byte: 5),
    Case(
      "space in the sequence", "@a\nAC T\n+\nIIII\n", .invalidBase(found: 32), record: 1, byte: 5),
    Case("at sign as base", "@a\nAC@T\n+\nIIII\n", .invalidBase(found: 64), record: 1, byte: 5),
    Case("bracket as base", "@a\nAC[T\n+\nIIII\n", .invalidBase(found: 91), record: 1, byte: 5),
    Case("brace as base", "@a\nAC{T\n+\nIIII\n", .invalidBase(found: 123), record: 1, byte: 5),
    Case(
      "space as quality", "@a\nACGT\n+\nI II\n", .invalidQuality(found: 32), record: 1, byte: 11),
    Case(
      "delete as quality", "@a\nACGT\n+\nI\u{7F}II\n", .invalidQuality(found: 127), record: 1,
      byte: 11),
    Case("only a header", good + "@b\n", .truncatedRecord, record: 2, byte: 15),
    Case("no separator", good + "@b\nACGT\n", .truncatedRecord, record: 2, byte: 15),
    Case("no quality", good + "@b\nACGT\n+\n", .truncatedRecord, record: 2, byte: 15),
    Case("part of the quality", good + "@b\nACGT\n+\nII", .truncatedRecord, record: 2, byte: 15),
    Case("0 bytes", "", .emptyFile, record: 0, byte: nil),
  ]

  @Test("a fault names its file, record and byte at every buffer size", arguments: cases)
  func faults(_ fault: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(fault.text, to: "bad.fastq")
    let expected = SequenceIOError(
      fault.reason, at: InputLocation(path: path, record: fault.record, byteOffset: fault.byte))
    for size in 1...(fault.text.utf8.count + 2) {
      let capacities = ReaderCapacities(input: size, chunk: size, records: 3)
      #expect(throws: expected, "size \(size)") { try reads(of: [path], capacities: capacities) }
    }
  }

  @Test("every cut of a plain file gives a prefix of its reads or an error")
  func everyCut() throws {
    let folder = try TemporaryFolder()
    let text = "@a\nACGT\n+\nIIII\n@b x\nGGG\n+\nJJJ\n"
    let whole = NaiveFASTQ.reads(in: text)
    for cut in 1..<text.utf8.count {
      let path = try folder.write(Array(text.utf8.prefix(cut)), to: "cut")
      if let found = try? reads(of: [path]) {
        // A plain file can be cut unseen only between reads, or before its last line end.
        #expect(cut == 14 || cut == 15 || cut == text.utf8.count - 1, "cut at \(cut)")
        #expect(found == Array(whole.prefix(found.count)))
      }
    }
  }

  @Test("a fault in a later lane names that lane and counts its records from 1")
  func laterLane() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write(Self.good + Self.good, to: "first")
    let second = try folder.write(Self.good + "x", to: "second")
    for records in 1...4 {
      let expected = SequenceIOError(
        .malformedHeader(found: 120),
        at: InputLocation(path: second, record: 2, byteOffset: 15))
      #expect(throws: expected) {
        try reads(of: [first, second], capacities: ReaderCapacities(records: records))
      }
    }
  }

  @Test("an error is thrown again at each later call")
  func stickyError() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.good + "x", to: "bad")
    var reader = try FASTQReader(paths: [path])
    var batch = ReadBatch()
    let expected = SequenceIOError(
      .malformedHeader(found: 120), at: InputLocation(path: path, record: 2, byteOffset: 15))
    for _ in 0..<3 {
      do {
        _ = try reader.next(into: &batch)
        Issue.record("the fault was not thrown")
      } catch {
        #expect(error == expected)
      }
    }
  }

  @Test("a record above the limit is an error, not a growing buffer")
  func recordTooLong() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("@a\n" + String(repeating: "A", count: 5_000), to: "endless")
    #expect(
      throws: SequenceIOError(
        .recordTooLong(limit: 1_000), at: InputLocation(path: path, record: 1, byteOffset: 0))
    ) {
      try reads(of: [path], capacities: ReaderCapacities(chunk: 100, record: 1_000))
    }
  }

  @Test("a missing file, a folder and no file at all are errors when the reader is made")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(Self.good, to: "good")
    let missing = folder.path + "/missing"
    #expect(throws: SequenceIOError(.cannotOpen(errno: 2), at: InputLocation(path: missing))) {
      _ = try FASTQReader(paths: [good, missing])
    }
    #expect(throws: SequenceIOError(.cannotOpen(errno: 21), at: InputLocation(path: folder.path))) {
      _ = try FASTQReader(paths: [folder.path])
    }
    #expect(throws: SequenceIOError.self) { _ = try FASTQReader(paths: []) }
  }
}
