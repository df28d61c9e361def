internal import SequenceIO

/// The first reads of a library, kept in memory so that they can be looked at more than once.
///
/// The same on every run, whatever the threads and batches.
struct ReadSample: Sendable {
  private(set) var batches: [PairedReadBatch] = []
  /// Reads, or pairs.
  private(set) var count = 0
  let isPaired: Bool

  /// Bases in ``count`` reads.
  private var bases = 0

  /// No reads yet.
  init(isPaired: Bool) { self.isPaired = isPaired }

  /// Reads the start of files: so many reads, and none behind so many bases.
  ///
  /// - Throws: `SequenceIOError` when a file is broken there, `CancellationError` when cancelled.
  init(r1: [String], r2: [String], atMost limit: Int, bases mostBases: Int = .max) throws {
    isPaired = !r2.isEmpty
    let source = try MateSource(
      first: r1, second: r2,
      capacities: ReaderCapacities(input: 64 << 10, records: min(1024, max(1, limit))))
    while !isFull(limit, mostBases) {
      try Task.checkCancellation()
      var batch = PairedReadBatch()
      guard try source.next(into: &batch) else { break }
      append(batch, atMost: limit, bases: mostBases)
    }
  }

  /// Appends the next batch of an input; of its reads count those that a limit leaves.
  mutating func append(_ batch: PairedReadBatch, atMost limit: Int, bases mostBases: Int) {
    batches.append(batch)
    for i in 0..<batch.count {
      if isFull(limit, mostBases) { break }
      count += 1
      bases += batch.first.length(i) + (batch.isPaired ? batch.second.length(i) : 0)
    }
  }

  /// Whether no read is to follow.
  func isFull(_ limit: Int, _ mostBases: Int) -> Bool { count >= limit || bases >= mostBases }

  /// So many of its first reads, or all.
  func prefix(_ limit: Int) -> ReadSample {
    var sample = ReadSample(isPaired: isPaired)
    for batch in batches where sample.count < limit {
      sample.append(batch, atMost: min(limit, count), bases: .max)
    }
    return sample
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
