import Foundation

@testable import RepertoirePipeline

/// A fresh folder with the files of one test, removed at its end.
final class SheetFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "clonova-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Writes reads of one quality as FASTQ and returns the path.
  func writeReads(_ reads: [String], to name: String) throws -> String {
    try write(
      name,
      reads.enumerated().map { number, read in
        "@r\(number)\n\(read)\n+\n\(String(repeating: "I", count: read.count))\n"
      }.joined())
  }

  /// The faults of a sheet, each without the folder; empty when it is good.
  func faults(of sheet: String, name: String = "samples.tsv") throws -> [String] {
    let path = try write(name, sheet)
    do {
      _ = try SampleSheet(path: path)
      return []
    } catch {
      return error.faults.map { $0.message.replacing(self.path + "/", with: "") }
    }
  }
}
