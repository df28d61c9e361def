internal import Synchronization

/// The pairs of two readers in step, batch by batch.
///
/// Each mate has its own locked reader, so R1 and R2 inflate on different threads. A worker reads
/// the next R1 batch, leaves it in a queue, then takes the oldest of the queue and reads its R2:
/// every worker puts one and takes one, so nobody waits for a batch that nobody makes. Faults go
/// through the same queue.
final class MatePairing: Sendable {
  /// What reading one batch of R1 came to.
  private enum FirstOutcome: Sendable {
    case batch(ReadBatch)
    /// R1 has no more records; the location is where the next would be.
    case end(InputLocation)
    case failure(SequenceIOError)
  }

  private struct FirstMate: ~Copyable {
    var reader: FASTQReader
    var isFinished = false
  }

  private struct SecondMate: ~Copyable {
    var reader: FASTQReader
    var failure: SequenceIOError?
  }

  private let firstMate: Mutex<FirstMate>
  private let secondMate: Mutex<SecondMate>
  private let queue = Mutex<[FirstOutcome]>([])
  /// The blocks of BGZF that the readers have loaded ahead.
  private let blocks: [BlockQueue]

  init(first: consuming sending FASTQReader, second: consuming sending FASTQReader) {
    blocks = [first.blocks, second.blocks]
    firstMate = Mutex(FirstMate(reader: first))
    secondMate = Mutex(SecondMate(reader: second))
  }

  /// Fills `batch` with the oldest pairs; false at the end of both files.
  func next(into batch: inout PairedReadBatch) throws(SequenceIOError) -> Bool {
    readFirst(into: &batch.first)
    return try complete(&batch)
  }

  /// Reads the next R1 batch into the queue; once R1 has ended or failed, the queue gets no more.
  private func readFirst(into spare: inout ReadBatch) {
    firstMate.withLock(helping: blocks) { mate in
      guard !mate.isFinished else { return }
      var read = ReadBatch()
      swap(&read, &spare)
      let outcome: FirstOutcome
      do throws(SequenceIOError) {
        if try mate.reader.next(into: &read) {
          outcome = .batch(read)
        } else {
          mate.isFinished = true
          outcome = .end(mate.reader.location(ofRecord: mate.reader.recordCount))
        }
      } catch {
        mate.isFinished = true
        outcome = .failure(error)
      }
      // Still under the lock of R1, so the queue is in the order of the input.
      queue.withLock { $0.append(outcome) }
    }
  }

  /// Takes the oldest outcome of R1 and reads its mates; false at the end of both.
  private func complete(_ batch: inout PairedReadBatch) throws(SequenceIOError) -> Bool {
    try secondMate.withLock(helping: blocks) { (mate) throws(SequenceIOError) -> Bool in
      if let failure = mate.failure { throw failure }
      let outcome = queue.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      do throws(SequenceIOError) {
        return try Self.pair(outcome, into: &batch, with: &mate.reader)
      } catch {
        mate.failure = error
        throw error
      }
    }
  }

  private static func pair(
    _ outcome: FirstOutcome?, into batch: inout PairedReadBatch, with second: inout FASTQReader
  ) throws(SequenceIOError) -> Bool {
    switch outcome {
    case nil:
      return false
    case .failure(let error):
      throw error
    case .end(let place):
      guard try second.next(into: &batch.second, exactly: 1) else { return false }
      let longer = second.location(ofRecord: batch.second.firstRecord)
      throw SequenceIOError(.matesDifferInNumber(longer: longer.path), at: place)
    case .batch(let read):
      batch.first = read
      _ = try second.next(into: &batch.second, exactly: read.count)
      try requireStep(batch, second)
      return true
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
