internal import Glibc

/// Whether the results of a run will find room.
struct DiskSpace: Equatable {
  /// Bytes that can be written where the results go; nil when the system does not tell.
  let free: Int?
  /// Bytes that the results will hardly exceed.
  let expected: Int

  /// Results take no more than half the size of compressed reads on any library seen so far, the
  /// least about a hundredth; a study adds some megabytes of tables.
  private static let shareOfInput = (most: 2, least: 100)
  private static let tables = 16 << 20

  init(free: Int?, inputBytes: Int) {
    self.free = free
    expected = inputBytes / Self.shareOfInput.most + Self.tables
  }

  /// The room on the file system that a path, or the nearest folder above it, lies on.
  init(at path: String, inputBytes: Int) {
    var folder = path
    while !WholeFile.exists(folder), let slash = folder.lastIndex(of: "/"), folder.count > 1 {
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    if !WholeFile.exists(folder) { folder = "." }
    var status = statvfs()
    let isKnown = unsafe statvfs(folder, &status) == 0
    self.init(
      free: isKnown ? Int(status.f_bavail) * Int(status.f_frsize) : nil, inputBytes: inputBytes)
  }

  /// Whether results certainly do not fit.
  var isTooLittle: Bool {
    let least = (expected - Self.tables) * Self.shareOfInput.most / Self.shareOfInput.least
    return free.map { $0 < least + 1 << 20 } ?? false
  }

  /// Whether results may not fit.
  var isScarce: Bool { free.map { $0 < expected } ?? false }

  /// Fails with 74 when results cannot fit; warns when they may not.
  func check(_ output: String, log: RunLog) throws(PipelineError) {
    guard let free, isScarce else { return }
    let found = "\(Self.text(free)) free"
    guard isTooLittle else {
      return log.warn("-o \(output): \(found); results may take up to \(Self.text(expected))")
    }
    throw PipelineError(
      .ioFailed, at: "-o \(output)", found: found,
      expected: "room for results of up to \(Self.text(expected))",
      remedy: "Free some space, or choose an output folder on another disk")
  }

  /// Bytes for people: `12 MB`, `3.4 GB`.
  static func text(_ bytes: Int) -> String {
    if bytes < 10_000_000 {
      return "\((bytes + 99_999) / 100_000 / 10).\((bytes + 99_999) / 100_000 % 10) MB"
    }
    if bytes < 1_000_000_000 { return "\(bytes / 1_000_000) MB" }
    return "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
  }
}
