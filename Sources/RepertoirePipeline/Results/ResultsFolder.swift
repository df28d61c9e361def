internal import SequenceIO

/// The folder that a run writes into, locked against other runs until the value ends.
///
/// A marker file tells our folders from others: into one of ours the same command goes again and
/// resumes; any other that holds something is refused unless it is forced. Force never covers a
/// folder that holds names of ours without the marker: what bears them would be replaced.
struct ResultsFolder: ~Copyable {
  /// The folder without a slash at its end.
  let path: String
  private let lock: FileLock

  static let markerName = ".clonova"
  private static let lockName = ".lock"
  /// What a run replaces, as a whole.
  private static let resultNames: Set = [
    "samples", "track", "run.json", "report.html", "schema.json",
  ]
  private static let markerText = "A results folder of clonova. Its files can be made again.\n"

  /// Opens or makes the folder, takes its lock and removes what interrupted runs left.
  ///
  /// - Throws: 73 when it cannot be used, is in use or belongs to something else.
  init(path: String, force: Bool) throws {
    try Self.check(path: path, force: force)
    let trimmed = Self.withoutSlash(path)
    try FileTree.createFolders(trimmed)
    let lock = try FileLock(path: trimmed + "/" + Self.lockName)
    try Self.claim(trimmed, force: force)
    self.path = trimmed
    self.lock = lock
  }

  private static func withoutSlash(_ path: String) -> String {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return trimmed
  }

  /// What belongs to something else is looked at again under the lock, then claimed.
  private static func claim(_ path: String, force: Bool) throws {
    try check(path: path, force: force)
    guard FileTree.exists(path + "/" + markerName) else {
      // Nothing of ours can be in there yet, so nothing is removed.
      return try AtomicFile.write(Array(markerText.utf8), to: path + "/" + markerName)
    }
    try AtomicOutput.removeStale(in: path)
    if FileTree.isFolder(path + "/samples") {
      try AtomicOutput.removeStale(in: path + "/samples")
    }
  }

  /// Fails with 73 when `path` is no folder, or one that belongs to something else.
  ///
  /// It changes nothing, so that a dry run can ask too.
  static func check(path: String, force: Bool) throws {
    guard FileTree.exists(path) else { return }
    guard WholeFile.exists(path + "/.") else {
      throw PipelineError(
        .cannotWrite, at: "-o \(path)", found: "a file of this name",
        expected: "a folder, or a name not taken", remedy: "Choose another output folder")
    }
    let names = try FileTree.names(in: path)
    let isOurs = names.contains(markerName)
    if !isOurs, let taken = names.first(where: resultNames.contains) {
      throw PipelineError(
        .cannotWrite, at: "-o \(path)",
        found: "'\(taken)' in a folder that no run has marked as its own (no '\(markerName)')",
        expected: "a new or empty folder, or one of an earlier run",
        remedy: "Name another folder; --force does not replace what another has made")
    }
    let isEmpty = names.allSatisfy { $0 == lockName || $0.hasPrefix(AtomicOutput.temporaryPrefix) }
    guard isOurs || isEmpty || force else {
      throw PipelineError(
        .cannotWrite, at: "-o \(path)",
        found: "a folder that holds other things ('\(names[0])')",
        expected: "a new or empty folder, or one of an earlier run",
        remedy: "Choose another folder, or add --force to write into this one")
    }
  }

  /// Where the samples' folders lie.
  var samplesPath: String { path + "/samples" }

  /// The final folder of a sample.
  func samplePath(_ folderName: String) -> String { samplesPath + "/" + folderName }

  /// The final folder of the tracking tables.
  var trackPath: String { path + "/track" }
}
