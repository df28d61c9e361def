import Foundation
import Glibc
import RepertoirePipeline
import Synchronization

/// The first signal that came, 0 for none.
///
/// Global, since a handler captures nothing.
private let received = Atomic<Int32>(0)

/// Whether the work has ended, so that a signal has nothing more to cancel.
private let isOver = Atomic<Bool>(false)

/// What a handler may do beyond setting a number: waking the thread that waits for a signal.
private nonisolated(unsafe) let wake: UnsafeMutablePointer<sem_t> = {
  let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  unsafe sem_init(semaphore, 0, 0)
  return unsafe semaphore
}()

/// SIGINT and SIGTERM end a run in order.
///
/// It is cancelled, removes what is half-written, and the same command resumes it. A second signal ends the process at once.
enum Interruption {
  /// Takes the signals over; to be called first.
  ///
  /// A signal that is ignored from the start, as in background jobs of a shell, stays so. System
  /// calls are not restarted after a signal, so that a read that waits for input can end.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // Made before a handler can need them: making them is not safe within one.
    _ = received.load(ordering: .relaxed)
    _ = unsafe wake
    for number in [SIGINT, SIGTERM] where !isIgnored(number) {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { signal in
        let isFirst = received.exchange(signal, ordering: .sequentiallyConsistent) == 0
        if !isFirst { Glibc._exit(128 + signal) }
        unsafe sem_post(wake)
      }
      unsafe sigemptyset(&action.sa_mask)
      action.sa_flags = 0
      unsafe sigaction(number, &action, nil)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0,
      let handler = unsafe action.__sigaction_handler.sa_handler
    else { return false }
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Runs `body` and cancels it at a signal; returns how it ended.
  ///
  /// What came to its end in spite of a signal has the status of its work.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws -> ExitStatus {
    let task = Task { try await body() }
    // A thread of its own: all threads of the tasks may be waiting for input.
    Thread.detachNewThread {
      while unsafe sem_wait(wake) != 0 {}
      guard !isOver.load(ordering: .sequentiallyConsistent) else { return }
      StandardStreams.writeError(
        "interrupted: stopping in order (again to stop at once); nothing half-written stays, and "
          + "the same command resumes")
      task.cancel()
    }
    let result = await task.result
    isOver.store(true, ordering: .sequentiallyConsistent)
    let number = received.load(ordering: .sequentiallyConsistent)
    do {
      try result.get()
      return .success
    } catch let error as StatusError {
      return error.status
    } catch {
      guard number != 0 else { throw error }
      return number == SIGTERM ? .terminated : .interrupted
    }
  }
}
