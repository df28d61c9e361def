internal import Dispatch
internal import Glibc
internal import SequenceIO
internal import Testing

/// A reader that waits for a pipe ends when its task is cancelled.
@Suite("Interrupted input", .timeLimit(.minutes(1)))
struct InterruptedInputTests {
  static let record = "@a\nACGT\n+\nIIII\n"
  let folder: TemporaryFolder
  let pipe: String

  init() throws {
    folder = try TemporaryFolder()
    pipe = folder.path + "/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
  }

  /// Cancels from a thread of its own: those of the tasks may all be waiting for pipes.
  private func cancelSoon(_ cancel: @escaping @Sendable () -> Void) {
    DispatchQueue(label: "cancel").asyncAfter(
      deadline: .now() + .milliseconds(120), execute: cancel)
  }

  /// The reason with which a task ends that is cancelled while it works.
  private func reasonOfCancelled(
    _ body: @escaping @Sendable () throws -> Void
  ) async -> SequenceIOError.Reason? {
    let task = Task { try body() }
    cancelSoon { task.cancel() }
    guard case .failure(let error) = await task.result else { return nil }
    return (error as? SequenceIOError)?.reason
  }

  @Test("a pipe that nobody opens for writing")
  func noWriter() async throws {
    let pipe = pipe
    #expect(await reasonOfCancelled { _ = try reads(of: [pipe]) } == .cancelled)
  }

  @Test("a pipe whose writer is idle, before, in and after a record", arguments: [0, 1, 7, 15, 30])
  func idleWriter(bytes: Int) async throws {
    let pipe = pipe
    // Open for reading too, so that the writing end waits for nobody.
    let writer = unsafe open(pipe, O_RDWR)
    defer { close(writer) }
    let content = Array((Self.record + Self.record).utf8.prefix(bytes))
    #expect(unsafe write(writer, content, content.count) == content.count)
    #expect(await reasonOfCancelled { _ = try reads(of: [pipe]) } == .cancelled)
  }

  @Test("every worker of a paired source ends, whichever mate is idle", arguments: [0, 1])
  func workers(idle: Int) async throws {
    let file = try folder.write(Self.record, to: "file")
    let mates = idle == 0 ? [pipe, file] : [file, pipe]
    let writer = unsafe open(pipe, O_RDWR)
    defer { close(writer) }
    #expect(unsafe write(writer, Self.record, Self.record.utf8.count) > 0)
    let source = try MateSource(
      first: [mates[0]], second: [mates[1]], capacities: ReaderCapacities(records: 1))
    let tasks = (0..<2).map { _ in
      Task {
        var batch = PairedReadBatch()
        while try source.next(into: &batch) {}
      }
    }
    cancelSoon { for task in tasks { task.cancel() } }
    for task in tasks {
      guard case .failure(let error) = await task.result else {
        Issue.record("a worker ended as if the input had")
        continue
      }
      #expect((error as? SequenceIOError)?.reason == .cancelled)
    }
  }

  @Test("a writer that comes late is waited for")
  func lateWriter() throws {
    let file = try folder.write(Self.record, to: "file")
    #expect(unsafe system("{ sleep 0.3; cat \(file) > \(pipe); } &") == 0)
    #expect(try reads(of: [pipe]) == [Read("a", "ACGT", "IIII")])
  }

  @Test("a writer that goes without a byte leaves an empty file")
  func silentWriter() throws {
    #expect(unsafe system("{ sleep 0.1; : > \(pipe); } &") == 0)
    let error = #expect(throws: SequenceIOError.self) { try reads(of: [pipe]) }
    #expect(error?.reason == .emptyFile)
  }

  @Test("a regular file does not look at the task")
  func regularFile() async throws {
    let file = try folder.write(Self.record, to: "file")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try reads(of: [file])
    }
    task.cancel()
    #expect(try await task.value.count == 1)
  }

  @Test("a file that the system cannot deliver is an error that names it")
  func failedRead() {
    // No process has memory at address 0.
    let path = "/proc/self/mem"
    let error = #expect(throws: SequenceIOError.self) { try reads(of: [path]) }
    #expect(error?.reason == .readFailed(errno: EIO))
    #expect(error?.message.hasPrefix("/proc/self/mem: reading failed (") == true)
    #expect(error?.message.contains("run again") == true)
  }
}
