import Foundation
import TestSupport
import Testing

@Suite("Imports follow the arrows of Sources/README.md")
struct ArrowTests {
  private static let sources = URL(
    fileURLWithPath: SharedData.packageRoot + "/Sources", isDirectory: true)

  @Test("no target imports against the arrows, and none is empty")
  func realTree() throws {
    #expect(try ImportArrows(sources: Self.sources).violations() == [])
  }

  @Test("the table in Sources/README.md says the same as the test")
  func readmeAgrees() throws {
    let readme = try String(
      contentsOf: Self.sources.appending(path: "README.md"), encoding: .utf8)
    for (target, allowed) in ImportArrows.allowed where target != "RepertoirePipeline" {
      let row = try #require(
        readme.split(separator: "\n").first { $0.hasPrefix("| `\(target)` |") },
        "no row of \(target)")
      let cell = try #require(
        row.split(separator: "|").last { $0.contains("`") || $0.contains("-") })
      let named = Set(cell.matches(of: /`([A-Za-z]+)`/).map { String($0.1) })
      // Foundation and what comes with a module (re-exports) stand in the notes below the table.
      let expected = allowed.subtracting(["Foundation", "RealModule"])
        .subtracting(target == "RepertoireTracking" ? ["Sequences"] : [])
      #expect(named == expected, "\(target)")
    }
  }

  @Test("a made-up tree with every kind of fault is found out")
  func wrongTree() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ path: String, _ text: String) throws {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    for target in ImportArrows.allowed.keys { try write("\(target)/A.swift", "struct A {}\n") }
    #expect(try ImportArrows(sources: folder).violations() == [])

    try write("Sequences/Deep/B.swift", "internal import SequenceIO\nstruct B {}\n")
    try write("VDJAlignment/C.swift", "import Foundation\nstruct C {}\n")
    try write("RepertoireTables/D.swift", "@preconcurrency public import Crypto\nstruct D {}\n")
    try write("Repertoires/A.swift", "// Nothing yet.\nimport Sequences\n")
    try write("Helpers/E.swift", "struct E {}\n")
    try FileManager.default.removeItem(at: folder.appending(path: "Germline"))
    #expect(
      try ImportArrows(sources: folder).violations() == [
        "Germline: the folder of the target is missing",
        "Helpers: a folder of no known target",
        "RepertoireTables imports Crypto in D.swift",
        "Repertoires: no code in the target",
        "Sequences imports SequenceIO in B.swift",
        "VDJAlignment imports Foundation in C.swift",
      ])
  }

  @Test(
    "every spelling of an import is read",
    arguments: [
      ("import A", ["A"]), ("public import A", ["A"]), ("@_exported public import A", ["A"]),
      ("@testable import A", ["A"]), ("import struct A.B", ["A"]), ("  import A.B", ["A"]),
      ("// import A", []), ("let text = \"import A\"", []), ("important()", []),
    ])
  func spellings(line: String, modules: [String]) {
    #expect(ImportArrows.imports(in: line) == modules)
  }
}
