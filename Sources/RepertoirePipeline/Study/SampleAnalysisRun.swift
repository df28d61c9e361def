internal import Repertoires
internal import SequenceIO

/// Runs one planned sample into a results folder: the command `analyze`.
public struct SampleAnalysisRun: Sendable {
  private let plan: SamplePlan
  private let output: String
  private let force: Bool
  private let log: RunLog

  /// A run of a plan into a results folder.
  public init(plan: SamplePlan, output: String, force: Bool, log: RunLog) {
    self.plan = plan
    self.output = output
    self.force = force
    self.log = log
  }

  /// Says what a run would do; changes nothing.
  public func preview() throws -> [String] {
    try CopiedInputs(ofLanes: plan.member).check()
    try InputStarts.check([plan])
    try ResultsFolder.check(path: output, force: force)
    let path = output + "/samples/" + plan.member.folderName
    let isDone = try SampleRun(plan: plan, path: path, progress: { _, _ in }).isDone()
    return ["\(plan.member.sample.id): \(isDone ? "reuse finished work" : "analyze") in \(path)"]
  }

  /// Jobs beside this one write the same dictionary: it is left alone where it is right.
  static func write(schema: [UInt8], to path: String) throws {
    if WholeFile.exists(path), try WholeFile.read(path) == schema { return }
    try AtomicFile.write(schema, to: path)
  }

  /// Runs to the end.
  ///
  /// - Throws: what is wrong with the input or the output folder.
  public func run() async throws -> StudySummary {
    let start = ContinuousClock.now
    try CopiedInputs(ofLanes: plan.member).check()
    try InputStarts.check([plan], log)
    let name = plan.member.folderName
    // Built while the folder is made; finished work does without, which is not known yet.
    async let _ = plan.settings.prepareIndex()
    try DiskSpace(at: output, inputBytes: plan.inputBytes).check(output, log: log)
    let folder = try ResultsFolder(path: output, force: force, for: .sample(name))
    let path = folder.samplePath(plan.member.folderName)
    let meter = ProgressMeter(log: log, inputBytes: [plan.inputBytes])
    defer { meter.finish() }
    let run = SampleRun(plan: plan, path: path) { share, reads in
      meter.update(sample: 0, share: share, reads: reads)
    }
    async let schema = Array(StudySchema.json.utf8)
    let outcome = try await run.run()
    meter.finish()
    log.tell(outcome, of: plan.member.sample.id, funnel: true)
    var record = RunRecord(command: "analyze", threads: plan.settings.threads)
    record.describe(plan.settings)
    record.add(outcome, of: plan.member.sample.id)
    try Self.write(schema: await schema, to: folder.path + "/schema.json")
    // Its own record: that of the study tells of a study.
    try record.finish(since: start, to: "\(path)/\(name).run.json")
    return StudySummary(
      command: "analyze", output: folder.path, samples: [.init(plan.member.sample.id, outcome)])
  }
}
