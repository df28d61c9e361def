internal import Sequences
internal import Synchronization

/// The names under which outputs are built before they are whole.
public enum AtomicOutput {
  /// Every unfinished output starts with it.
  public static let temporaryPrefix = ".tmp-"

  private static let serial = Atomic<Int>(0)
  /// Tells this process from those of other machines and containers that share the folder.
  private static let process = UInt64.random(in: 0...UInt64.max)

  /// Removes what interrupted runs left in `folder`; call it only while holding its ``FileLock``.
  public static func removeStale(in folder: String) throws(SequenceIOError) {
    for name in try FileTree.names(in: folder) where name.hasPrefix(temporaryPrefix) {
      try FileTree.remove(folder + "/" + name)
    }
  }

  /// Removes what interrupted runs left of one output; call it only while nobody else builds it.
  public static func removeStale(of path: String) throws(SequenceIOError) {
    let (folder, name) = FileTree.parts(of: path)
    let end = "-" + shortened(name)
    for found in try FileTree.names(in: folder) where found.hasPrefix(temporaryPrefix) {
      // Behind the prefix stand two numbers without a hyphen in them.
      let numbers = found.dropFirst(temporaryPrefix.count).dropLast(end.utf8.count)
      if found.hasSuffix(end), numbers.count(where: { $0 == "-" }) == 1 {
        try FileTree.remove(folder + "/" + found)
      }
    }
  }

  /// A sibling of `path` that nothing else uses: process and serial number make it so.
  static func temporarySibling(of path: String) -> String {
    let (folder, name) = FileTree.parts(of: path)
    let number = serial.wrappingAdd(1, ordering: .relaxed).newValue
    // The final name may be as long as names can be, so only its start is kept.
    return "\(folder)/\(temporaryPrefix)\(process)-\(number)-\(shortened(name))"
  }

  /// A name of at most 64 ASCII bytes, different for different names.
  private static func shortened(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.count > 64 || bytes.contains(where: { $0 > 127 }) else { return name }
    var hash = StableHash()
    hash.combine(bytes)
    let start = bytes.filter { $0 < 128 }.prefix(47)
    return String(decoding: start, as: UTF8.self) + "-" + hash.hexadecimal
  }
}
