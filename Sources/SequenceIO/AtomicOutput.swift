internal import Glibc
internal import Synchronization

/// The names under which outputs are built before they are whole.
public enum AtomicOutput {
  /// Every unfinished output starts with it.
  public static let temporaryPrefix = ".tmp-"

  private static let serial = Atomic<Int>(0)

  /// Removes what interrupted runs left in `folder`; call it only while holding its ``FileLock``.
  public static func removeStale(in folder: String) throws(SequenceIOError) {
    for name in try FileTree.names(in: folder) where name.hasPrefix(temporaryPrefix) {
      try FileTree.remove(folder + "/" + name)
    }
  }

  /// A sibling of `path` that nothing else uses: process and serial number make it so.
  static func temporarySibling(of path: String) -> String {
    let (folder, name) = FileTree.parts(of: path)
    let number = serial.wrappingAdd(1, ordering: .relaxed).newValue
    // The final name may be as long as names can be, so only its start is kept.
    return "\(folder)/\(temporaryPrefix)\(getpid())-\(number)-\(shortened(name))"
  }

  private static func shortened(_ name: String) -> String {
    String(decoding: Array(name.utf8.prefix(64)).filter { $0 < 128 }, as: UTF8.self)
  }
}
