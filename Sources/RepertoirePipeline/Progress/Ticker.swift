internal import Foundation
internal import Glibc
internal import Synchronization

/// Calls a body at a steady beat until it is stopped.
///
/// On a thread of its own: the threads of the tasks may all be waiting for input.
final class Ticker: Sendable {
  private let isStopped = Atomic<Bool>(false)

  /// Starts the beat; the first call comes after one `interval`.
  init(every interval: Duration, _ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [self] in
      let clock = ContinuousClock()
      var next = clock.now + interval
      while !isStopped.load(ordering: .relaxed) {
        // Short naps, so that the thread is soon gone when it is stopped.
        usleep(100_000)
        guard clock.now >= next else { continue }
        body()
        next = clock.now + interval
      }
    }
  }

  /// Ends the beat; a call that is under way may still finish.
  func stop() { isStopped.store(true, ordering: .relaxed) }
}
