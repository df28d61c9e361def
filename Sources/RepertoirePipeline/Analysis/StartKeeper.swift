internal import SequenceIO
internal import Synchronization

/// Keeps the first reads of an input that cannot be read again, as a pipe, so that they can be looked at
/// once more.
///
/// Workers hand in batches in any order; kept are those that the first reads lie in, some 20 MB of
/// bases and qualities, and those behind a batch that is waited for.
final class StartKeeper: Sendable {
  /// Reads (or pairs) that are kept.
  static let reads = SecondLook.reads
  /// Bases behind which none is kept: more than 10,000 pairs of 300 bases have.
  static let bases = 8 << 20

  private struct Kept {
    /// Batches that others before them are waited for.
    var waiting: [Int: PairedReadBatch] = [:]
    /// The start as far as it is without a gap.
    var sample: ReadSample

    var isFull: Bool { sample.isFull(StartKeeper.reads, StartKeeper.bases) }
  }

  private let kept: Mutex<Kept>

  init(isPaired: Bool) { kept = Mutex(Kept(sample: ReadSample(isPaired: isPaired))) }

  /// Takes a copy of a batch, if it lies at the start.
  func add(_ batch: borrowing PairedReadBatch) {
    let batch = copy batch
    kept.withLock { kept in
      guard !kept.isFull else { return }
      kept.waiting[batch.index] = batch
      while !kept.isFull, let next = kept.waiting.removeValue(forKey: kept.sample.batches.count) {
        kept.sample.append(next, atMost: Self.reads, bases: Self.bases)
      }
      if kept.isFull { kept.waiting = [:] }
    }
  }

  /// The first reads, once all batches were handed in.
  var sample: ReadSample { kept.withLock { $0.sample } }
}
