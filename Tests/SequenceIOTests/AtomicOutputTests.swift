internal import Glibc
internal import SequenceIO
internal import Testing

@Suite("Atomic outputs")
struct AtomicOutputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a folder appears whole at commit and not before")
  func commit() throws {
    let path = folder.path + "/results/samples/s1"
    var output = try AtomicFolder(path: path)
    try AtomicFile.write([49], to: output.path(of: "deep/a.tsv"))
    #expect(!FileTree.exists(path))
    try output.commit()
    #expect(try TemporaryFolder.bytes(of: path + "/deep/a.tsv") == [49])
    #expect(try FileTree.names(in: folder.path + "/results/samples") == ["s1"])
  }

  @Test("an uncommitted folder leaves nothing behind")
  func abandoned() throws {
    let path = folder.path + "/out"
    do {
      let output = try AtomicFolder(path: path)
      try AtomicFile.write([49], to: output.path(of: "a"))
    }
    #expect(try FileTree.names(in: folder.path).isEmpty)
  }

  @Test("an old folder is exchanged as a whole, or refused")
  func exchange() throws {
    let path = folder.path + "/out"
    try FileTree.createFolders(path)
    try folder.write("old", to: "out/old")
    #expect(throws: SequenceIOError(.outputExists, at: InputLocation(path: path))) {
      _ = try AtomicFolder(path: path)
    }
    var output = try AtomicFolder(path: path, mayReplace: true)
    try AtomicFile.write([49], to: output.path(of: "new"))
    #expect(try FileTree.names(in: path) == ["old"])
    try output.commit()
    #expect(try FileTree.names(in: path) == ["new"])
    #expect(try FileTree.names(in: folder.path) == ["out"])
  }

  @Test("a folder that came meanwhile is not replaced")
  func race() throws {
    let path = folder.path + "/out"
    do {
      var output = try AtomicFolder(path: path)
      try FileTree.createFolders(path)
      do {
        try output.commit()
        Issue.record("the other folder was replaced")
      } catch {
        #expect(error == SequenceIOError(.outputExists, at: InputLocation(path: path)))
      }
    }
    #expect(try FileTree.names(in: folder.path) == ["out"])
  }

  @Test("a file appears whole at commit; an old one is replaced or refused")
  func file() throws {
    let path = folder.path + "/run.json"
    try AtomicFile.write([1], to: path)
    try AtomicFile.write([2], to: path)
    #expect(try TemporaryFolder.bytes(of: path) == [2])
    #expect(throws: SequenceIOError(.outputExists, at: InputLocation(path: path))) {
      try AtomicFile.write([3], to: path, mayReplace: false)
    }
    do {
      let output = try AtomicFile(path: path)
      try folder.write("half", to: String(output.temporaryPath.split(separator: "/").last ?? ""))
    }
    #expect(try TemporaryFolder.bytes(of: path) == [2])
    #expect(try FileTree.names(in: folder.path) == ["run.json"])
  }

  @Test("a file that came meanwhile is not replaced when it must not be")
  func fileRace() throws {
    let path = folder.path + "/run.json"
    var output = try AtomicFile(path: path, mayReplace: false)
    var file = try OutputFile(path: output.temporaryPath)
    try file.write([1])
    try file.finish()
    try folder.write("other", to: "run.json")
    do {
      try output.commit()
      Issue.record("the other file was replaced")
    } catch {
      #expect(error == SequenceIOError(.outputExists, at: InputLocation(path: path)))
    }
    #expect(try TemporaryFolder.bytes(of: path) == Array("other".utf8))
  }

  @Test("what interrupted runs left is removed, and nothing else")
  func stale() throws {
    try FileTree.createFolders(folder.path + "/.tmp-1-1-s1/deep")
    try folder.write("x", to: ".tmp-1-1-s1/deep/file")
    try folder.write("x", to: ".tmp-1-2-file")
    try folder.write("x", to: "kept")
    try AtomicOutput.removeStale(in: folder.path)
    #expect(try FileTree.names(in: folder.path) == ["kept"])
  }

  @Test("removing a tree does not follow links")
  func links() throws {
    try FileTree.createFolders(folder.path + "/tree")
    try folder.write("x", to: "kept")
    #expect(unsafe symlink(folder.path + "/kept", folder.path + "/tree/link") == 0)
    #expect(unsafe symlink(folder.path, folder.path + "/tree/up") == 0)
    try FileTree.remove(folder.path + "/tree")
    #expect(try FileTree.names(in: folder.path) == ["kept"])
  }

  @Test("sending bytes to the disk ahead changes none of them, and is no fault of a device")
  func sentAhead() throws {
    let path = folder.path + "/table.tsv"
    for device in [path, "/dev/null"] {
      var file = try OutputFile(path: device)
      var expected: [UInt8] = []
      for size in [1, (1 << 20) - 1, 1, 700_000, 400_000, 0, 3 << 20, 17] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
        try file.write(bytes)
        file.sendAhead()
        expected += bytes
      }
      try file.finish()
      if device == path { #expect(try TemporaryFolder.bytes(of: path) == expected) }
    }
  }

  @Test("a full disk is its own error")
  func diskFull() throws {
    do {
      var file = try OutputFile(path: "/dev/full")
      try file.write([1])
      Issue.record("the full device took a byte")
    } catch {
      #expect(error == SequenceIOError(.diskFull, at: InputLocation(path: "/dev/full")))
    }
    do {
      var writer = try GzipWriter(path: "/dev/full")
      try writer.write([1])
      try writer.finish()
      Issue.record("the full device took a gzip member")
    } catch {
      #expect(error.reason == .diskFull)
    }
  }

  @Test("a place that cannot be written is an error with its path")
  func unwritable() throws {
    let file = try folder.write("x", to: "file")
    let path = file + "/below/out"
    let error = #expect(throws: SequenceIOError.self) { _ = try AtomicFolder(path: path) }
    #expect(error?.reason == .writeFailed(errno: ENOTDIR))
  }

  @Test("a lock has one holder, and is free again after it")
  func lock() throws {
    let path = folder.path + "/.lock"
    do {
      let first = try FileLock(path: path)
      #expect(throws: SequenceIOError(.locked, at: InputLocation(path: path))) {
        _ = try FileLock(path: path)
      }
      _ = consume first
    }
    _ = try FileLock(path: path)
  }
}
