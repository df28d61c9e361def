import Glibc
import RepertoirePipeline
import Synchronization

/// Standard output and standard error of the process.
enum StandardStreams {
  private static let isOutputClosed = Atomic<Bool>(false)

  /// Fills the places of streams that are closed (`clonova ... >&-`); to be called first.
  ///
  /// Otherwise the next files that are opened would take them, and messages would be written into
  /// results. What is said to a closed standard error is lost; using the others is still a fault.
  static func fillClosed() {
    // In ascending order: a file takes the lowest place that is free.
    let modes = [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ]
    for (descriptor, mode) in modes where fcntl(descriptor, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", mode)
    }
  }

  /// Writes text and a line end to standard output.
  ///
  /// A reader that went away (`clonova ... | head`) has what it wanted: nothing more is written,
  /// and the command ends with the status of its work.
  /// - Throws: 74 when the text cannot be written for another reason.
  static func writeOutput(_ text: String) throws(PipelineError) {
    guard !isOutputClosed.load(ordering: .relaxed) else { return }
    let code = write(text + "\n", to: STDOUT_FILENO)
    if code == EPIPE { return isOutputClosed.store(true, ordering: .relaxed) }
    guard code != 0 else { return }
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    throw PipelineError(
      .ioFailed, at: "standard output", found: "cannot be written (\(reason))",
      expected: "a pipe, terminal or file with room",
      remedy: "Check where the output goes, and run the same command again")
  }

  /// Writes text and a line end to standard error; nobody listening is no fault.
  static func writeError(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  /// Ends the process.
  static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// Writes all bytes; returns 0 or the number of the error.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 && errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        unsafe poll(&wait, 1, -1)
      } else if count < 0 && errno != EINTR {
        return errno
      }
      // Asked again, a file that takes nothing would be asked for ever.
      if count == 0 { return EIO }
      bytes = bytes.dropFirst(max(0, count))
    }
    return 0
  }
}
