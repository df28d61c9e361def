internal import Foundation
internal import Germline
internal import SequenceIO
internal import TestSupport
internal import Testing

@testable import RepertoirePipeline

/// Reads from a pipe are looked at for advice as those of a file are, though they go by once.
@Suite("Reads from pipes")
struct PipedReadsTests {
  /// The quality account of files at one thread, and of pipes with the same bytes at several.
  private static func expectSame(
    _ r1: [String], _ r2: [String], kit: String, told code: String
  ) async throws {
    var settings = AnalysisSettings()
    settings.threads = 1
    let file = try await report(r1, r2, kit, settings)
    #expect(file.quality.given.contains { $0.code == code }, "\(file.quality.given)")
    for (threads, batchSize) in [(1, 512), (2, 37), (4, 100)] {
      settings.threads = threads
      settings.batchSize = batchSize
      let folder = try SheetFolder()
      let pipes = try (r1 + r2).enumerated().map { number, path in
        try pipe(of: path, at: folder.path + "/pipe\(number)")
      }
      let piped = try await report(
        Array(pipes.prefix(r1.count)), Array(pipes.dropFirst(r1.count)), kit, settings)
      #expect(piped.text == file.text, "\(threads) threads, batches of \(batchSize)")
    }
  }

  /// The quality account, and the text of its file.
  private static func report(
    _ r1: [String], _ r2: [String], _ kit: String, _ settings: AnalysisSettings
  ) async throws -> (quality: SampleQuality, text: String) {
    let folder = try SheetFolder()
    let plan = try SamplePlan.ofReads(sampleID: "a", r1: r1, r2: r2, kit: kit, settings: settings)
    let outcome = try await SampleRun(plan: plan, path: folder.path + "/a") { _, _ in }.run()
    return (
      outcome.quality, try String(contentsOfFile: folder.path + "/a/a.qc.json", encoding: .utf8)
    )
  }

  /// A named pipe that gives the bytes of a file once.
  private static func pipe(of path: String, at pipe: String) throws -> String {
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // In a thread of its own: opening waits for the reader.
    Thread.detachNewThread {
      guard let writer = FileHandle(forWritingAtPath: pipe) else { return }
      try? writer.write(contentsOf: bytes)
      try? writer.close()
    }
    return pipe
  }

  @Test("identifiers that the kit does not use, over two lanes")
  func identifiers() async throws {
    let folder = try SheetFolder()
    let kit = try KitLibrary.kit("nebnext-tcr", at: "test")
    var lanes: (r1: [String], r2: [String]) = ([], [])
    for seed: UInt64 in [1, 2] {
      let lane = try SheetFolder()
      let (r1, r2) = try BuiltLibrary(kit, fragments: 150, seed: seed).write(to: lane)
      lanes.r1.append(
        try folder.write("r1.\(seed).fastq", String(contentsOfFile: r1[0], encoding: .utf8)))
      lanes.r2.append(
        try folder.write("r2.\(seed).fastq", String(contentsOfFile: r2[0], encoding: .utf8)))
    }
    try await Self.expectSame(
      lanes.r1, lanes.r2, kit: "generic-amplicon", told: "unused_identifier")
  }

  @Test("another species")
  func species() async throws {
    let folder = try SheetFolder()
    let kit = try KitLibrary.kit("biomed2-tcr", at: "test")
    let reads =
      BuiltLibrary(kit, isForward: true, isPaired: false).reads
      + BuiltLibrary(kit, isForward: true, fragments: 120, species: .mouse, isPaired: false).reads
    let path = try folder.writeReads(
      reads.map { String(decoding: $0.first, as: UTF8.self) }, to: "reads.fastq")
    try await Self.expectSame([path], [], kit: "generic-amplicon", told: "mixed_species")
  }

  @Test(
    "of more reads the first ones are kept, handed in in any order",
    arguments: [
      (10_000, 4, 10_000), (10_001, 4, 10_000), (23_456, 4, 10_000), (777, 4, 777), (0, 4, 0),
      // None behind 8 Mi bases.
      (200, 100_000, 84), (700, 11_999, 700),
    ])
  func keeper(reads: Int, length: Int, expected: Int) throws {
    let folder = try SheetFolder()
    let bases = String(repeating: "ACGT", count: length).prefix(length)
    let qualities = String(repeating: "I", count: length)
    let lanes = try [0..<reads / 3, reads / 3..<reads].map { numbers in
      try folder.write(
        "\(numbers).fastq", numbers.map { "@\($0)\n\(bases)\n+\n\(qualities)\n" }.joined())
    }
    let whole = reads > 0 ? try ReadSample(r1: lanes, r2: [], atMost: .max) : nil
    var random = SeededGenerator(seed: UInt64(reads))
    let keeper = StartKeeper(isPaired: false)
    for batch in (whole?.batches ?? []).shuffled(using: &random) { keeper.add(batch) }
    var names: [String] = []
    keeper.sample.forEach { batch, i in
      let name = batch.first.name(i)
      names.append(String(decoding: name.indices.map { name[$0] }, as: UTF8.self))
    }
    #expect(names == (0..<expected).map(String.init))
    guard reads > 0 else { return }
    let again = try ReadSample(
      r1: lanes, r2: [], atMost: StartKeeper.reads, bases: StartKeeper.bases)
    #expect(again.count == expected)
  }

  @Test("a kit that the reads contradict")
  func kit() async throws {
    let folder = try SheetFolder()
    let library = BuiltLibrary(
      try KitLibrary.kit("lymphotrack-trb", at: "test"), isForward: true)
    let (r1, r2) = try library.write(to: folder)
    try await Self.expectSame(r1, r2, kit: "lymphotrack-trg", told: "wrong_kit")
  }
}
