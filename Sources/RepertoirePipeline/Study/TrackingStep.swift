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
    /// The tables that were there before and were read, by content.
    var inputs: [RunRecord.Input]
  }

  /// The samples.
  let members: [StudySample]
  /// The table of each.
  let tables: [TrackedTable]
  let settings: TrackingSettings
  /// Covariates and HLA alleles of the patients.
  let patients: PatientTable
  /// Only clonotypes of these loci are tracked.
  let loci: [Locus]
  let threads: Int
  let log: RunLog

  /// Reads, tracks and writes; `track/` in `folder` is replaced as a whole.
  ///
  /// A table that cannot be understood fails its own sample. A patient with a failed sample is left
  /// out, loudly: findings without it may be false. With nobody left the tables are empty.
  func run(into folder: String) async throws -> Result {
    tellUnknownKits()
    for warning in settings.warnings { log.warn(warning) }
    for remark in settings.remarks { log.note(remark) }
    var reads = try await readTables()
    settleJunctions(of: &reads)
    let untracked = untracked(reads)
    let given = zip(tables, reads).compactMap { $1.repertoire == nil ? nil : $0.givenPath }
    // Beside the tracking, whose steps do not all keep every thread busy.
    async let digests = given.map { try RunRecord.Input(of: $0) }
    let incomplete = Set(untracked.map(\.patientID))
    for patient in incomplete.sorted() {
      log.warn(
        "patient \(patient) is not tracked, because a sample failed; repair it or remove its row",
        ["patient_id": patient])
    }
    let repertoires = reads.compactMap(\.repertoire).filter {
      !incomplete.contains($0.sample.patientID)
    }
    let molecules = MoleculeStep(
      libraries: libraries(reads, excluding: incomplete), loci: Set(loci), threads: threads,
      log: log)
    let ofMolecules = try molecules.inputs()
    // Only the plan holds the tables from here on: they go before the results are written.
    reads = []
    let patients = Set(repertoires.map(\.sample.patientID)).count
    log.note("tracking \(patients) \(patients == 1 ? "patient" : "patients")")
    var tracking = try await track(repertoires, molecules)
    tracking.untracked = untracked
    molecules.tell(tracking)
    tellUnstatedRuns(tracking, withoutMolecules: molecules)
    try Task.checkCancellation()
    var output = try AtomicFolder(path: folder + "/track", mayReplace: true)
    try await TrackingTables.write(tracking, to: output.temporaryPath, threads: threads)
    try output.commit()
    let inputs = try await digests + ofMolecules
    tellChanged(inputs)
    return Result(tracking: tracking, inputs: inputs)
  }

  /// Says which entries of the assay profile no sample can be of.
  private func tellUnknownKits() {
    guard let profile = settings.assayProfile else { return }
    let kits = Set(members.compactMap(\.sample.kit))
    for remark in AssayProfileFile.remarks(on: profile, kits: kits) { log.warn(remark) }
  }

  /// Says whose blood may have spilled into the patient's own biopsies without anybody looking: where
  /// no run is stated and no molecules tell, a clone of both is what is looked for.
  private func tellUnstatedRuns(_ tracking: StudyTracking, withoutMolecules step: MoleculeStep) {
    let unknown = Set(step.libraries.filter { $0.path == nil }.map(\.sample.id))
    let patients = tracking.patients.filter { patient in
      !patient.newlyExpandedInTumor.isEmpty
        && patient.samples.contains {
          $0.sample.phase == .post && [.blood, .tumor].contains($0.sample.tissue)
            && !$0.sample.isEveryBatchStated && unknown.contains($0.sample.id)
        }
    }.map(\.patientID)
    guard let first = patients.first else { return }
    let more = patients.count > 1 ? " and \(patients.count - 1) more" : ""
    log.note(
      "blood that spilled into the patient's own biopsies is not looked for in \(first)\(more): state "
        + "the run or lane of each sample in the column batch",
      ["patient_id": patients.joined(separator: ",")])
  }

  /// Says which tables are not what their run wrote: one that was cut at a line end looks whole.
  private func tellChanged(_ inputs: [RunRecord.Input]) {
    for input in inputs where DoneMarker.contradicts(input) {
      log.warn(
        "\(input.path) is not what was written there: its content is not that of the .done.json "
          + "beside it; if nobody changed it on purpose, take a whole copy",
        ["table": input.path])
    }
  }

  /// What came of the table of one sample.
  private struct Read: Sendable {
    var repertoire: Repertoire?
    var anchors = JunctionAnchors()
    var failure: String?
  }

  /// Tells, and fails where it is sure, tables whose junctions are not those of the patient's others.
  private func settleJunctions(of reads: inout [Read]) {
    let places = reads.indices.filter { reads[$0].repertoire != nil }
    let findings = JunctionAgreement.findings(
      places.map { place in
        let sample = members[place].sample
        return JunctionAgreement.Table(
          patientID: sample.patientID, sampleID: sample.id, path: tables[place].path ?? "",
          anchors: reads[place].anchors)
      })
    for finding in findings {
      let place = places[finding.number]
      let facts = ["sample_id": members[place].sample.id]
      // There clones are joined by the vendor's reads.
      guard finding.isSure, settings.parameters.preset != .immunoseqLegacy else {
        log.warn(finding.fault.message, facts)
        continue
      }
      reads[place] = leaveOut(members[place].sample.id, for: finding.fault)
    }
  }

  /// What is left of a sample that failed, which is told.
  private func leaveOut(_ id: String, for error: any Error) -> Read {
    log.fail(error, ["sample_id": id])
    log.warn("sample \(id) failed and is left out; the others go on", ["sample_id": id])
    return Read(failure: Fault.all(of: error).map(\.message).joined(separator: " "))
  }

  private func readTables() async throws -> [Read] {
    let (members, tables, log) = (members, tables, log)
    let kept = Set(loci)
    let keepsReads = settings.parameters.preset == .immunoseqLegacy
    return try await OrderedTasks.map(count: members.count, atMost: threads) { number in
      let table = tables[number]
      guard let path = table.path else { return Read(failure: table.failure) }
      do {
        return try Self.read(
          path, isGiven: table.givenPath != nil, of: members[number], loci: kept,
          keepsReads: keepsReads, log: log)
      } catch {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        // One that has just been written: not to read it again is no fault of the sample.
        guard table.givenPath != nil, ExitStatus(of: error) != .ioFailed else { throw error }
        return leaveOut(members[number].sample.id, for: error)
      }
    }
  }

  private static func read(
    _ table: String, isGiven: Bool, of member: StudySample, loci: Set<Locus>, keepsReads: Bool,
    log: RunLog
  ) throws -> Read {
    var (repertoire, anchors) = try StudyTables.read(
      table, sample: member.sample, isGiven: isGiven, keepsReads: keepsReads, log: log)
    if loci.count < Locus.allCases.count {
      let rows = repertoire.clonotypes.indices.filter {
        loci.contains(repertoire.clonotypes[$0].locus)
      }
      if !repertoire.annotations.isEmpty {
        let annotations = repertoire.annotations
        repertoire.annotations = rows.map { annotations[$0] }
      }
      let clonotypes = repertoire.clonotypes
      repertoire.clonotypes = rows.map { clonotypes[$0] }
    }
    return Read(repertoire: repertoire, anchors: anchors)
  }

  /// The samples of whole patients with their tables of molecules.
  private func libraries(
    _ reads: [Read], excluding incomplete: Set<String>
  ) -> [MoleculeStep.Library] {
    zip(tables, reads).compactMap { table, read in
      guard let repertoire = read.repertoire, !incomplete.contains(repertoire.sample.patientID)
      else { return nil }
      return MoleculeStep.Library(
        sample: repertoire.sample, countsMolecules: repertoire.countUnit == .umi,
        total: repertoire.total(), path: table.path.flatMap(MoleculeStep.path),
        isInput: table.givenPath != nil)
    }
  }

  private func untracked(_ reads: [Read]) -> [UntrackedSample] {
    zip(members, reads).compactMap { member, read in
      read.failure.map {
        UntrackedSample(
          patientID: member.sample.patientID, sampleID: member.sample.id,
          reason: String($0.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
      }
    }.sorted { ($0.patientID, $0.sampleID) < ($1.patientID, $1.sampleID) }
  }

  /// Fits patients side by side, pools the fits, then tests patients side by side; results stand
  /// in the order of names, so that threads change nothing.
  private func track(
    _ repertoires: [Repertoire], _ molecules: MoleculeStep
  ) async throws -> StudyTracking {
    let plan = TrackingPlan(
      repertoires, parameters: settings.parameters, assayProfile: settings.assayProfile,
      specificities: settings.specificities,
      covariates: CohortCovariates(names: patients.covariates, values: patients.values),
      typings: patients.typings)
    // Threads that patients leave over share the work of each.
    let within = max(1, threads / max(1, plan.patientIDs.count))
    let fitted = try await OrderedTasks.map(count: plan.patientIDs.count, atMost: threads) {
      await plan.fit(patient: $0, threads: within)
    }
    let run = plan.evidence(of: fitted)
    let patients = try await OrderedTasks.map(count: fitted.count, atMost: threads) {
      await plan.track(fitted[$0], run: run, threads: within)
    }
    let evidence = try await molecules.evidence(junctions: plan.guardedJunctions(of: patients))
    return plan.guarded(patients, run: run, molecules: evidence)
  }
}
