internal import Glibc

/// An open file, closed when the value ends; standard input and output are left open.
struct FileDescriptor: ~Copyable {
  let rawValue: Int32
  private let isOwned: Bool

  init(owning rawValue: Int32) {
    self.rawValue = rawValue
    isOwned = true
  }

  /// Opens a file for reading; `-` is standard input.
  init(reading path: String) throws(SequenceIOError) {
    guard path != "-" else {
      rawValue = STDIN_FILENO
      isOwned = false
      return
    }
    let descriptor = Self.retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw SequenceIOError(.cannotOpen(errno: EISDIR), at: InputLocation(path: path))
    }
    rawValue = descriptor
    isOwned = true
  }

  deinit {
    if isOwned { close(rawValue) }
  }

  /// Reads once; 0 at the end of the file, -1 with `errno` set after a fault.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard unsafe !buffer.isEmpty else { return 0 }
    return Self.retrying { unsafe Glibc.read(rawValue, buffer.baseAddress, buffer.count) }
  }

  /// Repeats a system call that a signal interrupted.
  static func retrying<T: SignedInteger>(_ call: () -> T) -> T {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }

  /// Fails when `path` cannot be read; returns the size of a regular file, nil of a pipe.
  static func readableSize(of path: String) throws(SequenceIOError) -> Int? {
    var status = stat()
    let isReadable =
      unsafe path == "-"
      ? fstat(STDIN_FILENO, &status) == 0
      : stat(path, &status) == 0 && access(path, R_OK) == 0
    guard isReadable else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
