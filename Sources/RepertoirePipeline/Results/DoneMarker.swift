internal import SequenceIO

/// The record that a sample's folder is whole: its key, and the size and digest of each file.
struct DoneMarker: Codable, Equatable {
  /// One file of the folder.
  struct Output: Codable, Equatable {
    var name: String
    var size: Int
    var sha256: String
  }

  /// The sample's key.
  var key: String
  /// The files, in order of name.
  var outputs: [Output]

  /// The marker's name in the folder of a sample.
  static func name(of folderName: String) -> String { folderName + ".done.json" }

  /// The record of a folder that is about to be finished.
  init(key: SampleKey, outputs: [Output]) {
    self.key = key.digest
    self.outputs = outputs.sorted { $0.name < $1.name }
  }

  /// Measures files of a folder.
  static func outputs(of folder: String, files: [String]) throws -> [Output] {
    try files.map { name in
      let (sha256, size) = try FileDigest.of(file: folder + "/" + name)
      return Output(name: name, size: size, sha256: sha256)
    }
  }

  /// Whether a table lies beside the marker of its sample and is not the one that was written.
  static func contradicts(_ input: RunRecord.Input) -> Bool {
    guard let output = output(at: input.path) else { return false }
    return (output.sha256, output.size) != (input.sha256, input.size)
  }

  /// What the marker beside a table says was written there; nil without marker.
  static func output(at path: String) -> Output? {
    let (folder, name) = FileTree.parts(of: path)
    guard
      let suffix = [SampleRun.tableName(of: ""), SampleRun.moleculeTableName(of: "")]
        .first(where: name.hasSuffix),
      let marker = JSONText.value(
        DoneMarker.self, at: folder + "/" + Self.name(of: String(name.dropLast(suffix.count))))
    else { return nil }
    return marker.outputs.first { $0.name == name }
  }

  /// Whether a folder holds finished work under a key, each file as it was written.
  static func isDone(folder: String, folderName: String, key: SampleKey) -> Bool {
    let path = folder + "/" + name(of: folderName)
    guard let marker = JSONText.value(DoneMarker.self, at: path), marker.key == key.digest else {
      return false
    }
    return marker.outputs.allSatisfy { output in
      guard let found = try? FileDigest.of(file: folder + "/" + output.name) else { return false }
      return found == (output.sha256, output.size)
    }
  }
}
