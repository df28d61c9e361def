internal import SequenceIO
internal import Testing

@Suite("FASTA reader")
struct FASTAReaderTests {
  static let texts: [(String, [FASTARecord])] = [
    (
      ">a b\nACGT\nAC\n\n>c\n.-*n\n",
      [
        FASTARecord(name: "a b", sequence: Array("ACGTAC".utf8)),
        FASTARecord(name: "c", sequence: Array(".-*n".utf8)),
      ]
    ),
    (">a\r\nAC\r\nGT", [FASTARecord(name: "a", sequence: Array("ACGT".utf8))]),
    (
      ">a\n>b\nA\n",
      [
        FASTARecord(name: "a", sequence: []), FASTARecord(name: "b", sequence: [65]),
      ]
    ),
    ("\n", []),
  ]

  @Test("wrapped lines, CRLF and empty sequences, at every buffer size", arguments: texts)
  func forms(text: String, expected: [FASTARecord]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "germline.fasta")
    for size in 1...(text.utf8.count + 2) {
      var reader = try FASTAReader(
        path: path, capacities: ReaderCapacities(input: size, chunk: size))
      var records: [FASTARecord] = []
      while let record = try reader.next() { records.append(record) }
      #expect(records == expected, "size \(size)")
    }
    #expect(try FASTAReader.records(path: path) == expected)
  }

  static let faults: [(String, SequenceIOError.Reason, Int, Int)] = [
    ("ACGT\n", .malformedFASTA(found: 65), 1, 0),
    (">a\nAC1\n", .invalidResidue(found: 49), 1, 5),
    (">a\nAC\n>b\nA C\n", .invalidResidue(found: 32), 2, 10),
  ]

  @Test("faults name record and byte", arguments: faults)
  func fault(text: String, reason: SequenceIOError.Reason, record: Int, byte: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "bad.fasta")
    let expected = SequenceIOError(
      reason, at: InputLocation(path: path, record: record, byteOffset: byte))
    #expect(throws: expected) { try FASTAReader.records(path: path) }
  }
}
