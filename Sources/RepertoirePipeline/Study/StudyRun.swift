internal import Germline
internal import RepertoireTables
internal import RepertoireTracking
internal import Repertoires
internal import SequenceIO

/// Runs a planned study: every sample, the tracking of every patient, the report, the record.
public struct StudyRun: Sendable {
  private let plan: StudyPlan
  private let keepsGoing: Bool
  private let log: RunLog

  /// A run of a plan; with `keepsGoing` false the first sample that fails ends it.
  public init(plan: StudyPlan, keepsGoing: Bool = true, log: RunLog) {
    self.plan = plan
    self.keepsGoing = keepsGoing
    self.log = log
  }

  /// Runs to the end; a failed sample is told and left out, the others go on.
  ///
  /// The same call on the same folder resumes: finished samples are reused.
  /// - Throws: 65 when reads are a copy of others, 73 when the folder cannot be used, 74 when the
  ///   disk is full, `CancellationError`; the fault of a sample where it does not keep going.
  public func run() async throws -> StudySummary {
    let start = ContinuousClock.now
    try CopiedInputs(sheet: plan.sheet).check(log)
    try plan.checkStarts(log)
    try DiskSpace(at: plan.output, inputBytes: plan.inputBytes).check(plan.output, log: log)
    let folder = try ResultsFolder(path: plan.output, force: plan.force)
    var record = RunRecord(command: "run", threads: plan.settings.threads)
    record.describe(plan.settings)
    record.describe(plan.tracking)
    let outcomesOfReads = try await runSamples(in: folder.samplesPath)
    let tracked = try await track(outcomesOfReads, in: folder.path)
    let outcomes = zip(plan.sheet.samples, outcomesOfReads).map { member, outcome in
      tracked.tracking.untracked.first { $0.sampleID == member.sample.id }
        .map { SampleOutcome.failed(message: $0.reason) } ?? outcome
    }
    let failed = record.add(outcomes, of: plan.sheet)
    record.inputs += tracked.inputs
    record.note(tables: tables(outcomesOfReads, in: folder.path), tracked: tracked.inputs)
    try AtomicFile.write(
      Array(StudySchema.json.utf8), to: folder.path + "/schema.json")
    try StudyMetadata(sheet: plan.sheet, outcomes: outcomes, settings: plan.settings)
      .write(to: folder.path)
    try record.finish(since: start, to: folder.path + "/run.json")
    // The report tells the parameters of this run.
    try ReportStep.write(folder: folder.path)
    let summary = StudySummary(
      command: "run", output: folder.path, outcomes: outcomes, sheet: plan.sheet,
      failed: failed, tracking: tracked)
    log.note(
      "finished in \(RunRecord.rounded(ContinuousClock.now - start)) s: \(folder.path)/report.html")
    return summary
  }

  /// What came of one sample of the sheet.
  enum SampleOutcome: Sendable {
    case analyzed(SampleRun.Outcome)
    case table
    case failed(message: String)

    var hasFailed: Bool { if case .failed = self { true } else { false } }
  }

  private func runSamples(in samplesPath: String) async throws -> [SampleOutcome] {
    let numbers = plan.analyses.keys.sorted()
    let plans = numbers.compactMap { plan.analyses[$0] }
    var outcomes = plan.sheet.samples.map { _ in SampleOutcome.table }
    guard !plans.isEmpty else { return outcomes }
    let meter = ProgressMeter(log: log, inputBytes: plans.map(\.inputBytes))
    defer { meter.finish() }
    // Samples side by side first: they share nothing, threads within a sample share its reader.
    let width = min(plans.count, plan.settings.threads)
    let (log, keepsGoing) = (log, keepsGoing)
    let results = try await OrderedTasks.map(count: plans.count, atMost: width) { place in
      return try await Self.outcome(
        of: plans[place].part(place, of: width), in: samplesPath, keepsGoing: keepsGoing, log: log
      ) { done, reads in
        meter.update(sample: place, share: done, reads: reads)
      }
    }
    for (number, result) in zip(numbers, results) { outcomes[number] = result }
    return outcomes
  }

  private static func outcome(
    of plan: SamplePlan, in samplesPath: String, keepsGoing: Bool, log: RunLog,
    progress: @escaping @Sendable (Double?, Int) -> Void
  ) async throws -> SampleOutcome {
    let id = plan.member.sample.id
    let path = samplesPath + "/" + plan.member.folderName
    do {
      let outcome = try await SampleRun(plan: plan, path: path, progress: progress).run()
      progress(1, outcome.quality.reads.total)
      log.tell(outcome, of: id)
      return .analyzed(outcome)
    } catch {
      // A full disk or an interruption ends the run; anything else is the sample's own trouble,
      // also a file that the disk does not deliver.
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      let endsRun: [ExitStatus] = [.ioFailed, .cannotWrite]
      if !Self.isFailedRead(error), endsRun.contains(ExitStatus(of: error)) { throw error }
      guard keepsGoing else {
        log.warn("sample \(id) failed, which ends the run; finished ones stay", ["sample_id": id])
        throw error
      }
      log.fail(error, ["sample_id": id])
      log.warn("sample \(id) failed and is left out; the others go on", ["sample_id": id])
      let faults = Fault.all(of: error)
      return .failed(message: faults.map(\.message).joined(separator: "\n"))
    }
  }

  private static func isFailedRead(_ error: any Error) -> Bool {
    if case .readFailed = (error as? SequenceIOError)?.reason { true } else { false }
  }

  private func track(
    _ outcomes: [SampleOutcome], in folder: String
  ) async throws -> TrackingStep.Result {
    let step = TrackingStep(
      members: plan.sheet.samples, tables: tables(outcomes, in: folder), settings: plan.tracking,
      patients: plan.sheet.patients,
      loci: plan.settings.loci, threads: plan.settings.threads, log: log)
    return try await step.run(into: folder)
  }

  /// The table of each sample of the sheet.
  private func tables(_ outcomes: [SampleOutcome], in folder: String) -> [TrackedTable] {
    zip(plan.sheet.samples, outcomes).map { member, outcome in
      if case .failed(let message) = outcome { return .failed(message) }
      if case .table(let path) = member.input { return .given(path) }
      let name = member.folderName
      return .made(folder + "/samples/" + name + "/" + SampleRun.tableName(of: name))
    }
  }
}
