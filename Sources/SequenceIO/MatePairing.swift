internal import Synchronization

/// The pairs of two readers in step, batch by batch, some of them read before a worker asks for them.
///
/// Each mate has its own locked reader, so R1 and R2 inflate on different threads. Who holds R1
/// leaves its batches in a queue; who holds R2 completes the oldest of the queue. A worker that
/// comes does of both what nobody else is at, and takes what is complete. Faults go through the same
/// queues, so each caller gets the first in the order of the input.
final class MatePairing: Sendable {
  /// What reading one batch of R1 came to.
  private enum FirstOutcome: Sendable {
    case batch(PairedReadBatch)
    /// R1 has no more records; the location is where the next would be.
    case end(InputLocation)
    case failure(SequenceIOError)
  }

  private struct FirstMate: ~Copyable {
    var reader: FASTQReader
    var isFinished = false
  }

  private let firstMate: Mutex<FirstMate>
  private let secondMate: Mutex<FASTQReader>
  private let halves = Mutex<[FirstOutcome]>([])
  private let stock = BatchStock<PairedReadBatch>()
  /// The blocks of BGZF that the readers have loaded ahead.
  private let blocks: [BlockQueue]

  init(first: consuming sending FASTQReader, second: consuming sending FASTQReader) {
    blocks = [first.blocks, second.blocks]
    firstMate = Mutex(FirstMate(reader: first))
    secondMate = Mutex(second)
  }

  /// Takes the oldest pairs; false at the end of both files.
  ///
  /// Throws the first fault of the input, to each caller.
  func next(into batch: inout PairedReadBatch) throws(SequenceIOError) -> Bool {
    while true {
      _ = firstMate.withLockIfAvailable { readFirst(&$0) }
      _ = secondMate.withLockIfAvailable { complete(with: &$0) }
      if let isBatch = stock.take(into: &batch) {
        if !isBatch { try stock.end?.get() }
        return isBatch
      }
      stock.aimHigher()
      firstMate.withLock(helping: blocks) { readFirst(&$0) }
      secondMate.withLock(helping: blocks) { complete(with: &$0) }
    }
  }

  /// Reads R1 until as many batches wait for their mates as should be ready; the caller holds the
  /// lock of R1, so they stand in the order of the input.
  private func readFirst(_ mate: inout FirstMate) {
    while !mate.isFinished, halves.withLock({ $0.count }) < stock.aim {
      var batch = stock.spare() ?? PairedReadBatch()
      batch.isPaired = true
      let outcome: FirstOutcome
      do throws(SequenceIOError) {
        if try mate.reader.next(into: &batch.first) {
          outcome = .batch(batch)
        } else {
          mate.isFinished = true
          outcome = .end(mate.reader.location(ofRecord: mate.reader.recordCount))
        }
      } catch {
        mate.isFinished = true
        outcome = .failure(error)
      }
      halves.withLock { $0.append(outcome) }
    }
  }

  /// Reads the mates of the oldest batches of R1 until enough pairs are ready; the caller holds the
  /// lock of R2.
  private func complete(with second: inout FASTQReader) {
    while stock.lacks {
      guard let half = halves.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
      do throws(SequenceIOError) {
        if let batch = try Self.pair(consume half, with: &second) {
          stock.append(batch)
        } else {
          stock.finish(.success(()))
        }
      } catch {
        stock.finish(.failure(error))
      }
    }
  }

  /// A batch with its mates; nil at the end of both.
  private static func pair(
    _ half: consuming FirstOutcome, with second: inout FASTQReader
  ) throws(SequenceIOError) -> PairedReadBatch? {
    // Consumed, so that the buffers of the second mate have one owner and are written in place.
    switch consume half {
    case .failure(let error):
      throw error
    case .end(let place):
      var longer = ReadBatch()
      guard try second.next(into: &longer, exactly: 1) else { return nil }
      let location = second.location(ofRecord: longer.firstRecord)
      throw SequenceIOError(.matesDifferInNumber(longer: location.path), at: place)
    case .batch(var batch):
      _ = try second.next(into: &batch.second, exactly: batch.first.count)
      try requireStep(batch, second)
      return batch
    }
  }

  /// Throws unless both halves of the batch have one length and the same names in order.
  private static func requireStep(
    _ batch: borrowing PairedReadBatch, _ second: borrowing FASTQReader
  ) throws(SequenceIOError) {
    let shared = min(batch.first.count, batch.second.count)
    var i = 0
    while i < shared, MateNames.agree(batch.first.name(i), batch.second.name(i)) { i += 1 }
    let place = second.location(ofRecord: batch.first.firstRecord + i)
    if i < shared {
      throw SequenceIOError(
        .matesOutOfStep(
          first: MateNames.name(in: batch.first.name(i)),
          second: MateNames.name(in: batch.second.name(i))),
        at: place)
    }
    if batch.first.count > shared {
      throw SequenceIOError(.matesDifferInNumber(longer: "the first mate"), at: place)
    }
  }
}
