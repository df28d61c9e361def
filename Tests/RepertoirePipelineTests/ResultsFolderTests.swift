import Foundation
import Testing

@testable import RepertoirePipeline

@Suite("The results folder")
struct ResultsFolderTests {
  private func status(_ path: String, force: Bool = false) -> RepertoirePipeline.ExitStatus {
    do {
      _ = try ResultsFolder(path: path, force: force)
      return .success
    } catch {
      return RepertoirePipeline.ExitStatus(of: error)
    }
  }

  @Test("a new, an empty and an own folder are taken; a foreign one only by force")
  func claims() throws {
    let root = try SheetFolder()
    #expect(status(root.path + "/new/deep/") == .success)
    #expect(status(root.path + "/new/deep") == .success)
    try root.write("foreign/thesis.txt", "x")
    #expect(status(root.path + "/foreign") == .cannotWrite)
    #expect(!FileManager.default.fileExists(atPath: root.path + "/foreign/.lock"))
    #expect(status(root.path + "/foreign", force: true) == .success)
    #expect(status(root.path + "/foreign") == .success)
    try root.write("file", "x")
    #expect(status(root.path + "/file", force: true) == .cannotWrite)
  }

  @Test(
    "names that a run replaces are not taken from another, even by force",
    arguments: ["track/thesis.txt", "samples/a/raw.fq", "run.json", "report.html", "schema.json"])
  func foreignResults(_ name: String) throws {
    let root = try SheetFolder()
    try root.write("mine/" + name, "x")
    #expect(status(root.path + "/mine") == .cannotWrite)
    #expect(status(root.path + "/mine", force: true) == .cannotWrite)
    #expect(!FileManager.default.fileExists(atPath: root.path + "/mine/.clonova"))
    try root.write("mine/.clonova", "")
    #expect(status(root.path + "/mine") == .success)
    #expect(FileManager.default.fileExists(atPath: root.path + "/mine/" + name))
  }

  @Test("a folder taken by force keeps all it holds")
  func forced() throws {
    let root = try SheetFolder()
    try root.write("mine/.tmp-notes/a", "x")
    try root.write("mine/thesis.txt", "x")
    #expect(status(root.path + "/mine", force: true) == .success)
    #expect(FileManager.default.fileExists(atPath: root.path + "/mine/.tmp-notes/a"))
  }

  @Test("a folder in use is refused until its user is gone")
  func lock() throws {
    let root = try SheetFolder()
    do {
      let folder = try ResultsFolder(path: root.path + "/r", force: false)
      #expect(status(root.path + "/r") == .cannotWrite)
      _ = folder.path
    }
    #expect(status(root.path + "/r") == .success)
  }

  @Test("the unfinished marker of a run that was ended while it took the folder is removed")
  func staleMarker() throws {
    let root = try SheetFolder()
    try root.write("r/.tmp-1-1-.clonova", "x")
    #expect(status(root.path + "/r") == .success)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: root.path + "/r").sorted() == [
        ".clonova", ".lock",
      ])
  }

  @Test("what an interrupted run left is removed")
  func stale() throws {
    let root = try SheetFolder()
    #expect(status(root.path + "/r") == .success)
    try root.write("r/.tmp-1-1-track/a.tsv", "x")
    try root.write("r/samples/.tmp-1-2-a/a.tsv", "x")
    try root.write("r/samples/b/b.tsv", "x")
    #expect(status(root.path + "/r") == .success)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: root.path + "/r/samples") == ["b"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: root.path + "/r").sorted() == [
        ".clonova", ".lock", "samples",
      ])
  }
}
