internal import Foundation
internal import Glibc
internal import SequenceIO

/// A sample sheet drafted from the names of FASTQ files: the command `init`.
public struct SheetDraft: Sendable {
  private struct Key: Hashable {
    var folder: String
    var sample: String
    var number: String
    var lane: String
  }
  private struct Lane {
    var r1: String?
    var r2: String?
  }

  /// The sheet, tab-separated with a header.
  public private(set) var text = ""
  /// What was left out and what is to be filled in, one sentence each.
  public private(set) var remarks: [String] = []

  /// Drafts a sheet from patterns of file names, which the shell may have expanded already.
  ///
  /// One row a lane, sorted by sample and lane; patient, tissue and day are left blank, since a
  /// name does not tell them. Paths are relative to `sheet`'s folder where they lie below it.
  /// - Throws: 66 when a pattern meets no file, 65 when mates are missing or taken twice.
  public init(patterns: [String], kit: String?, sheet: String?) throws(PipelineError) {
    var files: Set<String> = []
    var faults: [Fault] = []
    for pattern in patterns {
      let met = Self.files(of: pattern)
      if met.isEmpty {
        faults.append(
          Fault(
            place: pattern, found: "no such file", expected: "files of reads",
            remedy: "Check the pattern, quoted as in `clonova init 'raw/*.fastq.gz'`"))
      }
      files.formUnion(met)
    }
    guard faults.isEmpty else { throw PipelineError(.inputMissing, faults) }
    let lanes = try gather(files.sorted())
    text = try Self.text(of: lanes, kit: kit, folder: sheet.map(FilePath.folder) ?? "")
    let samples = Set(lanes.map { $0.key.sample }).count
    remarks.append(
      "\(lanes.count) rows of \(samples) samples; fill in patient_id, tissue (blood, tumor, product, "
        + "other), day\(kit == nil ? " and kit (`clonova kits` lists them)" : ""), then run "
        + "`clonova check` on it")
  }

  private mutating func gather(
    _ files: [String]
  ) throws(PipelineError) -> [(key: Key, value: Lane)] {
    var lanes: [Key: Lane] = [:]
    var faults: [Fault] = []
    var index = 0
    for file in files {
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      guard let last = parts.last, let name = ReadFileName(String(last)) else {
        remarks.append("\(file) is left out: its name does not end in .fastq or .fq, .gz or not")
        continue
      }
      if name.read == .index {
        index += 1
        continue
      }
      if name.sample == "Undetermined" {
        remarks.append("\(file) is left out: reads that were given to no sample")
        continue
      }
      let folder = parts.dropLast().joined(separator: "/")
      let key = Key(
        folder: folder, sample: name.sample, number: name.number, lane: name.lane)
      var lane = lanes[key] ?? Lane()
      let taken = name.read == .first ? lane.r1 : lane.r2
      if name.read == .first { lane.r1 = file } else { lane.r2 = file }
      lanes[key] = lane
      guard let taken else { continue }
      faults.append(
        Fault(
          place: file, found: "the same sample, lane and mate as \(taken)",
          expected: "one file for each", remedy: "Leave one of the two out of the pattern"))
    }
    if index > 0 { remarks.append("left out: \(Count.of(index, "file")) of index reads (I1, I2)") }
    for (key, lane) in lanes where lane.r1 == nil {
      faults.append(
        Fault(
          place: lane.r2 ?? key.sample, found: "a second mate (R2) without its first",
          expected: "an R1 beside it", remedy: "Add the R1 file to the pattern"))
    }
    guard faults.isEmpty else {
      throw PipelineError(.badData, faults.sorted { $0.place < $1.place })
    }
    return Self.named(lanes).sorted {
      ($0.key.sample, $0.key.folder, $0.key.lane) < ($1.key.sample, $1.key.folder, $1.key.lane)
    }
  }

  /// One name under several numbers of one run is several libraries, which their numbers tell
  /// apart; in several runs it is one library whose number may differ.
  private static func named(_ lanes: [Key: Lane]) -> [(key: Key, value: Lane)] {
    var numbers: [String: Set<String>] = [:]
    for key in lanes.keys { numbers[key.folder + "/" + key.sample, default: []].insert(key.number) }
    return lanes.map { key, lane in
      var key = key
      if (numbers[key.folder + "/" + key.sample]?.count ?? 0) > 1 { key.sample += "_" + key.number }
      return (key, lane)
    }
  }

  private static func text(
    of lanes: [(key: Key, value: Lane)], kit: String?, folder: String
  ) throws(PipelineError) -> String {
    var rows = ["sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\tbatch"]
    for (key, lane) in lanes {
      rows.append(
        [
          key.sample, "", "", "", path(lane.r1 ?? "", from: folder),
          lane.r2.map { path($0, from: folder) } ?? "", kit ?? "", key.lane,
        ].joined(separator: "\t"))
    }
    guard rows.count > 1 else {
      throw PipelineError(
        .inputMissing, at: "init", found: "no file of reads", expected: "FASTQ files",
        remedy: "Check the pattern")
    }
    return rows.joined(separator: "\n") + "\n"
  }

  /// A path as the sheet writes it: below the sheet's folder, else absolute.
  private static func path(_ file: String, from folder: String) -> String {
    if file.hasPrefix("/") || folder.isEmpty { return file }
    if !folder.hasPrefix("/"), file.hasPrefix(folder) {
      return String(file.dropFirst(folder.count))
    }
    return URL(fileURLWithPath: file).standardizedFileURL.path
  }

  private static func files(of pattern: String) -> [String] {
    // A name that the shell has expanded may hold brackets of its own.
    if WholeFile.isRegular(pattern) { return [pattern] }
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for i in 0..<(unsafe Int(found.gl_pathc)) {
      if let path = unsafe found.gl_pathv[i] { paths.append(unsafe String(cString: path)) }
    }
    return paths.filter(WholeFile.isRegular)
  }

  /// Writes the sheet to a file.
  ///
  /// - Throws: 73 when it exists and may not be replaced, or cannot be written.
  public func write(to path: String, mayReplace: Bool) throws {
    try AtomicFile.write(Array(text.utf8), to: path, mayReplace: mayReplace)
  }
}
