import Foundation
import Glibc
import RepertoirePipeline
import Synchronization

/// SIGINT and SIGTERM end a run in order: it is cancelled, removes what is half-written, and the
/// same command resumes it. A second signal ends the process at once.
enum Interruption {
  /// The first signal that came; 0 for none.
  private static let received = Atomic<Int32>(0)

  /// Blocks the signals in every thread to come; to be called first.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    var set = signals
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private static var signals: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe sigaddset(&set, SIGTERM)
    return set
  }

  /// Runs `body` and cancels it at a signal; returns how it ended.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws -> ExitStatus {
    let task = Task { try await body() }
    Thread.detachNewThread {
      while true {
        var set = signals
        var number: Int32 = 0
        guard unsafe sigwait(&set, &number) == 0 else { continue }
        let isFirst = received.exchange(number, ordering: .sequentiallyConsistent) == 0
        guard isFirst else { Glibc._exit(128 + number) }
        StandardStreams.writeError(
          "interrupted: finishing up (again to stop at once); the same command resumes")
        task.cancel()
      }
    }
    let result = await task.result
    let number = received.load(ordering: .sequentiallyConsistent)
    if number != 0 { return number == SIGTERM ? .terminated : .interrupted }
    try result.get()
    return .success
  }
}
