import Dispatch
import Glibc
import SequenceIO
import Synchronization
import Testing

@testable import RepertoirePipeline

/// A signal that comes while a file is read is no fault of the file.
@Suite("Files read under signals", .timeLimit(.minutes(5)))
struct InterruptedFileTests {
  static let content = [UInt8]((0..<1000).map { UInt8($0 % 251) })

  enum Reader: String, CaseIterable, Sendable {
    case digest, shard, whole

    /// Reads a file to its end; whether all of it came.
    func isWhole(_ path: String, folder: String) throws -> Bool {
      let content = InterruptedFileTests.content
      switch self {
      case .digest: return try FileDigest.of(file: path).size == content.count
      case .whole: return try WholeFile.read(path) == content
      case .shard:
        let shard = folder + "/shard"
        var file = try ShardBytes(path: shard)
        try ShardWriter.append(fileAt: path, to: &file)
        try file.finish()
        var written = try GzipReader(path: shard)
        var bytes: [UInt8] = []
        try written.read(content.count, into: &bytes)
        return try bytes == content && written.isAtEnd()
      }
    }
  }

  /// The thread that reads, and what came of it.
  private final class Waiting: Sendable {
    private struct State {
      var thread: pthread_t?
      var outcome: Result<Bool, any Error>?
    }
    private let state = Mutex(State())

    var hasBegun: Bool { state.withLock { $0.thread != nil } }
    var outcome: Result<Bool, any Error>? { state.withLock { $0.outcome } }

    func run(_ body: () throws -> Bool) {
      // Threads of Dispatch heed no signal.
      var signals = sigset_t()
      unsafe sigemptyset(&signals)
      unsafe sigaddset(&signals, SIGUSR1)
      unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      defer { unsafe pthread_sigmask(SIG_BLOCK, &signals, nil) }
      state.withLock { $0.thread = pthread_self() }
      let outcome = Result { try body() }
      state.withLock { $0.outcome = outcome }
    }

    func signal(_ number: Int32) {
      state.withLock { state in
        guard let thread = state.thread, state.outcome == nil else { return }
        _ = pthread_kill(thread, number)
      }
    }
  }

  @Test("a signal while a file is read changes nothing", arguments: Reader.allCases)
  func signal(reader: Reader) async throws {
    let folder = try SheetFolder()
    let path = folder.path
    let pipe = path + "/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    // Open for reading too, so that neither end waits for the other.
    let writer = unsafe open(pipe, O_RDWR | O_CLOEXEC)
    // Without SA_RESTART the call that waits ends.
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in }
    #expect(unsafe sigaction(SIGUSR1, &action, nil) == 0)
    let waiting = Waiting()
    // A thread of its own, which the signal finds.
    DispatchQueue(label: "reader").async {
      waiting.run { try reader.isWhole(pipe, folder: path) }
    }
    while !waiting.hasBegun { try await Task.sleep(for: .milliseconds(1)) }
    for _ in 0..<20 {
      try await Task.sleep(for: .milliseconds(10))
      waiting.signal(SIGUSR1)
    }
    #expect(unsafe write(writer, Self.content, Self.content.count) == Self.content.count)
    // Closed before the reader has opened it, the pipe would have no other end.
    var left: Int32 = 1
    while left > 0, waiting.outcome == nil {
      try await Task.sleep(for: .milliseconds(1))
      _ = unsafe ioctl(writer, UInt(FIONREAD), &left)
    }
    close(writer)
    while waiting.outcome == nil { try await Task.sleep(for: .milliseconds(1)) }
    #expect(try waiting.outcome?.get() == true)
    withExtendedLifetime(folder) {}
  }
}
