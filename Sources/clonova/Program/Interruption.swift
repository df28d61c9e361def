import Glibc
import RepertoirePipeline
import Synchronization

/// The first signal that came, 0 for none.
///
/// Global, since a handler captures nothing.
private let received = Atomic<Int32>(0)

/// Whether the work has ended, so that a signal has nothing more to cancel.
private let isOver = Atomic<Bool>(false)

/// SIGINT and SIGTERM end a run in order.
///
/// It is cancelled, removes what is half-written, and the same command resumes it. A second signal ends the process at once.
enum Interruption {
  /// Takes the signals over; to be called first.
  ///
  /// A signal that is ignored from the start, as in background jobs of a shell, stays so.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // Made before a handler can need it: making it is not safe within one.
    _ = received.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] where !isIgnored(number) {
      signal(number) { signal in
        let isFirst = received.exchange(signal, ordering: .sequentiallyConsistent) == 0
        if !isFirst { Glibc._exit(128 + signal) }
      }
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
    watch(cancelling: task)
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

  /// Cancels the task at a signal, from a thread of its own: those of all tasks may be waiting for
  /// a pipe.
  ///
  /// Looked at rather than waited for: a handler may do no more than set a number.
  private static func watch(cancelling task: Task<Void, any Error>) {
    let watched = unsafe Unmanaged.passRetained(WatchedTask(task))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        let watched = unsafe Unmanaged<WatchedTask>.fromOpaque(context).takeRetainedValue()
        while received.load(ordering: .sequentiallyConsistent) == 0 { usleep(20_000) }
        guard !isOver.load(ordering: .sequentiallyConsistent) else { return nil }
        StandardStreams.writeError(
          "interrupted: finishing up (again to stop at once); the same command resumes")
        watched.task.cancel()
        return nil
      }, watched.toOpaque())
    if code == 0 { pthread_detach(thread) } else { unsafe watched.release() }
  }

  private final class WatchedTask: Sendable {
    let task: Task<Void, any Error>

    init(_ task: Task<Void, any Error>) { self.task = task }
  }
}
