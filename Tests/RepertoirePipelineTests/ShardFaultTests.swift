import SequenceIO
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Shards that cannot be merged")
struct ShardFaultTests {
  private static func shards(count: Int = 3) async throws -> ShardFiles {
    let reads = try await AnalyzedReads(
      Array(ShardReads.single(seed: 5).prefix(120)), kit: "generic-amplicon")
    return try await ShardFiles(of: reads, count: count)
  }

  private static func fault(
    of shards: ShardFiles, _ paths: [String], _ status: RepertoirePipeline.ExitStatus,
    _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    do {
      let results = try await shards.merged(paths)
      Issue.record("merged into \(results.folder)", sourceLocation: sourceLocation)
    } catch {
      let text = Fault.all(of: error).map(\.message).joined(separator: "\n")
      #expect(
        RepertoirePipeline.ExitStatus(of: error) == status, "\(text)",
        sourceLocation: sourceLocation)
      for word in words {
        #expect(text.contains(word), "\(text)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test("a missing shard is named, with the command that makes it")
  func missing() async throws {
    let shards = try await Self.shards()
    try await Self.fault(
      of: shards, [shards.paths[0], shards.paths[2]], .inputMissing, "2 of 3 shards",
      "lacks 2/3", "--shard 2/3")
    try await Self.fault(of: shards, ["/absent.shard"], .inputMissing, "/absent.shard")
    try await Self.fault(of: shards, [], .usage, "no file")
  }

  @Test("a shard that is there twice is refused, by name or as a copy")
  func twice() async throws {
    let shards = try await Self.shards()
    try await Self.fault(
      of: shards, shards.paths + [shards.paths[1]], .usage, "shard 2/3 a second time")
    let copy = try shards.write("copy", WholeFile.read(shards.paths[2]))
    try await Self.fault(of: shards, shards.paths + [copy], .usage, "3/3 a second time", copy)
  }

  @Test("shards of other samples, settings, inputs or numbers are refused with what differs")
  func mixed() async throws {
    let reads = try await AnalyzedReads(
      Array(ShardReads.single(seed: 5).prefix(120)), kit: "generic-amplicon")
    let shards = try await ShardFiles(of: reads, count: 2)
    let loci = try await ShardFiles(
      of: reads, count: 2, settings: AnalysisSettings(loci: [.trb, .tra]))
    let sample = try await ShardFiles(of: reads, count: 2, sample: "other")
    let kit = try await ShardFiles(of: reads, count: 2, kit: "generic-rnaseq")
    let number = try await ShardFiles(of: reads, count: 3)
    let other = try await AnalyzedReads(
      Array(ShardReads.single(seed: 6).prefix(120)), kit: "generic-amplicon")
    let input = try await ShardFiles(of: other, count: 2)
    for (mixed, word) in [
      (loci, "--loci: TRA,TRB"), (sample, "sample: 'other'"), (kit, "--kit: generic-rnaseq"),
      (number, "number of shards: 3"), (input, "inputs: SHA-256"),
    ] {
      try await Self.fault(
        of: shards, [shards.paths[0], mixed.paths[1]], .usage, word, "made by one command")
    }
  }

  @Test("files that are no shards, and shards of other versions, are told apart")
  func strange() async throws {
    let shards = try await Self.shards(count: 1)
    for bytes in [Array("text".utf8), GzipMember.compressed(Array("other text, long".utf8))] {
      try await Self.fault(
        of: shards, [try shards.write("strange", bytes)], .badData, "is no shard")
    }
    try await Self.fault(of: shards, [try shards.write("empty", [])], .badData, "an empty file")
    var plain: [UInt8] = []
    var reader = try GzipReader(path: shards.paths[0])
    while !(try reader.isAtEnd()) { try reader.read(1, into: &plain) }
    let own = Array("\"programVersion\":\"\(Version.program)\"".utf8)
    let at = try #require(
      plain.indices.dropLast(own.count).first { plain[$0..<$0 + own.count].elementsEqual(own) })
    plain[at + own.count - 2] = UInt8(ascii: "x")
    try await Self.fault(
      of: shards, [try shards.write("old", GzipMember.compressed(plain))], .badData,
      "expected one of this program", "Merge with the program that made the shards")
  }

  @Test("damage anywhere is found, or changes no byte; so does every early end")
  func damage() async throws {
    let shards = try await Self.shards(count: 1)
    let whole = try WholeFile.read(shards.paths[0])
    let expected = try await shards.merged().bytes("clonotypes.tsv")
    var random = SeededGenerator(seed: 1)
    var found = 0
    for trial in 0..<60 {
      var bytes = whole
      if trial < 40 {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      } else {
        bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
      }
      let path = try shards.write("damaged", bytes)
      do {
        let results = try await shards.merged([path])
        // Some bits of a gzip header mean nothing.
        #expect(try results.bytes("clonotypes.tsv") == expected && trial < 40)
      } catch {
        found += 1
        #expect(
          RepertoirePipeline.ExitStatus(of: error) == .badData,
          "\(Fault.all(of: error).map(\.message))")
      }
    }
    #expect(found >= 55)
    try await Self.fault(
      of: shards, [try shards.write("longer", whole + [7])], .badData, "behind the end")
  }

