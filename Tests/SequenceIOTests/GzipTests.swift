internal import Glibc
internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("Gzip input")
struct GzipTests {
  static let text = "@a\nACGTACGT\n+\nIIIIJJJJ\n@b x\nGGGCC\n+\nKKKKK\n@c\nTTTT\n+\n!!!!\n"
  let folder: TemporaryFolder
  let whole = NaiveFASTQ.reads(in: text)
  let bytes = Array(text.utf8)

  init() throws { folder = try TemporaryFolder() }

  @Test("two members are one text, wherever the text is cut")
  func everySplit() throws {
    for cut in 0...bytes.count {
      let members = try folder.gzipped(Array(bytes[..<cut])) + folder.gzipped(Array(bytes[cut...]))
      let path = try folder.write(members, to: "members.gz")
      #expect(try reads(of: [path]) == whole)
      #expect(try reads(of: [path], capacities: ReaderCapacities(input: 7, chunk: 5)) == whole)
    }
  }

  @Test("a gzip file cut at any byte is an error at every buffer size")
  func everyCut() throws {
    let zipped = try folder.gzipped(bytes)
    for cut in 0..<zipped.count {
      let path = try folder.write(Array(zipped[..<cut]), to: "cut.gz")
      for size in [1, 3, 64, 100_000] {
        let error = #expect(throws: SequenceIOError.self, "cut at \(cut)") {
          try reads(of: [path], capacities: ReaderCapacities(input: size, chunk: size))
        }
        #expect(error?.reason == (cut == 0 ? .emptyFile : .truncatedGzip), "cut at \(cut)")
        if cut > 0 { #expect((1...4).contains(error?.location.record ?? 0)) }
      }
    }
  }

  @Test("the error of a cut file names the record after the last whole one")
  func recordOfCut() throws {
    var generator = SeededGenerator(seed: 3)
    let text = RandomFASTQ.text(using: &generator, reads: 2_000, lengths: 100...100)
    let zipped = try folder.gzipped(Array(text.utf8))
    let path = try folder.write(Array(zipped[..<(zipped.count / 2)]), to: "half.gz")
    let error = #expect(throws: SequenceIOError.self) { try reads(of: [path]) }
    #expect(error?.reason == .truncatedGzip)
    let record = error?.location.record ?? 0
    #expect((900...1_100).contains(record), "half of the bytes are about half of the reads")
  }

  @Test("a flipped bit gives the same reads or an error, never fewer reads")
  func everyBitFlip() throws {
    let zipped = try folder.gzipped(bytes)
    var unchanged = 0
    for position in zipped.indices {
      for bit in 0..<8 {
        var damaged = zipped
        damaged[position] ^= 1 << UInt8(bit)
        let path = try folder.write(damaged, to: "flipped.gz")
        if let found = try? reads(of: [path]) {
          #expect(found == whole, "bit \(bit) of byte \(position)")
          unchanged += 1
        }
      }
    }
    // Time (4 bytes), extra flags, operating system and the text flag carry no content.
    #expect(unchanged >= 48 && unchanged <= 50)
  }

  @Test("the truncated file of TestData is an error that names its record")
  func truncatedTestData() throws {
    let error = #expect(throws: SequenceIOError.self) {
      try reads(of: [SharedData.testData("fastq/truncated.fastq.gz")])
    }
    #expect(error?.reason == .truncatedGzip)
    #expect((error?.location.record ?? 0) >= 1)
  }

  @Test("zero padding at the end is accepted, at every buffer size", arguments: [1, 2, 3, 600])
  func zeroPadding(padding: Int) throws {
    let zipped = try folder.gzipped(bytes) + Array(repeating: 0, count: padding)
    let path = try folder.write(zipped, to: "padded.gz")
    for size in [1, 2, 50, 100_000] {
      #expect(try reads(of: [path], capacities: ReaderCapacities(input: size)) == whole)
    }
  }

  @Test(
    "bytes after the last member are an error",
    arguments: [
      ([65], 65), ([0, 0, 66], 66), ([0x42, 0x8B], 0x42),
    ] as [([UInt8], UInt8)])
  func trailingGarbage(rest: [UInt8], found: UInt8) throws {
    let path = try folder.write(try folder.gzipped(bytes) + rest, to: "garbage.gz")
    for size in [1, 2, 50, 100_000] {
      let error = #expect(throws: SequenceIOError.self) {
        try reads(of: [path], capacities: ReaderCapacities(input: size))
      }
      #expect(error?.reason == .trailingGarbage(found: found))
    }
  }

  @Test("a gzip file of nothing is valid and has no reads")
  func emptyMember() throws {
    let path = try folder.write(try folder.gzipped([]), to: "empty.gz")
    #expect(try reads(of: [path]).isEmpty)
    let path2 = try folder.write(
      try folder.gzipped([]) + folder.gzipped(bytes) + folder.gzipped([]), to: "around.gz")
    #expect(try reads(of: [path2]) == whole)
  }

  @Test("a named pipe is read, byte by byte, plain and gzip", arguments: [false, true])
  func namedPipe(isGzip: Bool) throws {
    let pipe = folder.path + "/pipe-\(isGzip)"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let content = isGzip ? try folder.gzipped(bytes) : bytes
    let source = try folder.write(content, to: "pipe-content")
    // A process of its own in the background: opening a pipe waits for its other end.
    let loop = "i=0; while [ $i -lt \(content.count) ]; do"
    let copy = "dd if=\(source) bs=1 skip=$i count=1; i=$((i+1)); done"
    #expect(unsafe system("{ \(loop) \(copy); } > \(pipe) 2> /dev/null &") == 0)
    #expect(try reads(of: [pipe]) == whole)
  }

  @Test("the writer's bytes depend on the content alone")
  func deterministicWriter() throws {
    let once = try folder.gzipped(bytes)
    #expect(try folder.gzipped(bytes) == once)
    #expect(Array(once[..<10]) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
  }

  @Test("large content is written and read back whole")
  func largeContent() throws {
    var generator = SeededGenerator(seed: 4)
    let text = RandomFASTQ.text(using: &generator, reads: 8_000, lengths: 150...150)
    let path = folder.path + "/large.gz"
    var writer = try GzipWriter(path: path, level: 1)
    for start in stride(from: 0, to: text.utf8.count, by: 1_000_003) {
      try writer.write(Array(text.utf8.dropFirst(start).prefix(1_000_003)))
    }
    try writer.finish()
    #expect(try reads(of: [path]) == NaiveFASTQ.reads(in: text))
  }
}
