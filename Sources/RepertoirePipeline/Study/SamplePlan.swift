internal import Germline
internal import Repertoires
internal import Sequences

/// The analysis of one sample from reads, settled in every detail and ready to run.
public struct SamplePlan: Sendable {
  /// The sample with its reads.
  public let member: StudySample
  /// Its kit.
  public let kit: Kit
  /// What decides the result.
  public let settings: AnalysisSettings

  /// A plan for a sample of a sheet.
  ///
  /// - Throws: 78 when the kit is unknown or the sample has no reads.
  init(member: StudySample, settings: AnalysisSettings, place: String) throws(PipelineError) {
    guard case .reads = member.input else {
      throw PipelineError(
        .badSettings, at: place, found: "no reads for sample '\(member.sample.id)'",
        expected: "FASTQ files", remedy: "Name them in r1, or use `clonova track` for tables")
    }
    self.member = member
    self.settings = settings
    let named = try KitLibrary.kit(member.sample.kit ?? "", at: place)
    // One command line is for many samples: those whose kits say it all need none of it.
    kit = try named.with(
      structures: named.structureOption == .kit ? [] : settings.readStructures, at: place)
  }

  /// A plan for reads named on the command line.
  ///
  /// - Throws: 78 when id or kit cannot be used, 64 when the lanes of the mates differ in number or
  ///   a file is named twice, 66 when a file cannot be read.
  public static func ofReads(
    sampleID: String, r1: [String], r2: [String], kit: String, settings: AnalysisSettings
  ) throws(PipelineError) -> SamplePlan {
    try checkName(sampleID)
    guard r2.isEmpty || r1.count == r2.count else {
      throw PipelineError(
        .usage, at: "--r1, --r2",
        found: "\(r1.count) files for the first mate, \(r2.count) for the second",
        expected: "as many files for both mates, in one order", remedy: "Name each lane's R1 and R2"
      )
    }
    var sample = Sample(id: sampleID, patientID: "", tissue: .other, day: 0)
    sample.kit = kit
    let member = StudySample(
      sample: sample, input: .reads(r1: r1, r2: r2), folderName: FolderName.of(sampleID), line: 0)
    var faults: [Fault] = []
    for file in member.files where file != "-" {
      guard let found = WholeFile.faultOfReading(file) else { continue }
      faults.append(
        Fault(
          place: file, found: found, expected: "a readable file", remedy: "Check the path"))
    }
    guard faults.isEmpty else { throw PipelineError(.inputMissing, faults) }
    try checkOnce(member.files)
    let plan = try SamplePlan(member: member, settings: settings, place: "--kit")
    _ = try KitLibrary.kit(kit, at: "--kit").with(structures: settings.readStructures, at: "--kit")
    return plan
  }

  /// Throws 64 for the empty name, 78 for one that cannot stand in tables and paths.
  static func checkName(_ sampleID: String) throws(PipelineError) {
    guard !sampleID.isEmpty else {
      throw PipelineError(
        .usage, at: "--sample", found: "an empty name", expected: "a name",
        remedy: "Name the sample")
    }
    if let fault = SampleSheetReader.faultOfName(sampleID, place: "--sample") {
      throw PipelineError(.badSettings, [fault])
    }
  }

  /// No file may be named twice: its reads would count twice.
  static func checkOnce(
    _ files: [String], at place: String = "--r1, --r2"
  ) throws(PipelineError) {
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw PipelineError(
        .usage, at: place, found: "standard input twice", expected: "at most one '-'",
        remedy: "Give the other input as a file")
    }
    var owners: [String: String] = [:]
    for file in files {
      guard let first = owners.updateValue(file, forKey: WholeFile.identity(of: file)) else {
        continue
      }
      throw PipelineError(
        .usage, at: place,
        found: "'\(file)' a second time" + (first == file ? "" : " (also as '\(first)')"),
        expected: "each input file once", remedy: "Correct the path of one of them")
    }
  }

  var r1: [String] { if case .reads(let r1, _) = member.input { r1 } else { [] } }
  var r2: [String] { if case .reads(_, let r2) = member.input { r2 } else { [] } }

  /// Whether all input can be read again: a pipe cannot.
  var isRepeatable: Bool { member.files.allSatisfy { FileSize.of($0) != nil } }

  /// Bytes of input; pipes count nothing.
  var inputBytes: Int { member.files.reduce(0) { $0 + (FileSize.of($1) ?? 0) } }

  var germline: GermlineReference {
    settings.reference
  }
}

extension SamplePlan {
  /// The same plan with its part of the threads and the memory of a run in which `width` samples
  /// are analyzed at a time.
  ///
  /// Which part is decided by its place among all: the first ones get the threads that are left.
  func part(_ place: Int, of width: Int) -> SamplePlan {
    var settings = settings
    let threads = settings.threads
    settings.threads = max(1, threads / width + (place % width < threads % width ? 1 : 0))
    settings.memory /= width
    return SamplePlan(member: member, kit: kit, settings: settings)
  }

  init(member: StudySample, kit: Kit, settings: AnalysisSettings) {
    self.member = member
    self.kit = kit
    self.settings = settings
  }
}
