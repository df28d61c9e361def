internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("FASTQ reader")
struct FASTQReaderTests {
  /// Accepted texts, each with the reads in it.
  static let texts: [(name: String, text: String, reads: [Read])] = [
    ("one read", "@a\nACGT\n+\nIIII\n", [Read("a", "ACGT", "IIII")]),
    ("no final newline", "@a\nACGT\n+\nIIII", [Read("a", "ACGT", "IIII")]),
    ("CRLF", "@a b\r\nACGT\r\n+\r\nIIII\r\n", [Read("a b", "ACGT", "IIII")]),
    ("CRLF, no final newline", "@a\r\nACGT\r\n+a\r\nIIII", [Read("a", "ACGT", "IIII")]),
    ("CRLF, cut inside the last line end", "@a\r\nAC\r\n+\r\nII\r", [Read("a", "AC", "II")]),
    (
      "CRLF but for the quality line, then blank lines", "@a\r\nAC\r\n+\nII\n\n\n",
      [Read("a", "AC", "II")]
    ),
    ("blank lines at the end", "@a\nAC\n+\nII\n\n\r\n\n", [Read("a", "AC", "II")]),
    (
      "qualities that look like headers and separators", "@a\nACGT\n+\n@+@+\n@b\nAC\n+b\n+@\n",
      [Read("a", "ACGT", "@+@+"), Read("b", "AC", "+@")]
    ),
    (
      "lower case, N, IUPAC and dot", "@a\nacgtNRYK.\n+\n!~!~!~!~!\n",
      [
        Read("a", "acgtNRYK.", "!~!~!~!~!")
      ]
    ),
    ("a read of no bases", "@a\n\n+\n\n@b\nA\n+\nI\n", [Read("a", "", ""), Read("b", "A", "I")]),
    ("an empty name", "@\nA\n+\nI\n", [Read("", "A", "I")]),
  ]

  @Test("accepted forms are read at every small buffer size", arguments: texts)
  func everyBufferSize(name: String, text: String, expected: [Read]) throws {
    let folder = try TemporaryFolder()
    let plain = try folder.write(text, to: "plain.fastq")
    let zipped = try folder.write(try folder.gzipped(Array(text.utf8)), to: "zipped")
    for size in 1...(text.utf8.count + 2) {
      let capacities = ReaderCapacities(
        input: size, chunk: size, records: 1 + size % 3, arena: size)
      #expect(try reads(of: [plain], capacities: capacities) == expected, "\(name), size \(size)")
      #expect(try reads(of: [zipped], capacities: capacities) == expected, "\(name), size \(size)")
    }
  }

