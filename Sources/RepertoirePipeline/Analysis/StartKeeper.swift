internal import SequenceIO
internal import Synchronization

/// Keeps the first reads of an input that cannot be read again, as a pipe, so that they can be looked at
/// once more.
///
/// Workers hand in batches in any order; kept are those that the first ``reads`` reads lie in, which
/// hold a few megabytes.
final class StartKeeper: Sendable {
  /// Reads (or pairs) that are kept.
  static let reads = SecondLook.reads

  private struct Kept {
    var batches: [Int: PairedReadBatch] = [:]
    /// The batches that follow one another from the first one on, and the reads in them.
    var whole = 0
    var reads = 0
  }

  private let kept = Mutex(Kept())

  /// Takes a copy of a batch, if it lies at the start.
  func add(_ batch: borrowing PairedReadBatch) {
    let batch = copy batch
    kept.withLock { kept in
      guard kept.reads < Self.reads else { return }
      kept.batches[batch.index] = batch
      while kept.reads < Self.reads, let next = kept.batches[kept.whole] {
        kept.reads += next.count
        kept.whole += 1
      }
      if kept.reads >= Self.reads {
        let whole = kept.whole
        kept.batches = kept.batches.filter { $0.key < whole }
      }
    }
  }

  /// The first reads, once all batches were handed in.
  func sample(isPaired: Bool) -> ReadSample {
    kept.withLock { kept in
      ReadSample(
        (0..<kept.whole).compactMap { kept.batches[$0] }, isPaired: isPaired, atMost: Self.reads)
    }
  }
}
