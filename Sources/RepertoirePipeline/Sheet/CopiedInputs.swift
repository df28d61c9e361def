internal import Repertoires
internal import SequenceIO

/// Files of one content under two names: reads counted twice look like expansion.
struct CopiedInputs {
  /// A file with where it was named.
  struct Entry {
    var path: String
    var sampleID: String
    /// Sheet, line and sample, or the option.
    var place: String
    var isTable: Bool
  }

  /// In the order in which they were named.
  private let entries: [Entry]

  /// The files of one sample, named on the command line.
  init(ofLanes member: StudySample) {
    entries = member.files.map {
      Entry(path: $0, sampleID: member.sample.id, place: "--r1, --r2", isTable: false)
    }
  }

  /// The files of a sheet, with the tables of samples that were found elsewhere.
  init(sheet: SampleSheet, tables: [String]? = nil) {
    entries = sheet.samples.enumerated().flatMap { number, member in
      var isTable = tables != nil
      if case .table = member.input { isTable = true }
      return (tables.map { [$0[number]] } ?? member.files).map {
        Entry(
          path: $0, sampleID: member.sample.id, place: member.place(in: sheet.path),
          isTable: isTable)
      }
    }
  }

  /// Fails with one fault for each file of reads that is a copy of one named before, and says so of
  /// tables: those of few clones without a sample's name in them may be equal by chance.
  func check(_ log: RunLog? = nil) throws {
    let faults = try faults(amongTables: false)
    guard faults.isEmpty else { throw PipelineError(.badData, faults) }
    guard let log else { return }
    for fault in try self.faults(amongTables: true) { log.warn(fault.message) }
  }

  /// One fault for each file that is a copy of one named before.
  func faults() throws -> [Fault] {
    try faults(amongTables: false) + faults(amongTables: true)
  }

  /// Only files of equal size are compared, by their SHA-256.
  ///
  /// Those without a record may be equal: the reads of two wells in which there was nothing. What
  /// cannot be read is left out.
  private func faults(amongTables: Bool) throws -> [Fault] {
    var bySize: [Int: [Entry]] = [:]
    for entry in entries where entry.isTable == amongTables {
      if let size = FileSize.of(entry.path), size > 0, WholeFile.faultOfReading(entry.path) == nil {
        bySize[size, default: []].append(entry)
      }
    }
    var faults: [Fault] = []
    for (_, entries) in bySize.sorted(by: { $0.key < $1.key }) where entries.count > 1 {
      var owners: [String: Entry] = [:]
      for entry in entries {
        let digest = try FileDigest.of(file: entry.path).sha256
        guard let owner = owners[digest] else {
          owners[digest] = entry
          continue
        }
        guard Self.hasRecord(entry.path) else { continue }
        let isMate = owner.sampleID == entry.sampleID
        faults.append(
          Fault(
            place: entry.place,
            found: "\(entry.path) is a copy of \(owner.path)"
              + (isMate ? " (R1 = R2, or one lane twice)" : " of sample '\(owner.sampleID)'"),
            expected: "each input once",
            remedy: "Name the right file; the same reads twice look like expansion"))
      }
    }
    return faults
  }

  /// Whether a table has a row below its header, a FASTQ file a line below its first; what cannot be
  /// read may have.
  private static func hasRecord(_ path: String) -> Bool {
    do {
      var lines = try TSVReader(path: path, raggedRows: .padded)
      return try lines.advance()
    } catch {
      return true
    }
  }
}
