internal import RepertoireReports
internal import RepertoireTables
internal import RepertoireTracking
internal import SequenceIO

/// Makes `report.html` from the tables of a results folder.
public struct ReportStep {
  /// What tells one group of rows from another.
  struct Group: Hashable {
    var patientID: String
    var locus: String
    var subset: String

    var title: String { subset.isEmpty ? locus : "\(locus) \(subset)" }

    init(_ table: borrowing ReportTable) {
      patientID = table.text(.patientID)
      locus = table.text(.locus)
      subset = table.text(.cellSubset)
    }
  }

  /// A clone of a group.
  struct Clone: Hashable {
    var group: Group
    var cloneID: String
  }

  let folder: String
  var order: [Group] = []
  var patients: [Group: PatientReport] = [:]
  /// Clones that the figure of their group shows, with their place in it.
  var figured: [Clone: (place: Int, label: String)] = [:]
  /// Classes of clones that are expanded in blood.
  var expanded: [Clone: String] = [:]
  var points: [Clone: [CloneTimeline.Point]] = [:]
  var samples: [Group: [ReportSample]] = [:]
  var samplePlaces: [Group: [String: Int]] = [:]
  /// Cells that a sample's counts stand for, by name.
  var effectiveCells: [Group: [String: Double]] = [:]
  var untracked: [UntrackedRow] = []
  /// The samples whose table is not the one that was tracked.
  private var changed: [String] = []

  /// What came of a report.
  public struct Outcome: Sendable {
    /// How many figures were written beside it.
    public var figures = 0
    /// What the report may be wrong in, a sentence each.
    public var warnings: [String] = []
  }

  /// Makes the report of a results folder anew, and writes its figures where that is asked for.
  ///
  /// A copy of a results folder without its hidden files will do. Figures are `<name>.svg` with
  /// their numbers as `<name>.tsv`; files of that name are replaced.
  /// - Throws: 66 when the folder holds no tracking tables, 65 when they cannot be understood, 73
  ///   when another run uses the folder or something cannot be written.
  @discardableResult
  public static func run(folder: String, figures: String? = nil) throws -> Outcome {
    guard WholeFile.exists(folder + "/track/patient_summary.tsv") else {
      throw PipelineError(
        .inputMissing, at: folder, found: "no tracking tables",
        expected: "a results folder of `clonova run` or `clonova track`",
        remedy: "Check the path, or run one of them first")
    }
    let results = try ResultsFolder(ofTrackedStudy: folder)
    let (report, changed) = try write(folder: results.path)
    var outcome = Outcome()
    if let first = changed.first {
      let more = changed.count > 1 ? " and \(changed.count - 1) more" : ""
      outcome.warnings.append(
        "\(folder): the tracking is of other tables than those of \(first)\(more), as after they "
          + "were analyzed anew; run `clonova track` again, unless others were tracked on purpose")
    }
    if let figures { outcome.figures = try write(report.figures, to: figures) }
    return outcome
  }

  /// Makes the report of a folder whose lock is held.
  @discardableResult
  static func write(folder: String) throws -> (report: StudyReport, changed: [String]) {
    var step = ReportStep(folder: folder)
    let report = try step.report()
    try AtomicFile.write(Array(report.html().utf8), to: folder + "/report.html")
    return (report, step.changed)
  }

  private static func write(_ figures: [Figure], to folder: String) throws -> Int {
    try FileTree.createFolders(folder)
    var taken: Set<String> = []
    for figure in figures {
      // Names that differ in case alone are one file on some disks.
      var name = FolderName.of(figure.name)
      while !taken.insert(name.lowercased()).inserted { name += "_" }
      try AtomicFile.write(Array(figure.svg.utf8), to: "\(folder)/\(name).svg")
      try AtomicFile.write(Array(figure.tsv.utf8), to: "\(folder)/\(name).tsv")
    }
    return figures.count
  }

  private init(folder: String) { self.folder = folder }

  private mutating func report() throws -> StudyReport {
    try readUntracked()
    try readSummaries()
    try readSamples()
    try readProfiles()
    try readClones()
    try readTimelines()
    var report = StudyReport(
      programVersion: Version.program, patients: order.compactMap(patient), untracked: untracked)
    report.identities = try readIdentities()
    report.contamination = try readContamination()
    report.moleculeSharing = try readMoleculeSharing()
    report.strayMolecules = try readStrayMolecules()
    report.cohort = try readCohort()
    let record = ReportRecord(folder: folder)
    report.parameters = record.parameters
    report.accounts = record.accounts
    changed = record.changed
    return report
  }

  private func patient(_ group: Group) -> PatientReport? {
    guard var patient = patients[group] else { return nil }
    patient.samples = samples[group] ?? []
    patient.timelines =
      figured.filter { $0.key.group == group }.sorted { $0.value.place < $1.value.place }
      .map { clone, figure in
        let sorted = (points[clone] ?? []).enumerated().sorted {
          ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
        }.map(\.element)
        return CloneTimeline(cloneID: clone.cloneID, label: figure.label, points: sorted)
      }
    return patient
  }
}
