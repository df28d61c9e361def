internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("Mate source")
struct MateSourceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Random lanes of both mates with one name a pair, and all reads in order.
  private func library(
    seed: UInt64, lanes: Int, readsPerLane: Int
  ) throws -> (paths: (first: [String], second: [String]), reads: [(Read, Read)]) {
    var generator = SeededGenerator(seed: seed)
    var paths: (first: [String], second: [String]) = ([], [])
    var reads: [(Read, Read)] = []
    for lane in 0..<lanes {
      let texts = [" 1:N:0", " 2:N:0"].map {
        RandomFASTQ.text(
          using: &generator, reads: readsPerLane, lengths: 20...90, mate: $0, prefix: "lane\(lane)")
      }
      paths.first.append(
        try folder.write(try folder.gzipped(Array(texts[0].utf8)), to: "l\(lane)_R1.gz"))
      paths.second.append(try folder.write(texts[1], to: "l\(lane)_R2"))
      reads += zip(NaiveFASTQ.reads(in: texts[0]), NaiveFASTQ.reads(in: texts[1]))
    }
    return (paths, reads)
  }

  /// What `workers` tasks together pull from a source, by batch index.
  private func pull(
    from source: MateSource, workers: Int
  ) async throws -> [Int: [(Read, Read?)]] {
    try await withThrowingTaskGroup(of: [Int: [(Read, Read?)]].self) { group in
      for _ in 0..<workers {
        group.addTask {
          var batch = PairedReadBatch()
          var pulled: [Int: [(Read, Read?)]] = [:]
          var last = -1
          while try source.next(into: &batch) {
            #expect(batch.index > last, "a worker's batches come in rising order")
            last = batch.index
            #expect(batch.isPaired == source.isPaired)
            let mates = batch.second.reads.map(Optional.some)
            let blanks = [Read?](repeating: nil, count: batch.count)
            pulled[batch.index] = Array(zip(batch.first.reads, batch.isPaired ? mates : blanks))
            await Task.yield()
          }
          return pulled
        }
      }
      var all: [Int: [(Read, Read?)]] = [:]
      for try await part in group {
        all.merge(part) { first, _ in
          Issue.record("a batch was given twice")
          return first
        }
      }
      return all
    }
  }

  @Test("pairs are conserved and in step over any number of workers", arguments: [1, 2, 4])
  func pairsAreConserved(workers: Int) async throws {
    for seed in 0..<5 as Range<UInt64> {
      let (paths, expected) = try library(seed: seed, lanes: 3, readsPerLane: 60)
      let capacities = ReaderCapacities(input: 97, chunk: 61, records: 7, arena: 1_000)
      let source = try MateSource(
        first: paths.first, second: paths.second, capacities: capacities)
      let pulled = try await pull(from: source, workers: workers)
      #expect(pulled.keys.sorted() == Array(0..<pulled.count))
      let all = pulled.sorted { $0.key < $1.key }.flatMap(\.value)
      #expect(all.map(\.0) == expected.map(\.0))
      #expect(all.compactMap(\.1) == expected.map(\.1))
      #expect(source.progress.bytesConsumed == source.progress.totalBytes)
    }
  }

  @Test("single reads are conserved over any number of workers", arguments: [1, 2, 4])
  func readsAreConserved(workers: Int) async throws {
    let (paths, expected) = try library(seed: 9, lanes: 2, readsPerLane: 150)
    let source = try MateSource(
      first: paths.first, capacities: ReaderCapacities(input: 200, chunk: 100, records: 4))
    let pulled = try await pull(from: source, workers: workers)
    #expect(pulled.keys.sorted() == Array(0..<75))
    #expect(pulled.sorted { $0.key < $1.key }.flatMap(\.value).map(\.0) == expected.map(\.0))
  }

  private func fastq(_ names: [String]) -> String {
    names.map { "@\($0)\nACGT\n+\nIIII\n" }.joined()
  }

  private func failure(first: [String], second: [String], workers: Int) async throws
    -> SequenceIOError?
  {
    let paths = try [first, second].enumerated().map {
      try folder.write(fastq($1), to: "R\($0 + 1)")
    }
    let source = try MateSource(
      first: [paths[0]], second: [paths[1]], capacities: ReaderCapacities(chunk: 40, records: 3))
    do {
      _ = try await pull(from: source, workers: workers)
    } catch let error as SequenceIOError {
      var batch = PairedReadBatch()
      #expect(throws: error, "later callers get the same error") {
        try source.next(into: &batch)
      }
      return error
    }
    return nil
  }

  @Test("the first pair out of step is an error with both names", arguments: [1, 2, 4])
  func outOfStep(workers: Int) async throws {
    let names = (0..<20).map { "r\($0) 1" }
    var mates = names
    mates.remove(at: 11)
    let error = try await failure(first: names, second: mates, workers: workers)
    #expect(error?.reason == .matesOutOfStep(first: "r11", second: "r12"))
    #expect(error?.location == InputLocation(path: folder.path + "/R2", record: 12))
  }

  @Test("mates that differ in number are an error at the end of the shorter", arguments: [1, 2, 4])
  func differInNumber(workers: Int) async throws {
    let names = (0..<20).map { "r\($0)" }
    for cut in [1, 6, 18, 19] {
      let less = Array(names.prefix(cut))
      let second = try await failure(first: names, second: less, workers: workers)
      #expect(second?.location == InputLocation(path: folder.path + "/R2", record: cut + 1))
      let first = try await failure(first: less, second: names, workers: workers)
      #expect(first?.location == InputLocation(path: folder.path + "/R1", record: cut + 1))
      for error in [first, second] {
        guard case .matesDifferInNumber = error?.reason else {
          Issue.record("the mates differ in number")
          continue
        }
      }
    }
  }

  @Test("a fault of R1 comes after the faults of earlier pairs, whatever the threads do")
  func firstFaultWins() async throws {
    let names = (0..<20).map { "r\($0)" }
    var mates = names
    mates[4] = "other"
    for _ in 0..<20 {
      let error = try await failure(
        first: names + ["bad\nAC1"], second: mates, workers: 4)
      #expect(error?.reason == .matesOutOfStep(first: "r4", second: "other"))
    }
  }

  @Test("numbers of lanes that differ are an error")
  func laneCounts() throws {
    let path = try folder.write(fastq(["a"]), to: "a")
    let error = #expect(throws: SequenceIOError.self) {
      _ = try MateSource(first: [path, path], second: [path])
    }
    #expect(error?.reason == .laneCountsDiffer(first: 2, second: 1))
  }

  @Test("standard input can be named once only")
  func standardInputTwice() {
    let expected = SequenceIOError(.standardInputTwice, at: InputLocation(path: "-"))
    #expect(throws: expected) { _ = try MateSource(first: ["-"], second: ["-"]) }
    #expect(throws: expected) { _ = try MateSource(first: ["-", "-"]) }
  }

  /// Headers of mates, and whether they name one fragment.
  static let names: [(String, String, Bool)] = [
    ("a", "a", true), ("a 1:N:0:AC", "a 2:N:0:GT", true), ("a/1", "a/2", true),
    ("a/1 x", "a/2 y", true), ("a/1\tx", "a/2", true), ("a", "a comment", true),
    ("a comment", "a", true), ("SRR1.5.1 5 length=90", "SRR1.5.2 5 length=80", true),
    ("a_1", "a_2", true), ("a", "b", false), ("a/2", "a/1", false), ("a/1", "a/3", false),
    ("ab 1", "a 1", false), ("a", "ab", false), ("a1", "a2", false), ("a/11", "a/12", false),
    ("a/1b", "a/2b", false), ("", "", true), ("", "a", false), ("1", "2", false),
    ("r1 x/1", "r2 x/2", false),
  ]

  @Test("mates agree up to the first space or the mate number", arguments: names)
  func nameRule(first: String, second: String, agree: Bool) throws {
    let paths = try [first, second].enumerated().map {
      try folder.write(fastq([$1]), to: "name\($0)")
    }
    let source = try MateSource(first: [paths[0]], second: [paths[1]])
    var batch = PairedReadBatch()
    if agree {
      #expect(try source.next(into: &batch))
    } else {
      #expect(throws: SequenceIOError.self) { try source.next(into: &batch) }
    }
  }

  @Test("both inputs empty but valid give no batch")
  func emptyInputs() throws {
    let path = try folder.write(try folder.gzipped([]), to: "empty.gz")
    let source = try MateSource(first: [path], second: [path])
    var batch = PairedReadBatch()
    #expect(try source.next(into: &batch) == false)
    #expect(try source.next(into: &batch) == false)
  }
}
