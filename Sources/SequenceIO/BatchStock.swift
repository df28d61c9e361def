internal import Synchronization

/// Batches that were read before a worker asked for them.
///
/// Workers take about the same time over a batch, not quite: with none in stock each of two waited
/// a twentieth of its time until the other had inflated its own. How many are kept is found out by
/// waiting: one for one worker, whose next batch would only leave its cache.
final class BatchStock<Batch: Sendable>: Sendable {
  /// Batches kept at most; each takes the memory of a worker's own.
  private static var most: Int { 4 }

  private struct Content {
    var ready: [Batch] = []
    /// Batches whose reads are done with, for their buffers.
    var spares: [Batch] = []
    /// What follows the batches that are ready; nil while there may be more.
    var end: Result<Void, SequenceIOError>?
    var aim = 1
  }

  private let content = Mutex(Content())

  /// Batches that should be ready when a worker comes.
  var aim: Int { content.withLock { $0.aim } }

  /// Whether another batch should be made.
  var lacks: Bool { content.withLock { $0.end == nil && $0.ready.count < $0.aim } }

  /// How the input ended, if it has.
  var end: Result<Void, SequenceIOError>? { content.withLock { $0.end } }

  /// The buffers of a batch that is done with, if there are any.
  func spare() -> Batch? { content.withLock { $0.spares.popLast() } }

  /// Adds the next batch in the order of the input.
  func append(_ batch: Batch) { content.withLock { $0.ready.append(batch) } }

  /// Says that no batch will follow.
  func finish(_ end: Result<Void, SequenceIOError>) { content.withLock { $0.end = end } }

  /// Notes that a worker has to wait.
  func aimHigher() { content.withLock { $0.aim = min(Self.most, $0.aim + 1) } }

  /// Swaps `batch`, which is done with, for the oldest one that is ready; false where the input has
  /// ended, nil where it has not.
  func take(into batch: inout Batch) -> Bool? {
    let old = batch
    let (taken, isEnd) = content.withLock { content -> (Batch?, Bool) in
      guard !content.ready.isEmpty else { return (nil, content.end != nil) }
      content.spares.append(old)
      return (content.ready.removeFirst(), false)
    }
    guard let taken else { return isEnd ? false : nil }
    batch = taken
    return true
  }
}
