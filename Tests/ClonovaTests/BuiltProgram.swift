import Foundation

/// The built program, run in a fresh folder that goes with the value.
final class BuiltProgram {
  struct Ending: Sendable {
    var status: Int32
    var output: String
    var messages: String
  }

  /// The folder that every run starts in.
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "clonova-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The program lies beside the tests that are running.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (tests as NSString).deletingLastPathComponent + "/clonova"
  }()

  /// Runs the program to its end.
  func run(_ arguments: [String], input: Data? = nil) throws -> Ending {
    try run(Self.path, arguments, input: input)
  }

  /// Runs the study `trial` into `out`.
  func runStudy(_ options: String...) throws -> Ending {
    try run(["run", "trial/samples.tsv", "-o", "out", "--no-progress"] + options)
  }

  /// Runs a line of bash with the program as `$clonova`.
  func shell(_ line: String) throws -> Ending {
    try run("/bin/bash", ["-c", "clonova='\(Self.path)'; set -o pipefail; \(line)"])
  }

  private func run(_ path: String, _ arguments: [String], input: Data? = nil) throws -> Ending {
    // Files, not pipes: a full pipe would stop a program that nobody reads from.
    let stem = folder + "/." + UUID().uuidString
    defer {
      for name in [".out", ".err", ".in"] {
        try? FileManager.default.removeItem(atPath: stem + name)
      }
    }
    for name in [".out", ".err"] {
      try Data().write(to: URL(fileURLWithPath: stem + name))
    }
    try (input ?? Data()).write(to: URL(fileURLWithPath: stem + ".in"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle(forReadingAtPath: stem + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: stem + ".out")
    process.standardError = FileHandle(forWritingAtPath: stem + ".err")
    try process.run()
    process.waitUntilExit()
    return Ending(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try String(contentsOfFile: stem + ".out", encoding: .utf8),
      messages: try String(contentsOfFile: stem + ".err", encoding: .utf8))
  }

  /// Writes a file into the folder.
  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  /// Writes a file into the folder.
  func write(_ name: String, _ bytes: Data) throws {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// The bytes of a file in the folder.
  func read(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
  }

  /// The text of a file in the folder.
  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  /// The rows of a table in the folder, by column.
  func rows(_ name: String) throws -> [[String: String]] {
    let lines = try text(name).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Writes a sheet that names the tables in `out` of the samples of `trial`.
  func writeSheetOfTables(_ name: String) throws {
    let lines = try text("trial/samples.tsv").split(separator: "\n").enumerated().map {
      let cells = $1.split(separator: "\t", omittingEmptySubsequences: false)
      let table = "out/samples/\(cells[0])/\(cells[0]).clonotypes.tsv"
      return cells[..<4].joined(separator: "\t") + "\t" + ($0 == 0 ? "clonotypes" : table)
    }
    try write(name, lines.joined(separator: "\n") + "\n")
  }

  /// Every result file below a folder by its path, but those that tell of the run itself.
  func results(_ name: String) throws -> [String: Data] {
    let root = folder + "/" + name
    let own = ["run.json", ".lock", ".clonova"]
    var found: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      let file = URL(fileURLWithPath: root + "/" + path)
      let isFolder = try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
      let isOwn = own.contains(path) || path.hasPrefix(".locks/")
      if !isFolder, !isOwn { found[path] = try read(name + "/" + path) }
    }
    return found
  }

  /// Simulates a trial of one patient and some hundred cells into `trial`.
  func simulate(seed: Int = 1, scale: String = "0.03") throws {
    let ending = try run([
      "simulate", "-o", "trial", "--seed", "\(seed)", "--patients", "1", "--scale", scale,
      "--quiet",
    ])
    precondition(ending.status == 0, "the simulator failed: \(ending.messages)")
  }
}
