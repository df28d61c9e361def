internal import Glibc

/// An open file, closed when the value ends; standard input and output are left open.
struct FileDescriptor: ~Copyable {
  /// How long a wait for a pipe goes on before it looks whether the task is cancelled.
  private static let waitMilliseconds: Int32 = 50

  let rawValue: Int32
  /// The bytes of a regular file when it was opened; nil of others, and of those that tell none.
  let size: Int?
  private let isOwned: Bool
  /// Whether a read may have to wait for another process or a person: pipes and terminals.
  private let mayWait: Bool

  init(owning rawValue: Int32) {
    self.rawValue = rawValue
    size = nil
    isOwned = true
    mayWait = false
  }

  /// Opens a file for reading; `-` is standard input.
  ///
  /// A named pipe is open at once: the first read waits for its writer.
  init(reading path: String) throws(SequenceIOError) {
    var status = stat()
    guard path != "-" else {
      rawValue = STDIN_FILENO
      size = nil
      isOwned = false
      mayWait = unsafe fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
      return
    }
    let isPipe = unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    let flags = O_RDONLY | O_CLOEXEC | (isPipe ? O_NONBLOCK : 0)
    let descriptor = Self.retrying { unsafe open(path, flags) }
    guard descriptor >= 0 else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: path))
    }
    let kind = unsafe fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    guard kind != S_IFDIR else {
      close(descriptor)
      throw SequenceIOError(.cannotOpen(errno: EISDIR), at: InputLocation(path: path))
    }
    rawValue = descriptor
    size = kind == S_IFREG && status.st_size > 0 ? Int(status.st_size) : nil
    isOwned = true
    mayWait = kind != S_IFREG
  }

  deinit {
    if isOwned { close(rawValue) }
  }

  /// Reads once; 0 at the end of the file, -1 with `errno` set after a fault.
  ///
  /// Waiting for a pipe or a terminal ends with `ECANCELED` when the task is cancelled.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard unsafe !buffer.isEmpty else { return 0 }
    while true {
      if mayWait, !waitForInput() {
        errno = ECANCELED
        return -1
      }
      let count = Self.retrying { unsafe Glibc.read(rawValue, buffer.baseAddress, buffer.count) }
      // Another reader of the same pipe was faster.
      if count < 0, errno == EAGAIN, mayWait { continue }
      return count
    }
  }

  /// Waits until a read has something to say; false when the task was cancelled meanwhile.
  private func waitForInput() -> Bool {
    while !Task.isCancelled {
      var entry = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&entry, 1, Self.waitMilliseconds)
      // What poll cannot do, the read will name.
      if ready > 0 || (ready < 0 && errno != EINTR) { return true }
    }
    return false
  }

  /// How many bytes to read at once, at most `capacity`: a small file needs no large buffer.
  func readSize(capacity: Int) -> Int {
    ReaderCapacities.readSize(fileSize: size, capacity: capacity)
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

extension SequenceIOError.Reason {
  /// The reason of a failed read.
  init(readErrno code: Int32) {
    self = code == ECANCELED ? .cancelled : .readFailed(errno: code)
  }
}
