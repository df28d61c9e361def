internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("BGZF input")
struct BGZFTests {
  static let text = "@a\nACGTACGT\n+\nIIIIJJJJ\n@b x\nGGGCC\n+\nKKKKK\n@c\nTTTT\n+\n!!!!\n"
  static let capacities = [1, 3, 64, 100_000].map {
    ReaderCapacities(input: $0, chunk: $0)
  }
  let folder: TemporaryFolder
  let bgzf: BGZF
  let bytes = Array(text.utf8)
  let whole = NaiveFASTQ.reads(in: text)

  init() throws {
    folder = try TemporaryFolder()
    bgzf = BGZF(folder: folder)
  }

  private func reason(of path: String, _ capacities: ReaderCapacities) -> SequenceIOError.Reason? {
    do {
      _ = try reads(of: [path], capacities: capacities)
      return nil
    } catch {
      return (error as? SequenceIOError)?.reason
    }
  }

  @Test("blocks of any size are one text", arguments: [1, 2, 7, 22, 30, 63, 64, 1_000])
  func anyBlockSize(size: Int) throws {
    let path = try folder.write(try bgzf.file(bytes, blocksOf: size), to: "blocks.gz")
    for capacities in Self.capacities {
      #expect(try reads(of: [path], capacities: capacities) == whole)
    }
  }

  @Test("blocks, usual members and padding follow each other in any order", arguments: [1, 20, 63])
  func mixed(size: Int) throws {
    let blocks = try bgzf.file(bytes, blocksOf: size)
    let open = try bgzf.file(bytes, blocksOf: size, marksEnd: false)
    let member = try folder.gzipped(bytes)
    let padding = [UInt8](repeating: 0, count: 9)
    let files = [
      blocks + member, open + member + blocks, member + blocks, blocks + blocks + padding,
      blocks + member + padding,
    ]
    for (i, file) in files.enumerated() {
      let path = try folder.write(file, to: "mixed.gz")
      let expected = Array(repeatElement(whole, count: i == 1 ? 3 : 2).joined())
      for capacities in Self.capacities {
        #expect(try reads(of: [path], capacities: capacities) == expected, "file \(i)")
      }
    }
    let path = try folder.write(blocks + Array("rest".utf8), to: "rest.gz")
    for capacities in Self.capacities {
      #expect(reason(of: path, capacities) == .trailingGarbage(found: UInt8(ascii: "r")))
    }
  }

  @Test("a file cut at any byte is an error, or noted when whole blocks and records are left")
  func everyCut() throws {
    // The second border between blocks is also one between records.
    let parts = try [Array(bytes[..<11]), Array(bytes[11..<23]), Array(bytes[23...]), []]
      .map { try bgzf.block($0) }
    let file = Array(parts.joined())
    let borders = [parts[0].count, parts[0].count + parts[1].count, file.count - parts[3].count]
    #expect(Self.text.utf8.prefix(23).elementsEqual("@a\nACGTACGT\n+\nIIIIJJJJ\n".utf8))
    for cut in 1..<file.count {
      let path = try folder.write(Array(file[..<cut]), to: "cut.gz")
      for capacities in Self.capacities {
        let reason = reason(of: path, capacities)
        switch cut {
        case borders[0]: #expect(reason == .truncatedRecord)
        case borders[1], borders[2]: #expect(reason == nil)
        default: #expect(reason == .truncatedGzip, "cut at \(cut)")
        }
      }
    }
  }