  @Test("random FASTQ is read as by the naive reader", arguments: 0..<200)
  func naiveReader(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var paths: [String] = []
    var expected: [Read] = []
    for lane in 0..<Int.random(in: 1...3, using: &generator) {
      var text = RandomFASTQ.text(
        using: &generator, reads: Int.random(in: 1...25, using: &generator),
        lengths: 0...Int.random(in: 1...120, using: &generator),
        lineEnd: Bool.random(using: &generator) ? "\n" : "\r\n")
      let laneReads = NaiveFASTQ.reads(in: text)
      expected += laneReads
      // The line end of the last line can go when the read has bases.
      if Bool.random(using: &generator), laneReads.last?.sequence.isEmpty == false {
        text.unicodeScalars.removeLast()
      }
      let bytes = Array(text.utf8)
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      let content =
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes
        case 1: try folder.gzipped(bytes)
        default: try folder.gzipped(Array(bytes[..<cut])) + folder.gzipped(Array(bytes[cut...]))
        }
      paths.append(try folder.write(content, to: "lane\(lane)"))
    }
    let capacities = ReaderCapacities(
      input: Int.random(in: 1...400, using: &generator),
      chunk: Int.random(in: 1...400, using: &generator),
      records: Int.random(in: 1...30, using: &generator),
      arena: Int.random(in: 1...5_000, using: &generator))
    #expect(try reads(of: paths, capacities: capacities) == expected)
    #expect(try reads(of: paths) == expected)
  }

  @Test("reads of 20 to 100,000 bases", arguments: [20, 150, 10_000, 100_000])
  func readLengths(length: Int) throws {
    var generator = SeededGenerator(seed: UInt64(length))
    let text = RandomFASTQ.text(using: &generator, reads: 50, lengths: length...length)
    let folder = try TemporaryFolder()
    let path = try folder.write(try folder.gzipped(Array(text.utf8), level: 1), to: "long.gz")
    #expect(try reads(of: [path]) == NaiveFASTQ.reads(in: text))
  }

  @Test(
    "batches that ask for bytes by those before are read as by the naive reader", arguments: 0..<4)
  func sizesThatChange(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var (paths, expected): ([String], [Read]) = ([], [])
    // Chunks have their default size, so that lacking bytes decide what is asked for.
    for (lane, lengths) in [20...40, 2_000...4_000, 300_000...300_000, 0...60, 90...110]
      .enumerated()
    {
      let count = lengths.upperBound > 100_000 ? 2 : lengths.upperBound > 1_000 ? 150 : 2_000
      let text = RandomFASTQ.text(using: &generator, reads: count, lengths: lengths)
      expected += NaiveFASTQ.reads(in: text)
      let bytes = Array(text.utf8)
      paths.append(
        try folder.write(lane % 2 == 0 ? folder.gzipped(bytes) : bytes, to: "lane\(lane)"))
    }
    let capacities = ReaderCapacities(records: Int.random(in: 64...512, using: &generator))
    #expect(try reads(of: paths, capacities: capacities) == expected)
    var reader = try FASTQReader(paths: paths, capacities: capacities)
    var (batch, exact): (ReadBatch, [Int]) = (ReadBatch(), [])
    while try reader.next(into: &batch, exactly: 300) { exact.append(batch.count) }
    #expect(exact.dropLast().allSatisfy { $0 == 300 } && exact.reduce(0, +) == expected.count)
  }

  @Test("a batch holds a fixed number of records, fewer of long reads, over lanes")
  func batchSizes() throws {
    var generator = SeededGenerator(seed: 1)
    let folder = try TemporaryFolder()
    let lanes = try (0..<3).map {
      try folder.write(
        RandomFASTQ.text(using: &generator, reads: 10, lengths: 30...30), to: "lane\($0)")
    }
    #expect(try sizes(lanes, ReaderCapacities(records: 7)) == [7, 7, 7, 7, 2])
    // Each record takes 30 + 30 bases and qualities and about 25 bytes besides.
    let short = try sizes(lanes, ReaderCapacities(records: 7, arena: 200))
    #expect(short.reduce(0, +) == 30 && short.allSatisfy { $0 <= 3 })
    let single = try sizes(lanes, ReaderCapacities(chunk: 16, records: 7, arena: 1))
    #expect(single == Array(repeating: 1, count: 30))
  }

  private func sizes(_ paths: [String], _ capacities: ReaderCapacities) throws -> [Int] {
    var reader = try FASTQReader(paths: paths, capacities: capacities)
    var batch = ReadBatch()
    var sizes: [Int] = []
    while try reader.next(into: &batch) {
      #expect(batch.index == sizes.count)
      #expect(batch.firstRecord == sizes.reduce(0, +))
      sizes.append(batch.count)
    }
    #expect(batch.isEmpty)
    #expect(try reader.next(into: &batch) == false, "the end stays the end")
    return sizes
  }

  @Test("an exact count is given whatever the length of the reads")
  func exactCount() throws {
    var generator = SeededGenerator(seed: 2)
    let folder = try TemporaryFolder()
    let path = try folder.write(
      RandomFASTQ.text(using: &generator, reads: 20, lengths: 300...400), to: "r2")
    var reader = try FASTQReader(
      paths: [path], capacities: ReaderCapacities(chunk: 50, records: 2, arena: 10))
    var batch = ReadBatch()
    var counts: [Int] = []
    while try reader.next(into: &batch, exactly: 8) { counts.append(batch.count) }
    #expect(counts == [8, 8, 4])
  }

  @Test("a copy of a batch keeps its reads while the batch is filled again")
  func batchesAreValues() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("@a\nAC\n+\nII\n@b\nGG\n+\nJJ\n", to: "two")
    var reader = try FASTQReader(paths: [path], capacities: ReaderCapacities(records: 1))
    var batch = ReadBatch()
    #expect(try reader.next(into: &batch))
    let copy = batch
    #expect(try reader.next(into: &batch))
    #expect(copy.reads == [Read("a", "AC", "II")])
    #expect(batch.reads == [Read("b", "GG", "JJ")])
    batch.append(name: "c", sequence: "TTT", quality: "KKK")
    #expect(batch.reads == [Read("b", "GG", "JJ"), Read("c", "TTT", "KKK")])
  }

  @Test("reads appended by hand are given back")
  func appending() {
    var batch = ReadBatch()
    batch.append(name: "a", sequence: "ACGT", quality: "IIII")
    batch.append(name: "b", sequence: "", quality: "")
    #expect(batch.reads == [Read("a", "ACGT", "IIII"), Read("b", "", "")])
    #expect(batch.length(0) == 4)
    batch.removeAll()
    batch.append(name: "c", sequence: "G", quality: "J")
    #expect(batch.reads == [Read("c", "G", "J")])
  }

  @Test(
    "standard files of TestData give their reads",
    arguments: [
      ("fastq/two-reads.fastq", 2), ("fastq/two-reads-crlf.fastq", 2),
      ("fastq/two-members.fastq.gz", 2), ("fastq/blocks.fastq.bgz", 2),
      ("fastq/no-reads.fastq.gz", 0),
    ])
  func testData(path: String, count: Int) throws {
    #expect(try reads(of: [SharedData.testData(path)]).count == count)
  }

  @Test(
    "a simulated library of 100,000 reads is read whole",
    .enabled(if: SharedData.has("data/sim-trb/sim_100k.fastq.gz"), "\(SharedData.absent)"))
  func simulatedLibrary() throws {
    let source = try MateSource(first: [SharedData.path("data/sim-trb/sim_100k.fastq.gz")])
    var batch = PairedReadBatch()
    var counts: [Int: Int] = [:]
    while try source.next(into: &batch) {
      for i in batch.first.indices { counts[batch.first.length(i), default: 0] += 1 }
    }
    #expect(counts == [150: 100_000])
    #expect(source.progress.bytesConsumed == source.progress.totalBytes)
  }
}
