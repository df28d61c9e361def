internal import Glibc

/// An exclusive advisory lock (flock) on a file, held until the value ends.
///
/// The file stays: removing it would let two holders lock two files of one name.
public struct FileLock: ~Copyable {
  private let file: FileDescriptor

  /// Takes the lock at once; throws `locked` when another holder has it, `writeFailed` else.
  public init(path: String) throws(SequenceIOError) {
    let descriptor = FileDescriptor.retrying {
      unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw SequenceIOError(writing: path, errno: errno) }
    guard FileDescriptor.retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK
        ? SequenceIOError(.locked, at: InputLocation(path: path))
        : SequenceIOError(writing: path, errno: code)
    }
    file = FileDescriptor(owning: descriptor)
  }
}