  @Test("a missing end marker is noted, once for each file that lacks it")
  func endMarker() throws {
    let open = try bgzf.file(bytes, blocksOf: 20, marksEnd: false)
    let blocks = try bgzf.file(bytes, blocksOf: 20)
    let paths = try [
      ("open", open), ("closed", blocks), ("two", blocks + open), ("padded", open + [0, 0]),
      ("member", try folder.gzipped(bytes)), ("plain", bytes), ("empty", try bgzf.block([])),
    ].map { try folder.write($0.1, to: $0.0) }
    let source = try MateSource(first: paths)
    var batch = PairedReadBatch()
    while try source.next(into: &batch) {}
    #expect(
      source.progress.filesWithoutEndMarker
        == ["open", "padded", "two"].map { folder.path + "/" + $0 })
  }

  @Test("a flipped bit gives the same reads or an error, never fewer reads")
  func everyBitFlip() throws {
    let file = try bgzf.file(bytes, blocksOf: 24)
    var unchanged = 0
    for position in file.indices {
      for bit in [0, position % 8] {
        var damaged = file
        damaged[position] ^= 1 << UInt8(bit)
        let path = try folder.write(damaged, to: "flipped.gz")
        guard let found = try? reads(of: [path]) else { continue }
        #expect(found == whole, "bit \(bit) of byte \(position)")
        unchanged += 1
      }
    }
    // As in usual gzip, time, extra flags and operating system carry no content, nor does the
    // subfield when zlib then reads the block as a usual member.
    #expect(unchanged > 8 * 4)
  }

  @Test("a wrong CRC or length is an error after the last good record", arguments: [5, 8, 1, 4])
  func wrongTrailer(back: Int) throws {
    var generator = SeededGenerator(seed: 6)
    let text = RandomFASTQ.text(using: &generator, reads: 1_200, lengths: 100...100)
    let all = NaiveFASTQ.reads(in: text)
    let content = Array(text.utf8)
    let size = 10_000
    var blocks = try stride(from: 0, to: content.count, by: size).map {
      try bgzf.block(Array(content[$0..<min(content.count, $0 + size)]))
    }
    let broken = 20
    blocks[broken][blocks[broken].count - back] ^= 1
    let path = try folder.write(Array(blocks.joined()), to: "damaged.gz")
    for blocksOfPiece in [1, 3] {
      var reader = try FASTQReader(
        paths: [path], capacities: ReaderCapacities(chunk: blocksOfPiece * 65_536, records: 1))
      var batch = ReadBatch()
      var found: [Read] = []
      let error = #expect(throws: SequenceIOError.self) {
        while try reader.next(into: &batch) { found += batch.reads }
      }
      if case .corruptGzip = error?.reason {} else { Issue.record("\(String(describing: error))") }
      #expect(all.starts(with: found))
      // A wrong length of the content may be too large for a block: then it is read as a member.
      let good = NaiveFASTQ.reads(in: String(decoding: content[..<(broken * size)], as: UTF8.self))
      #expect(found.count >= good.count - 1)
      #expect(error?.location.record == found.count + 1)
    }
  }

  @Test("a wrong block size gives the same reads or an error", arguments: [-9, -1, 1, 7])
  func wrongSize(by difference: Int) throws {
    var file = try bgzf.file(bytes, blocksOf: 24)
    file[16] = UInt8(Int(file[16]) + difference)
    let path = try folder.write(file, to: "size.gz")
    for capacities in Self.capacities where reason(of: path, capacities) == nil {
      #expect(try reads(of: [path], capacities: capacities) == whole)
    }
  }

  @Test("any number of workers pulls the same reads, also of mates", arguments: [1, 2, 4])
  func workers(count: Int) async throws {
    var generator = SeededGenerator(seed: 7)
    let lanes = (0..<2).map { lane in
      ["1", "2"].map {
        RandomFASTQ.text(
          using: &generator, reads: 600, lengths: 90...110, mate: " \($0)", prefix: "l\(lane)")
      }
    }
    let paths = try (0..<2).map { mate in
      try lanes.enumerated().map { i, texts in
        try folder.write(
          try bgzf.file(Array(texts[mate].utf8), blocksOf: 1_500), to: "\(i)_\(mate)")
      }
    }
    let expected = (0..<2).map { mate in lanes.flatMap { NaiveFASTQ.reads(in: $0[mate]) } }
    for isPaired in [false, true] {
      let source = try MateSource(
        first: paths[0], second: isPaired ? paths[1] : [],
        capacities: ReaderCapacities(input: 9_000, records: 20))
      let batches = try await withThrowingTaskGroup(of: [Int: PairedReadBatch].self) { group in
        for _ in 0..<count {
          group.addTask {
            var batch = PairedReadBatch()
            var batches: [Int: PairedReadBatch] = [:]
            while try source.next(into: &batch) { batches[batch.index] = batch }
            return batches
          }
        }
        var all: [Int: PairedReadBatch] = [:]
        for try await part in group { all.merge(part) { first, _ in first } }
        return all
      }
      let ordered = batches.sorted { $0.key < $1.key }.map(\.value)
      #expect(ordered.flatMap(\.first.reads) == expected[0])
      if isPaired { #expect(ordered.flatMap(\.second.reads) == expected[1]) }
      #expect(source.progress.bytesConsumed == source.progress.totalBytes)
      #expect(source.progress.filesWithoutEndMarker.isEmpty)
    }
  }
}
