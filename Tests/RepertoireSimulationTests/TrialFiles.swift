import Glibc
import RepertoireSimulation
import SequenceIO

/// A small trial in a fresh folder that goes when the value does.
final class TrialFiles: Sendable {
  let folder: String
  let trial: SimulatedTrial
  let design: TrialDesign

  struct CannotMakeFolder: Error {}

  /// Two patients with two and one baselines, few cells, all planted classes.
  static func design(seed: UInt64) -> TrialDesign {
    var design = TrialDesign(
      seed: seed,
      patients: [("A", [-9, 0]), ("B", [-1])].map { id, baselines in
        PatientDesign(
          id: id, bloodDays: baselines + [10, 20, 30], biopsyDays: [-2, 12, 25],
          cellsPerBlood: 500, cellsPerBiopsy: 150, readsPerCell: 2)
      })
    design.backgroundClones = 1_000
    return design
  }

  init(_ design: TrialDesign) throws {
    var template = Array("/tmp/simulated-trial-XXXXXX".utf8CString)
    let isMade = unsafe mkdtemp(&template) != nil
    guard isMade else { throw CannotMakeFolder() }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.design = design
    trial = try SimulatedTrial.write(design: design, to: folder + "/trial")
  }

  deinit { try? FileTree.remove(folder) }

  /// The rows of a table of the trial, by column.
  func table(_ name: String) throws -> [[String: String]] {
    var reader = try TSVReader(path: folder + "/trial/" + name)
    var rows: [[String: String]] = []
    while try reader.advance() {
      rows.append(
        Dictionary(
          uniqueKeysWithValues: reader.header.enumerated().map { ($1, reader.text($0)) }))
    }
    return rows
  }

  /// Names and sequences of a FASTQ file of the trial.
  func reads(_ name: String) throws -> [(name: String, sequence: String)] {
    func text(_ bytes: Span<UInt8>) -> String {
      String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
    var reader = try FASTQReader(paths: [folder + "/trial/" + name])
    var batch = ReadBatch()
    var reads: [(name: String, sequence: String)] = []
    while try reader.next(into: &batch) {
      for i in batch.indices { reads.append((text(batch.name(i)), text(batch.sequence(i)))) }
    }
    return reads
  }

  /// The bytes of every file of the trial, by name.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for part in ["", "fastq/"] {
      for name in try FileTree.names(in: folder + "/trial/" + part) {
        let path = folder + "/trial/" + part + name
        guard !FileTree.isFolder(path), let file = unsafe fopen(path, "r") else { continue }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
          let count = unsafe fread(&buffer, 1, buffer.count, file)
          if count == 0 { break }
          files[part + name, default: []] += buffer[..<count]
        }
      }
    }
    return files
  }
}