  @Test("a damaged head that reads as another kit, sample or share is told as damage")
  func damagedHead() async throws {
    let shards = try await Self.shards(count: 2)
    var plain: [UInt8] = []
    var reader = try GzipReader(path: shards.paths[0])
    while !(try reader.isAtEnd()) { try reader.read(1, into: &plain) }
    // Stored, not compressed, so that a changed byte is one of the head (RFC 1951, 3.2.4).
    var stored: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    for start in stride(from: 0, to: plain.count, by: 60_000) {
      let block = plain[start..<min(plain.count, start + 60_000)]
      let size = UInt16(block.count)
      stored.append(block.endIndex == plain.count ? 1 : 0)
      for word in [size, ~size] { stored += [UInt8(word & 255), UInt8(word >> 8)] }
      stored += block
    }
    // The checksum and length of these bytes.
    stored += GzipMember.compressed(plain).suffix(8)
    _ = try await shards.merged([try shards.write("stored", stored), shards.paths[1]])
    for word in ["generic-amplicon", "\"sampleID\":\"", "\"shards\":"] {
      let own = Array(word.utf8)
      let at = try #require(
        stored.indices.dropLast(own.count).first { stored[$0..<$0 + own.count].elementsEqual(own) })
      var bytes = stored
      bytes[at + own.count - (word.hasSuffix("n") ? 2 : -1)] ^= 1
      try await Self.fault(
        of: shards, [try shards.write("damaged", bytes), shards.paths[1]], .badData,
        "a damaged shard")
    }
  }

  @Test("numbers that contradict each other end in a message, never in a crash")
  func forged() async throws {
    let shards = try await Self.shards(count: 1)
    var plain: [UInt8] = []
    var reader = try GzipReader(path: shards.paths[0])
    while !(try reader.isAtEnd()) { try reader.read(1, into: &plain) }
    var random = SeededGenerator(seed: 2)
    var refused = 0
    for _ in 0..<150 {
      var bytes = plain
      let at = Int.random(in: ShardWriter.start.count..<bytes.count, using: &random)
      bytes[at] = UInt8.random(in: 0...255, using: &random)
      // The checksum is right: a forged file, not a damaged one.
      let path = try shards.write("forged", GzipMember.compressed(bytes, level: 1))
      do {
        _ = try await shards.merged([path])
      } catch {
        refused += 1
        #expect(
          RepertoirePipeline.ExitStatus(of: error) != .internalFault,
          "\(Fault.all(of: error).map(\.message))")
      }
    }
    #expect(refused > 20)
  }

  @Test("an interrupted merge leaves nothing under the sample's name")
  func interrupted() async throws {
    let shards = try await Self.shards()
    let output = shards.paths[0] + ".results"
    let task = Task {
      try await MergeRun(
        shards: shards.paths, output: output, threads: 1, memory: 1 << 30, force: false,
        log: RunLog(isQuiet: true)
      ).run()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(!FileTree.exists(output + "/samples/s"))
  }

  @Test("a pipe cannot be parted: 64")
  func pipe() throws {
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: ["-"], r2: [], kit: "generic-amplicon", settings: AnalysisSettings())
    #expect {
      _ = try ShardRun(
        plan: plan, share: .all, output: "/absent", force: false, log: RunLog(isQuiet: true))
    } throws: { error in
      (error as? PipelineError)?.status == .usage && "\(error)".contains("a pipe")
    }
  }
}
