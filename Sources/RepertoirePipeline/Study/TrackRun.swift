internal import Germline
internal import RepertoireTracking
internal import Repertoires
internal import SequenceIO
public import Sequences

/// Tracks a study from clonotype tables: the command `track`.
public struct TrackRun: Sendable {
  private let sheet: SampleSheet
  private let tables: [String]
  private let output: String
  private let tracking: TrackingSettings
  private let loci: [Locus]
  private let species: Species?
  private let threads: Int
  private let force: Bool
  private let log: RunLog

  /// A run over the tables that a sheet names, or that lie in a folder.
  ///
  /// A sample without a `clonotypes` cell is looked for in `clonotypes`: as
  /// `<id>/<id>.clonotypes.tsv`, the same under `samples/`, or `<id>.clonotypes.tsv`.
  /// `species` is that of the metadata; nil takes it from the samples' quality accounts.
  /// - Throws: 66 with every table that is missing, or the folder.
  public init(
    sheet: SampleSheet, clonotypes: String?, output: String, tracking: TrackingSettings,
    loci: [Locus], species: String? = nil, threads: Int, force: Bool, log: RunLog
  ) throws(PipelineError) {
    if let clonotypes, sheet.samples.contains(where: \.needsTable),
      clonotypes.isEmpty || !WholeFile.exists(clonotypes + "/.")
    {
      throw PipelineError(
        .inputMissing, at: "--clonotypes", found: "no folder '\(clonotypes)'",
        expected: "the results folder of an earlier run, or one with tables",
        remedy: "Check the path")
    }
    var tables: [String] = []
    var faults: [Fault] = []
    for member in sheet.samples {
      let (table, fault) = Self.table(of: member, in: clonotypes, sheet: sheet.path)
      if let table { tables.append(table) }
      if let fault { faults.append(fault) }
    }
    guard faults.isEmpty else { throw PipelineError(.inputMissing, faults) }
    self.sheet = sheet
    self.tables = tables
    self.output = output
    self.tracking = tracking
    self.loci = loci
    self.species = species.flatMap { Species(rawValue: $0) }
    self.threads = threads
    self.force = force
    self.log = log
  }

  private static func table(
    of member: StudySample, in folder: String?, sheet: String
  ) -> (String?, Fault?) {
    let place = member.place(in: sheet)
    if case .table(let path) = member.input {
      guard let found = WholeFile.faultOfReading(path) else { return (path, nil) }
      return (
        nil,
        Fault(
          place: place, found: "\(path) \(found)", expected: "a clonotype table",
          remedy: "Check the path; relative paths start at the sheet's folder")
      )
    }
    guard let folder else {
      return (
        nil,
        Fault(
          place: place, found: "reads but no clonotype table", expected: "a table",
          remedy: "Name it in column 'clonotypes', give --clonotypes DIR, or use `clonova run`")
      )
    }
    let name = member.folderName
    let file = SampleRun.tableName(of: name)
    let places = ["\(name)/\(file)", "samples/\(name)/\(file)", file].map { "\(folder)/\($0)" }
    if let found = places.first(where: { WholeFile.faultOfReading($0) == nil }) {
      return (found, nil)
    }
    return (
      nil,
      Fault(
        place: place, found: "no table in \(folder)",
        expected: "\(file) there, in \(name) or in samples/\(name)",
        remedy: "Run `clonova analyze` for this sample, or name its table in column 'clonotypes'")
    )
  }

  /// Says what a run would do; changes nothing.
  public func preview() throws -> [String] {
    try ResultsFolder.check(path: output, force: force)
    return zip(sheet.samples, tables).map { "\($0.sample.id): take the table \($1)" }
      + [
        "track \(Count.of(sheet.patientIDs.count, "patient")) in \(output)/track, write "
          + "report.html, run.json, schema.json, repertoires.airr.yaml, multiqc"
      ]
  }

  /// Runs to the end.
  ///
  /// A table that cannot be understood fails its own sample.
  /// - Throws: 73 when the folder cannot be used, 74 when the disk is full, `CancellationError`.
  public func run() async throws -> StudySummary {
    let start = ContinuousClock.now
    try CopiedInputs(sheet: sheet, tables: tables).check(log)
    let folder = try ResultsFolder(path: output, force: force)
    var record = RunRecord(command: "track", threads: threads)
    record.describe(tracking)
    record.parameters["loci"] = loci.sorted().map(\.rawValue).joined(separator: ",")
    let accounts = TableAccounts(of: sheet.samples, tables: tables)
    for warning in accounts.warnings(in: loci) { log.warn(warning) }
    let step = TrackingStep(
      members: accounts.samples, tables: tables.map(TrackedTable.given), settings: tracking,
      patients: sheet.patients, loci: loci, threads: threads, log: log)
    let result = try await step.run(into: folder.path)
    record.inputs += result.inputs
    let failed = Set(result.tracking.untracked.map(\.sampleID))
    for member in sheet.samples {
      let status = failed.contains(member.sample.id) ? "failed" : "table"
      record.samples.append(RunRecord.Sample(sampleID: member.sample.id, status: status))
    }
    record.note(tables: tables.map(TrackedTable.given), tracked: result.inputs)
    try AtomicFile.write(Array(StudySchema.json.utf8), to: folder.path + "/schema.json")
    let metadata = StudyMetadata(
      sheet: sheet, tables: tables, accounts: accounts, failed: failed, species: species,
      loci: loci,
      folder: folder.path)
    try metadata.write(to: folder.path)
    // Of tables of ours, the report tells what it tells after the run that made them.
    record.germline = metadata.germline
    record.parameters["species"] = metadata.germline?.species
    try record.finish(since: start, to: folder.path + "/run.json")
    let summary = StudySummary(
      command: "track", output: folder.path, samples: [], failed: failed.sorted(),
      tracking: result.tracking)
    // The report tells the parameters of this run.
    let path = folder.path
    async let report = ReportStep.write(folder: path)
    // Millions of rows take their time to go: beside the report, which reads the tables. Not in the
    // other task, which would let them go only when it is waited for.
    _ = consume result
    _ = try await report
    return summary
  }
}

extension StudySample {
  /// Whether the sheet names reads alone, so that the table must be looked for.
  fileprivate var needsTable: Bool {
    if case .reads = input { return true }
    return false
  }
}
