internal import SequenceIO

/// The first reads of a library, kept in memory so that they can be looked at more than once.
///
/// The same on every run, whatever the threads and batches.
struct ReadSample: Sendable {
  private(set) var batches: [PairedReadBatch] = []
  /// Reads, or pairs.
  private(set) var count = 0
  let isPaired: Bool

  /// The first reads of batches that are in the order of the input.
  init(_ batches: [PairedReadBatch], isPaired: Bool, atMost limit: Int) {
    self.batches = batches
    self.isPaired = isPaired
    count = min(limit, batches.reduce(0) { $0 + $1.count })
  }

  /// Reads the start of files.
  ///
  /// - Throws: `SequenceIOError` when a file is broken there, `CancellationError` when cancelled.
  init(r1: [String], r2: [String], atMost limit: Int) throws {
    isPaired = !r2.isEmpty
    let source = try MateSource(
      first: r1, second: r2,
      capacities: ReaderCapacities(input: 64 << 10, records: min(1024, max(1, limit))))
    while count < limit {
      try Task.checkCancellation()
      var batch = PairedReadBatch()
      guard try source.next(into: &batch) else { break }
      batches.append(batch)
      count += min(batch.count, limit - count)
    }
  }

  /// So many of its first reads, or all.
  func prefix(_ limit: Int) -> ReadSample {
    ReadSample(batches, isPaired: isPaired, atMost: min(limit, count))
  }

  /// Hands on the batch and the place in it of each read, in their order.
  func forEach(
    atMost limit: Int = .max, _ body: (_ batch: PairedReadBatch, _ i: Int) -> Void
  ) {
    var left = min(limit, count)
    for batch in batches {
      for i in 0..<min(batch.count, left) { body(batch, i) }
      left -= min(batch.count, left)
    }
  }
}

/// One of the two files of a library.
enum Mate: Int, CaseIterable, Sendable {
  case first, second

  /// The name in messages.
  var name: String { self == .first ? "R1" : "R2" }
  /// The other one.
  var other: Mate { self == .first ? .second : .first }
}
