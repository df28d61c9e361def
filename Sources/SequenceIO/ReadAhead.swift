internal import Synchronization

/// The batches of single reads, some of them read before a worker asks for them.
///
/// Workers take about the same time over a batch, not quite: with none in stock each of two waited
/// a twentieth of its time until the other had inflated its own. How many are kept is found out by
/// waiting: none for one worker, whose next batch would only leave its cache.
final class ReadAhead: Sendable {
  /// Batches kept at most; each takes the memory of a worker's own.
  private static let most = 4

  private struct Stock {
    var ready: [ReadBatch] = []
    /// Batches whose reads are done with, for their buffers.
    var spares: [ReadBatch] = []
    /// What follows the batches that are ready; nil while there may be more.
    var end: Result<Void, SequenceIOError>?
    /// Batches to have ready when a worker takes one.
    var aim = 1
  }

  private let reader: Mutex<FASTQReader>
  private let stock = Mutex(Stock())
  /// The blocks of BGZF that the reader has loaded ahead.
  private let blocks: [BlockQueue]

  init(reader: consuming sending FASTQReader) {
    blocks = [reader.blocks]
    self.reader = Mutex(reader)
  }

  /// Takes the oldest batch; false at the end.
  ///
  /// Throws the first fault of the input, to each caller.
  func next(into batch: inout ReadBatch) throws(SequenceIOError) -> Bool {
    while true {
      _ = reader.withLockIfAvailable { fill(from: &$0) }
      if let taken = take(into: &batch) {
        guard taken else { break }
        return true
      }
      stock.withLock { $0.aim = min(Self.most, $0.aim + 1) }
      reader.withLock(helping: blocks) { fill(from: &$0) }
    }
    try stock.withLock { $0.end }?.get()
    return false
  }

  /// Swaps `batch` for the oldest one; false where the input has ended, nil where it has not.
  private func take(into batch: inout ReadBatch) -> Bool? {
    var old = ReadBatch()
    swap(&old, &batch)
    let taken: (isBatch: Bool?, batch: ReadBatch) = stock.withLock { stock in
      guard !stock.ready.isEmpty else { return (stock.end == nil ? nil : false, old) }
      stock.spares.append(old)
      return (true, stock.ready.removeFirst())
    }
    batch = taken.batch
    return taken.isBatch
  }

  /// Reads until as many batches are ready as should be; the caller holds the lock of the reader,
  /// so they stand in the order of the input.
  private func fill(from reader: inout FASTQReader) {
    while var batch = spare() {
      let end: Result<Void, SequenceIOError>?
      do throws(SequenceIOError) {
        end = try reader.next(into: &batch) ? nil : .success(())
      } catch {
        end = .failure(error)
      }
      stock.withLock { [batch] stock in
        if let end { stock.end = end } else { stock.ready.append(batch) }
      }
    }
  }

  /// A batch to be filled; nil where enough are ready or the input has ended.
  private func spare() -> ReadBatch? {
    stock.withLock { stock in
      guard stock.end == nil, stock.ready.count < stock.aim else { return nil }
      return stock.spares.popLast() ?? ReadBatch()
    }
  }
}
