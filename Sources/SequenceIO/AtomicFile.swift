internal import Glibc

/// A file that appears under its name whole or not at all; see ``AtomicFolder``.
public struct AtomicFile: ~Copyable {
  /// The name the file will have.
  public let path: String
  /// Where to write meanwhile.
  public let temporaryPath: String
  private let mayReplace: Bool
  private var isCommitted = false

  /// Chooses the sibling; the caller creates it, for instance with ``TSVWriter``.
  ///
  /// Throws `outputExists` when `path` exists and may not be replaced.
  public init(path: String, mayReplace: Bool = true) throws(SequenceIOError) {
    if !mayReplace, FileTree.exists(path) {
      throw SequenceIOError(.outputExists, at: InputLocation(path: path))
    }
    try FileTree.createFolders(FileTree.parts(of: path).folder)
    self.path = path
    self.mayReplace = mayReplace
    temporaryPath = AtomicOutput.temporarySibling(of: path)
  }

  deinit {
    if !isCommitted { unsafe unlink(temporaryPath) }
  }

  /// Brings the file to disk and gives it its name, in place of an old one.
  public mutating func commit() throws(SequenceIOError) {
    precondition(!isCommitted, "an atomic file is committed once")
    try FileTree.synchroniseEntry(temporaryPath)
    let hasFailed =
      unsafe mayReplace
      ? rename(temporaryPath, path) != 0 : link(temporaryPath, path) != 0
    if hasFailed {
      let code = errno
      throw code == EEXIST && !mayReplace
        ? SequenceIOError(.outputExists, at: InputLocation(path: path))
        : SequenceIOError(writing: path, errno: code)
    }
    if !mayReplace { unsafe unlink(temporaryPath) }
    isCommitted = true
    try FileTree.synchroniseEntry(FileTree.parts(of: path).folder)
  }

  /// Writes a whole small file in one step.
  public static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool = true
  ) throws(SequenceIOError) {
    var output = try AtomicFile(path: path, mayReplace: mayReplace)
    var file = try OutputFile(path: output.temporaryPath)
    try file.write(bytes)
    try file.finish()
    try output.commit()
  }
}
