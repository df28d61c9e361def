internal import Glibc

/// What is done with folders and their content, without following symbolic links.
public enum FileTree {
  /// Whether anything, also a dangling link, bears the path.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Whether the path is a folder (not a link to one).
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it that are missing.
  public static func createFolders(_ path: String) throws(SequenceIOError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += part
      if unsafe mkdir(partial, 0o777) != 0 {
        let code = errno
        // A link to a folder is as good as a folder; anything else in the way is a fault.
        if unsafe code != EEXIST || access(partial + "/.", F_OK) != 0 {
          throw SequenceIOError(writing: partial, errno: code == EEXIST ? ENOTDIR : code)
        }
      }
      partial += "/"
    }
  }

  /// The names in a folder in byte order, without `.` and `..`.
  public static func names(in folder: String) throws(SequenceIOError) -> [String] {
    guard let handle = unsafe opendir(folder) else {
      throw SequenceIOError(.cannotOpen(errno: errno), at: InputLocation(path: folder))
    }
    defer { unsafe closedir(handle) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [46], name != [46, 46] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Removes a file or a folder with all it holds; a missing one is no fault.
  public static func remove(_ path: String) throws(SequenceIOError) {
    guard exists(path) else { return }
    let isFolder = isFolder(path)
    if isFolder {
      for name in try names(in: path) { try remove(path + "/" + name) }
    }
    if unsafe isFolder ? rmdir(path) != 0 : unlink(path) != 0, errno != ENOENT {
      throw SequenceIOError(writing: path, errno: errno)
    }
  }

  /// Brings a file, or a folder with all it holds, to disk.
  static func synchronise(_ path: String) throws(SequenceIOError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      throw SequenceIOError(writing: path, errno: errno)
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      for name in try names(in: path) { try synchronise(path + "/" + name) }
    }
    if kind == S_IFDIR || kind == S_IFREG { try synchroniseEntry(path) }
  }

  /// Brings one file, or one folder's list of names, to disk.
  static func synchroniseEntry(_ path: String) throws(SequenceIOError) {
    let descriptor = FileDescriptor.retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw SequenceIOError(writing: path, errno: errno) }
    defer { close(descriptor) }
    // Some file systems cannot synchronise a folder.
    if FileDescriptor.retrying({ fsync(descriptor) }) != 0, errno != EINVAL, errno != EROFS {
      throw SequenceIOError(writing: path, errno: errno)
    }
  }

  /// The folder of a path, and its last name; `.` and `/` are the folders of bare names.
  public static func parts(of path: String) -> (folder: String, name: String) {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
    let folder = trimmed[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: slash)...]))
  }
}
