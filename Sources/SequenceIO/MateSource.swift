internal import Synchronization

/// The batches of one sample, single or paired, pulled by any number of worker threads.
///
/// Each mate has its own locked reader, so R1 and R2 inflate on different threads; a worker that
/// waits for a reader of BGZF inflates blocks ahead of it. A worker reads
/// the next R1 batch, leaves it in a queue, then takes the oldest of the queue and reads its R2:
/// every worker puts one and takes one, so nobody waits for a batch that nobody makes. Faults go
/// through the same queue, so the first fault in the order of the input is the one reported,
/// whatever the threads do, and every later caller gets it too.
public final class MateSource: Sendable {
  private struct FirstMate: ~Copyable {
    var reader: FASTQReader
    var isFinished = false
  }

  /// Whether the input has two mates.
  public var isPaired: Bool { pairing != nil }
  /// How much of all files has been read.
  public let progress: InputProgress
  private let firstMate: Mutex<FirstMate>
  /// The blocks that the readers have loaded ahead.
  private let queues: [BlockQueue]
  private let pairing: MatePairing?

  /// Opens the lanes of one library: `second` is empty for single reads.
  ///
  /// Throws `laneCountsDiffer`, `noInput`, `cannotOpen`, `readFailed` or `emptyFile`.
  public init(
    first: [String], second: [String] = [], capacities: ReaderCapacities = ReaderCapacities()
  ) throws(SequenceIOError) {
    guard second.isEmpty || first.count == second.count else {
      throw SequenceIOError(
        .laneCountsDiffer(first: first.count, second: second.count),
        at: InputLocation(path: second[min(first.count, second.count - 1)]))
    }
    if first.contains("-"), second.contains("-") {
      throw SequenceIOError(.standardInputTwice, at: InputLocation(path: "-"))
    }
    let progress = InputProgress()
    let reader = try FASTQReader(paths: first, capacities: capacities, progress: progress)
    self.progress = progress
    let firstBlocks = reader.blocks
    firstMate = Mutex(FirstMate(reader: reader))
    guard !second.isEmpty else {
      queues = [firstBlocks]
      pairing = nil
      return
    }
    let mates = try FASTQReader(paths: second, capacities: capacities, progress: progress)
    queues = [firstBlocks, mates.blocks]
    pairing = MatePairing(reader: mates)
  }

  /// Fills `batch` with the oldest batch that no worker has taken; false at the end of the input.
  ///
  /// The batches of one worker come in rising order of ``PairedReadBatch/index``; those of all
  /// workers together are all batches, each once. Throws the first fault of the input, also
  /// `matesOutOfStep` and `matesDifferInNumber`.
  public func next(into batch: inout PairedReadBatch) throws(SequenceIOError) -> Bool {
    batch.isPaired = isPaired
    guard let pairing else {
      return try firstMate.withLock(helping: queues) { (mate) throws(SequenceIOError) -> Bool in
        try mate.reader.next(into: &batch.first)
      }
    }
    readFirst(into: &batch.first, for: pairing)
    return try pairing.complete(&batch, helping: queues)
  }

  /// Reads the next R1 batch into the queue; once R1 has ended or failed, the queue gets no more.
  private func readFirst(into spare: inout ReadBatch, for pairing: MatePairing) {
    firstMate.withLock(helping: queues) { mate in
      guard !mate.isFinished else { return }
      var read = ReadBatch()
      swap(&read, &spare)
      let outcome: MatePairing.FirstOutcome
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
      pairing.append(outcome)
    }
  }
}
