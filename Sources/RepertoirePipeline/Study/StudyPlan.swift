internal import Repertoires

/// A whole study, settled in every detail and ready to run.
public struct StudyPlan: Sendable {
  /// The study.
  public let sheet: SampleSheet
  /// The results folder.
  public let output: String
  /// What decides each sample's result; its threads are those of the whole run.
  public let settings: AnalysisSettings
  /// What decides the tracking.
  public let tracking: TrackingSettings
  /// Whether a folder with other things in it may be written into.
  public let force: Bool
  /// The samples with reads, by their place in the sheet.
  let analyses: [Int: SamplePlan]

  /// The kits of the samples with reads, one a sample, in no order.
  public var kits: [Kit] { analyses.values.map(\.kit) }

  /// A plan from a sheet that was read.
  ///
  /// - Throws: 78 with all unknown kits, 66 with all missing inputs.
  public init(
    sheet: SampleSheet, output: String, settings: AnalysisSettings, tracking: TrackingSettings,
    force: Bool
  ) throws(PipelineError) {
    var analyses: [Int: SamplePlan] = [:]
    var faults: [Fault] = []
    for (number, member) in sheet.samples.enumerated() {
      guard case .reads = member.input else { continue }
      let place = "\(sheet.path), line \(member.line), column 'kit'"
      do throws(PipelineError) {
        analyses[number] = try SamplePlan(member: member, settings: settings, place: place)
      } catch {
        faults += error.faults
      }
    }
    guard faults.isEmpty else { throw PipelineError(.badSettings, faults) }
    try sheet.checkInputs()
    self.sheet = sheet
    self.output = output
    self.settings = settings
    self.tracking = tracking
    self.force = force
    self.analyses = analyses
  }

  /// Throws 65 where the first records of a file tell that its counts would be wrong.
  func checkStarts(_ log: RunLog? = nil) throws {
    try InputStarts.check(analyses.sorted { $0.key < $1.key }.map(\.value), log)
  }

  /// Says, one line a sample, what a run would do; changes nothing.
  public func preview() throws -> [String] {
    try CopiedInputs(sheet: sheet).check()
    try checkStarts()
    try ResultsFolder.check(path: output, force: force)
    var lines: [String] = []
    var (analyzed, reused, bytes) = (0, 0, 0)
    for (number, member) in sheet.samples.enumerated() {
      let id = member.sample.id
      guard let plan = analyses[number] else {
        lines.append("\(id): take the table \(member.files[0])")
        continue
      }
      let path = output + "/samples/" + member.folderName
      if try SampleRun(plan: plan, path: path, progress: { _, _ in }).isDone() {
        reused += 1
        lines.append("\(id): reuse finished work")
      } else {
        analyzed += 1
        bytes += plan.inputBytes
        lines.append(
          "\(id): analyze \(Count.of(member.files.count, "file")), "
            + "\(DiskSpace.text(plan.inputBytes)), kit \(plan.kit.id)")
      }
    }
    let space = DiskSpace(at: output, inputBytes: bytes)
    return lines + [
      "track \(Count.of(sheet.patientIDs.count, "patient")), write report.html, run.json, "
        + "schema.json, repertoires.airr.yaml, multiqc",
      "in all: \(analyzed) samples to analyze (\(DiskSpace.text(bytes)) of reads), \(reused) to "
        + "reuse, \(settings.threads) threads",
      "room for results: up to \(DiskSpace.text(space.expected)) needed, "
        + (space.free.map(DiskSpace.text) ?? "unknown") + " free in \(output)",
    ]
  }

  /// Bytes of reads of the samples whose folders are not there yet.
  var inputBytes: Int {
    analyses.values.reduce(0) { sum, plan in
      let path = output + "/samples/" + plan.member.folderName
      return WholeFile.exists(path) ? sum : sum + plan.inputBytes
    }
  }
}
