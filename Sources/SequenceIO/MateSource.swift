/// The batches of one sample, single or paired, pulled by any number of worker threads.
///
/// Single reads come from a ``ReadAhead``, mates from a ``MatePairing``; a worker that waits for a
/// reader of BGZF inflates blocks ahead of it. The first fault in the order of the input is the one
/// reported, whatever the threads do, and every later caller gets it too.
public final class MateSource: Sendable {
  private enum Supply: Sendable {
    case single(ReadAhead)
    case pairs(MatePairing)
  }

  /// Whether the input has two mates.
  public let isPaired: Bool
  /// How much of all files has been read.
  public let progress: InputProgress
  private let supply: Supply

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
    progress = InputProgress()
    isPaired = !second.isEmpty
    let reader = try FASTQReader(paths: first, capacities: capacities, progress: progress)
    guard isPaired else {
      supply = .single(ReadAhead(reader: reader))
      return
    }
    let mates = try FASTQReader(paths: second, capacities: capacities, progress: progress)
    supply = .pairs(MatePairing(first: reader, second: mates))
  }

  /// Fills `batch` with the oldest batch that no worker has taken; false at the end of the input.
  ///
  /// The batches of one worker come in rising order of ``PairedReadBatch/index``; those of all
  /// workers together are all batches, each once. Throws the first fault of the input, also
  /// `matesOutOfStep` and `matesDifferInNumber`.
  public func next(into batch: inout PairedReadBatch) throws(SequenceIOError) -> Bool {
    batch.isPaired = isPaired
    switch supply {
    case .single(let reads): return try reads.next(into: &batch.first)
    case .pairs(let mates): return try mates.next(into: &batch)
    }
  }
}
