internal import Synchronization

/// Joins the R1 batches, in their order, with the R2 reads; the second half of ``MateSource``.
final class MatePairing: Sendable {
  /// What reading one batch of R1 came to.
  enum FirstOutcome: Sendable {
    case batch(ReadBatch)
    /// R1 has no more records; the location is where the next would be.
    case end(InputLocation)
    case failure(SequenceIOError)
  }

  private struct SecondMate: ~Copyable {
    var reader: FASTQReader
    var failure: SequenceIOError?
  }

  private let secondMate: Mutex<SecondMate>
  private let queue = Mutex<[FirstOutcome]>([])

  init(reader: consuming sending FASTQReader) {
    secondMate = Mutex(SecondMate(reader: reader))
  }

  /// Adds an outcome; the caller holds the lock of R1, which gives the order.
  func append(_ outcome: sending FirstOutcome) {
    queue.withLock { $0.append(outcome) }
  }

  /// Takes the oldest outcome of R1 and reads its mates; false at the end of both.
  ///
  /// While another thread reads R2, this one inflates blocks of `queues`.
  func complete(
    _ batch: inout PairedReadBatch, helping queues: [BlockQueue]
  ) throws(SequenceIOError) -> Bool {
    try secondMate.withLock(helping: queues) { (mate) throws(SequenceIOError) -> Bool in
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
