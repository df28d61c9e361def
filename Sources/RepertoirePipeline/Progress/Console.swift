internal import Glibc
internal import Synchronization

/// Standard error with at most one progress bar below the lines; safe from any task.
final class Console: Sendable {
  private let bar = Mutex("")
  /// Whether a bar can be drawn.
  let isTerminal: Bool
  private let descriptor: Int32

  init(descriptor: Int32 = STDERR_FILENO) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes a line above the bar.
  func write(line: String) {
    bar.withLock { bar in
      put((bar.isEmpty ? "" : Self.erasure) + line + "\n" + bar)
    }
  }

  /// Draws the bar anew; the empty text removes it.
  func draw(bar text: String) {
    bar.withLock { bar in
      put(Self.erasure + text)
      bar = text
    }
  }

  /// Back to the first column, and clear to the end of the line.
  private static let erasure = "\r\u{1B}[K"

  private func put(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      // Nobody may be reading messages any more; that is no reason to lose the results.
      if count == 0 || count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
