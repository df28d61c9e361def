internal import Glibc
internal import Synchronization

extension Mutex where Value: ~Copyable {
  /// As `withLock`; while another thread holds the lock, this one inflates blocks that the readers
  /// will need, if there are any.
  func withLock<Result: Sendable, E: Error>(
    helping queues: [BlockQueue], do body: (inout sending Value) throws(E) -> sending Result
  ) throws(E) -> sending Result {
    while true {
      if let result = try withLockIfAvailable(body) { return result }
      if queues.contains(where: { $0.inflateOne() }) { continue }
      guard queues.contains(where: { $0.isActive }) else { return try withLock(body) }
      // The next piece is loaded within a millisecond.
      usleep(100)
    }
  }
}
