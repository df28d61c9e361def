internal import SequenceIO

/// What pulls batches of reads, one after the other, and keeps what they add up to.
protocol BatchWorker: Sendable {
  /// Takes in the reads, or pairs, of a batch.
  mutating func run(_ batch: borrowing PairedReadBatch) throws(SequenceIOError)
}

extension BatchWorker {
  /// Runs workers over all batches of a source.
  ///
  /// - Parameters:
  ///   - source: Where the batches come from.
  ///   - meter: Told of the reads that are done.
  ///   - threads: How many workers there are.
  ///   - keeper: Given every batch, where the start of the input is to be kept.
  ///   - make: Makes a worker, in its own task: a copy of one has no room reserved.
  /// - Returns: The workers, in no promised order.
  static func run(
    over source: MateSource, meter: ReadMeter, threads: Int, keeper: StartKeeper? = nil,
    make: @escaping @Sendable () -> Self
  ) async throws -> [Self] {
    try await withThrowingTaskGroup(of: Self.self) { group in
      for _ in 0..<max(1, threads) {
        group.addTask {
          var worker = make()
          var batch = PairedReadBatch()
          while try source.next(into: &batch) {
            try Task.checkCancellation()
            keeper?.add(batch)
            try worker.run(batch)
            meter.add(reads: batch.count)
          }
          return worker
        }
      }
      var finished: [Self] = []
      for try await worker in group { finished.append(worker) }
      return finished
    }
  }
}
