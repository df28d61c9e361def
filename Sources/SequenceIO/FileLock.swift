internal import Glibc

/// An advisory lock (flock) on a file, held until the value ends.
///
/// The file stays: removing it would let two holders lock two files of one name.
public struct FileLock: ~Copyable {
  private let file: FileDescriptor

  /// Takes the lock at once; throws `locked` when another holder has it, `writeFailed` else.
  ///
  /// Any number of holders may share a lock, none beside one that does not share it.
  public init(path: String, isShared: Bool = false) throws(SequenceIOError) {
    let descriptor = FileDescriptor.retrying {
      unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw SequenceIOError(writing: path, errno: errno) }
    let kind = isShared ? LOCK_SH : LOCK_EX
    guard FileDescriptor.retrying({ flock(descriptor, kind | LOCK_NB) }) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK
        ? SequenceIOError(.locked, at: InputLocation(path: path))
        : SequenceIOError(writing: path, errno: code)
    }
    file = FileDescriptor(owning: descriptor)
  }

  // A process that is being started holds copies of all descriptors until it runs its program;
  // closing ours alone would leave the lock with it for that moment.
  deinit { flock(file.rawValue, LOCK_UN) }
}
