internal import Synchronization

/// The batches of single reads, some of them read before a worker asks for them.
final class ReadAhead: Sendable {
  private let reader: Mutex<FASTQReader>
  private let stock = BatchStock<ReadBatch>()
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
      if let isBatch = stock.take(into: &batch) {
        if !isBatch { try stock.end?.get() }
        return isBatch
      }
      stock.aimHigher()
      reader.withLock(helping: blocks) { fill(from: &$0) }
    }
  }

  /// Reads until as many batches are ready as should be; the caller holds the lock of the reader,
  /// so they stand in the order of the input.
  private func fill(from reader: inout FASTQReader) {
    while stock.lacks {
      var batch = stock.spare() ?? ReadBatch()
      do throws(SequenceIOError) {
        if try reader.next(into: &batch) {
          stock.append(batch)
        } else {
          stock.finish(.success(()))
        }
      } catch {
        stock.finish(.failure(error))
      }
    }
  }
}
