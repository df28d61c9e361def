import Foundation

/// The arrows between targets, and a reader of import statements that finds what is against them.
struct ImportArrows {
  /// What each target may import of ours and of declared products; see Sources/README.md.
  static let allowed: [String: Set<String>] = [
    "CZlib": [],
    "Sequences": [],
    "SequenceIO": ["Sequences", "CZlib"],
    "Germline": ["Sequences", "SequenceIO"],
    "VDJAlignment": ["Germline", "Sequences", "SequenceIO"],
    "Repertoires": ["Sequences"],
    "ClonotypeAssembly": ["VDJAlignment", "Germline", "Repertoires", "Sequences"],
    "RepertoireTables": ["Repertoires", "RepertoireTracking", "SequenceIO", "Sequences"],
    "RepertoireStatistics": ["Numerics", "RealModule"],
    "RepertoireTracking": ["Repertoires", "RepertoireStatistics", "Sequences"],
    "RepertoireReports": [
      "RepertoireTables", "RepertoireTracking", "Mustache", "Foundation",
    ],
    "RepertoireSimulation": ["Germline", "Sequences", "SequenceIO", "RepertoireStatistics"],
    "RepertoirePipeline": [
      "Sequences", "SequenceIO", "Germline", "VDJAlignment", "ClonotypeAssembly", "Repertoires",
      "RepertoireTables", "RepertoireStatistics", "RepertoireTracking", "RepertoireReports",
      "RepertoireSimulation", "Crypto", "Logging", "Yams", "Collections", "Foundation",
    ],
    "clonova": ["RepertoirePipeline", "ArgumentParser", "Foundation"],
  ]

  /// What every target may import of the system.
  static let system: Set<String> = ["Glibc", "Synchronization"]

  /// The folder that holds one folder a target.
  let sources: URL

  /// Everything that is wrong in the tree, one line each, sorted.
  func violations() throws -> [String] {
    let files = FileManager.default
    let folders = try files.contentsOfDirectory(
      at: sources, includingPropertiesForKeys: [.isDirectoryKey]
    ).filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    var violations: [String] = []
    let names = Set(folders.map(\.lastPathComponent))
    for name in Self.allowed.keys where !names.contains(name) {
      violations.append("\(name): the folder of the target is missing")
    }
    for folder in folders {
      let target = folder.lastPathComponent
      guard let allowed = Self.allowed[target] else {
        violations.append("\(target): a folder of no known target")
        continue
      }
      let swift = try swiftFiles(in: folder)
      // A system library consists of its module map.
      if target != "CZlib", try !swift.contains(where: Self.holdsCode) {
        violations.append("\(target): no code in the target")
      }
      for file in swift {
        for module in Self.imports(in: try String(contentsOf: file, encoding: .utf8))
        where !allowed.union(Self.system).contains(module) {
          violations.append("\(target) imports \(module) in \(file.lastPathComponent)")
        }
      }
    }
    return violations.sorted()
  }

  /// The modules that a source file imports, with any attributes and access level before the word.
  static func imports(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let place = words.firstIndex(of: "import"), words.count > place + 1 else { return nil }
      let modifiers = words[..<place].allSatisfy { word in
        word.hasPrefix("@")
          || ["public", "package", "internal", "fileprivate", "private"]
            .contains(String(word))
      }
      guard modifiers else { return nil }
      let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor",
      ]
      let name =
        kinds.contains(words[place + 1]) && words.count > place + 2
        ? words[place + 2] : words[place + 1]
      return name.split(separator: ".").first.map(String.init)
    }
  }

  private static func holdsCode(_ file: URL) throws -> Bool {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").contains { line in
      let text = line.drop { $0 == " " }
      return !text.hasPrefix("//") && !text.contains("import ") && !text.isEmpty
    }
  }

  private func swiftFiles(in folder: URL) throws -> [URL] {
    var found: [URL] = []
    guard let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    for case let file as URL in walker where file.pathExtension == "swift" { found.append(file) }
    return found.sorted { $0.path < $1.path }
  }
}
