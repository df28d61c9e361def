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
    try ResultsFolder.check(path: output, force: force)
    let path = output + "/samples/" + plan.member.folderName
    let isDone = try SampleRun(plan: plan, path: path, progress: { _, _ in }).isDone()
    return ["\(plan.member.sample.id): \(isDone ? "reuse finished work" : "analyze") in \(path)"]
  }

  /// Runs to the end.
  ///
  /// - Throws: what is wrong with the input or the output folder.
  public func run() async throws -> StudySummary {
    let start = ContinuousClock.now
    let folder = try ResultsFolder(path: output, force: force)
    let path = folder.samplePath(plan.member.folderName)
    let meter = ProgressMeter(log: log, inputBytes: [plan.inputBytes])
    let run = SampleRun(plan: plan, path: path) { share, reads in
      meter.update(sample: 0, share: share, reads: reads)
    }
    let outcome: SampleRun.Outcome
    do {
      outcome = try await run.run()
    } catch {
      meter.finish()
      throw error
    }
    meter.finish()
    log.tell(outcome, of: plan.member.sample.id)
    var record = RunRecord(command: "analyze", threads: plan.settings.threads)
    record.describe(plan.settings)
    record.add(outcome, of: plan.member.sample.id)
    try AtomicFile.write(Array(StudySchema.json.utf8), to: folder.path + "/schema.json")
    try record.finish(since: start, to: folder.path + "/run.json")
    return StudySummary(
      command: "analyze", output: folder.path, samples: [.init(plan.member.sample.id, outcome)])
  }
}
