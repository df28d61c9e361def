import Glibc

/// Standard output and standard error of the process.
enum StandardStreams {
  /// Writes text and a line end to standard output.
  ///
  /// A reader that went away (`clonova ... | head`) has what it wanted: the process ends well.
  static func writeOutput(_ text: String) {
    if write(text + "\n", to: STDOUT_FILENO) == EPIPE { Glibc.exit(0) }
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
      if count < 0 && errno != EINTR { return errno }
      bytes = bytes.dropFirst(max(0, count))
    }
    return 0
  }
}
