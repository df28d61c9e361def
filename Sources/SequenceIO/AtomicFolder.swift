internal import CZlib
internal import Glibc

/// A folder that appears under its name whole or not at all.
///
/// It is built as a `.tmp-` sibling; ``commit()`` brings every file to disk and renames it. When
/// the value ends without that, the sibling is removed.
public struct AtomicFolder: ~Copyable {
  /// The name the folder will have.
  public let path: String
  /// Where to write meanwhile.
  public let temporaryPath: String
  private let mayReplace: Bool
  private var isCommitted = false

  /// Makes the sibling, and the folders above it when they are missing.
  ///
  /// Throws `outputExists` when `path` exists and may not be replaced.
  public init(path: String, mayReplace: Bool = false) throws(SequenceIOError) {
    if !mayReplace, FileTree.exists(path) {
      throw SequenceIOError(.outputExists, at: InputLocation(path: path))
    }
    let sibling = AtomicOutput.temporarySibling(of: path)
    try FileTree.createFolders(FileTree.parts(of: path).folder)
    guard unsafe mkdir(sibling, 0o777) == 0 else {
      throw SequenceIOError(writing: sibling, errno: errno)
    }
    self.path = path
    self.mayReplace = mayReplace
    temporaryPath = sibling
  }

  deinit {
    // A rest that cannot be removed is stale and goes at the next start.
    if !isCommitted { try? FileTree.remove(temporaryPath) }
  }

  /// The temporary path of a file in the folder.
  public func path(of name: String) -> String { temporaryPath + "/" + name }

  /// Gives the folder its name; an old one is exchanged in one step, then removed.
  ///
  /// Throws `outputExists`, `diskFull` or `writeFailed`; then the old folder is untouched.
  public mutating func commit() throws(SequenceIOError) {
    precondition(!isCommitted, "an atomic folder is committed once")
    try FileTree.synchronise(temporaryPath)
    if unsafe renameat2(AT_FDCWD, temporaryPath, AT_FDCWD, path, 1) != 0 {
      try replaceOld()
    }
    isCommitted = true
    try FileTree.synchroniseEntry(FileTree.parts(of: path).folder)
  }

  /// Called when the rename that replaces nothing (flag 1, RENAME_NOREPLACE) has failed.
  private func replaceOld() throws(SequenceIOError) {
    guard FileTree.exists(path) else {
      // The file system knows no flags.
      try Self.rename(temporaryPath, to: path)
      return
    }
    guard mayReplace else {
      throw SequenceIOError(.outputExists, at: InputLocation(path: path))
    }
    // Flag 2, RENAME_EXCHANGE: the old folder lies under the temporary name afterwards.
    if unsafe renameat2(AT_FDCWD, temporaryPath, AT_FDCWD, path, 2) == 0 {
      // The new folder is in place; an old one that cannot be removed is stale, no fault.
      try? FileTree.remove(temporaryPath)
      return
    }
    let old = AtomicOutput.temporarySibling(of: path)
    try Self.rename(path, to: old)
    do throws(SequenceIOError) {
      try Self.rename(temporaryPath, to: path)
    } catch {
      try Self.rename(old, to: path)
      throw error
    }
    try? FileTree.remove(old)
  }

  private static func rename(_ source: String, to target: String) throws(SequenceIOError) {
    guard unsafe Glibc.rename(source, target) == 0 else {
      throw SequenceIOError(writing: target, errno: errno)
    }
  }
}
