internal import RepertoireReports
internal import RepertoireTables
internal import RepertoireTracking
internal import Repertoires
internal import SequenceIO
internal import Sequences

/// Tracks the patients of a study from clonotype tables and writes the folder `track/`.
struct TrackingStep: Sendable {
  /// What was found.
  struct Result: Sendable {
    var tracking: StudyTracking
    /// The tables that were read, by content.
    var inputs: [RunRecord.Input]
  }

  /// The samples.
  let members: [StudySample]
  /// The table of each.
  let tables: [String]
  let parameters: TrackingParameters
  /// Only clonotypes of these loci are tracked.
  let loci: [Locus]
  let threads: Int
  let log: RunLog

  /// Reads, tracks and writes; `track/` and `report.html` in `folder` are replaced as wholes.
  func run(into folder: String) async throws -> Result {
    let repertoires = try await readTables()
    log.note("tracking \(Set(members.map(\.sample.patientID)).count) patients")
    let tracking = try await track(repertoires)
    try Task.checkCancellation()
    var output = try AtomicFolder(path: folder + "/track", mayReplace: true)
    try TrackingTables.write(tracking, to: output.temporaryPath)
    try output.commit()
    try ReportStep.write(folder: folder)
    return Result(tracking: tracking, inputs: [])
  }

  private func readTables() async throws -> [Repertoire] {
    let (members, tables, log) = (members, tables, log)
    let kept = Set(loci)
    return try await OrderedTasks.map(count: members.count, atMost: threads) { number in
      var repertoire = try StudyTables.read(
        tables[number], sample: members[number].sample, log: log)
      if kept.count < Locus.allCases.count {
        repertoire.clonotypes.removeAll { !kept.contains($0.locus) }
      }
      return repertoire
    }
  }

  /// Fits patients side by side, pools the fits, then tests patients side by side; results stand
  /// in the order of names, so that threads change nothing.
  private func track(_ repertoires: [Repertoire]) async throws -> StudyTracking {
    let plan = TrackingPlan(repertoires, parameters: parameters)
    let fitted = try await OrderedTasks.map(count: plan.patientIDs.count, atMost: threads) {
      plan.fit(patient: $0)
    }
    let run = plan.runDispersion(of: fitted)
    let patients = try await OrderedTasks.map(count: fitted.count, atMost: threads) {
      plan.track(fitted[$0], run: run)
    }
    return plan.guarded(patients)
  }
}
