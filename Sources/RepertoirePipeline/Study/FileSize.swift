internal import Glibc

/// The size of regular files.
enum FileSize {
  /// Bytes of a regular file; nil for pipes, standard input and what is not there.
  static func of(_ path: String) -> Int? {
    var status = stat()
    guard path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }
}
