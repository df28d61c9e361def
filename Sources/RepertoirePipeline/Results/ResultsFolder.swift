internal import SequenceIO

/// The folder that a run writes into, locked against other runs until the value ends.
///
/// A study has the folder for itself. Samples that are analyzed one by one, by jobs side by side,
/// share it: each has the lock of its own sample.
///
/// A marker file tells our folders from others: into one of ours the same command goes again and
/// resumes; any other that holds something is refused unless it is forced. Force never covers a
/// folder that holds names of ours without the marker: what bears them would be replaced.
struct ResultsFolder: ~Copyable {
  /// The folder without a slash at its end.
  let path: String
  private let lock: FileLock
  private let sampleLock: FileLock?

  /// What a folder is opened for.
  enum Use {
    /// All of it.
    case study
    /// The sample of a folder name, beside others.
    case sample(String)
    /// A shard of such a sample, beside other shards.
    case shard(String, InputShare)

    /// The name of the lock, and what is built under it; nil for a study.
    fileprivate var part: (lock: String, path: String)? {
      switch self {
      case .study: nil
      case .sample(let name): (name, "samples/" + name)
      case .shard(let name, let share):
        ("\(name).\(share.fileText)", ResultsFolder.shardPath(name, share))
      }
    }
  }

  static let markerName = ".clonova"
  private static let lockName = ".lock"
  private static let sampleLocksName = ".locks"
  /// What a run replaces, as a whole.
  private static let resultNames: Set = [
    "samples", "track", "run.json", "report.html", "schema.json", "repertoires.airr.yaml",
    "multiqc", "shards",
  ]
  private static let markerText = "A results folder of clonova. Its files can be made again.\n"

  /// Opens or makes the folder, takes its lock and removes what interrupted runs left.
  ///
  /// - Throws: 73 when it cannot be used, is in use or belongs to something else.
  init(path: String, force: Bool, for use: Use = .study) throws {
    try Self.check(path: path, force: force)
    let trimmed = Self.withoutSlash(path)
    try FileTree.createFolders(trimmed)
    switch use.part {
    case nil:
      let lock = try FileLock(path: trimmed + "/" + Self.lockName)
      let samples = trimmed + "/samples"
      if try Self.claim(trimmed, force: force) {
        try AtomicOutput.removeStale(in: trimmed)
        if FileTree.isFolder(samples) { try AtomicOutput.removeStale(in: samples) }
      } else {
        // Of a run that was ended while it marked the folder; nothing else there is surely ours.
        try AtomicOutput.removeStale(of: trimmed + "/" + Self.markerName)
      }
      self.lock = lock
      sampleLock = nil
    case let (name, part)?:
      let lock = try FileLock(path: trimmed + "/" + Self.lockName, isShared: true)
      let isOurs = try Self.claim(trimmed, force: force)
      let locks = trimmed + "/" + Self.sampleLocksName
      try FileTree.createFolders(locks)
      let sampleLock = try FileLock(path: locks + "/" + name)
      let built = trimmed + "/" + part
      if isOurs, FileTree.isFolder(FileTree.parts(of: built).folder) {
        try AtomicOutput.removeStale(of: built)
      }
      self.lock = lock
      self.sampleLock = consume sampleLock
    }
    self.path = trimmed
  }

  /// Opens a folder that holds tracking tables, to make its report anew.
  ///
  /// It may be a copy that lacks the hidden files: the tables tell what it is.
  init(ofTrackedStudy path: String) throws {
    let trimmed = Self.withoutSlash(path)
    lock = try FileLock(path: trimmed + "/" + Self.lockName)
    sampleLock = nil
    self.path = trimmed
  }

  private static func withoutSlash(_ path: String) -> String {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return trimmed
  }

  /// What belongs to something else is looked at again under the lock, then claimed.
  ///
  /// Returns whether it was ours before; what is stale may be removed only then.
  private static func claim(_ path: String, force: Bool) throws -> Bool {
    try check(path: path, force: force)
    guard !FileTree.exists(path + "/" + markerName) else { return true }
    try AtomicFile.write(Array(markerText.utf8), to: path + "/" + markerName)
    return false
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
    // Asked again: a job beside this one may have made the marker after the names were read.
    let isOurs = names.contains(markerName) || FileTree.exists(path + "/" + markerName)
    if !isOurs, let taken = names.first(where: resultNames.contains) {
      throw PipelineError(
        .cannotWrite, at: "-o \(path)",
        found: "'\(taken)' in a folder that no run has marked as its own (no '\(markerName)')",
        expected: "a new or empty folder, or one of an earlier run",
        remedy: "Name another folder, or copy the earlier run with its hidden files; --force does "
          + "not replace what another has made")
    }
    let isEmpty = names.allSatisfy {
      [lockName, sampleLocksName].contains($0) || $0.hasPrefix(AtomicOutput.temporaryPrefix)
    }
    guard isOurs || isEmpty || force else {
      throw PipelineError(
        .cannotWrite, at: "-o \(path)",
        found: "a folder that holds other things ('\(names[0])')",
        expected: "a new or empty folder, or one of an earlier run",
        remedy: "Choose another folder, or add --force to write into this one")
    }
  }

  /// The file of a shard, from the results folder on.
  static func shardPath(_ folderName: String, _ share: InputShare) -> String {
    "shards/\(folderName)/\(folderName).\(share.fileText).shard"
  }

  /// Where the samples' folders lie.
  var samplesPath: String { path + "/samples" }

  /// The final folder of a sample.
  func samplePath(_ folderName: String) -> String { samplesPath + "/" + folderName }

  /// The final folder of the tracking tables.
  var trackPath: String { path + "/track" }
}
