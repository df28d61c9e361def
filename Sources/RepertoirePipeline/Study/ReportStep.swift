internal import Foundation
internal import RepertoireReports
internal import RepertoireTables
internal import RepertoireTracking
internal import SequenceIO

/// Makes `report.html` from the tables of a results folder.
public struct ReportStep {
  /// What tells one group of rows from another.
  private struct Group: Hashable {
    var patientID: String
    var locus: String
    var subset: String

    var title: String { subset.isEmpty ? locus : "\(locus) \(subset)" }
  }

  private struct Clone: Hashable {
    var group: Group
    var cloneID: String
  }

  /// How many clones of a group its figure shows.
  private static let figureClones = 6

  private let folder: String
  private var order: [Group] = []
  private var patients: [Group: PatientReport] = [:]
  private var figured: [Clone: (place: Int, label: String)] = [:]
  private var points: [Clone: [CloneTimeline.Point]] = [:]
  private var untracked: [UntrackedRow] = []

  /// Makes the report of a results folder anew.
  ///
  /// A copy of a results folder without its hidden files will do.
  /// - Throws: 66 when the folder holds no tracking tables, 65 when they cannot be understood, 73
  ///   when another run uses the folder or it cannot be written.
  public static func run(folder: String) throws {
    guard WholeFile.exists(folder + "/track/patient_summary.tsv") else {
      throw PipelineError(
        .inputMissing, at: folder, found: "no tracking tables",
        expected: "a results folder of `clonova run` or `clonova track`",
        remedy: "Check the path, or run one of them first")
    }
    let results = try ResultsFolder(ofTrackedStudy: folder)
    try write(folder: results.path)
  }

  /// Makes the report of a folder whose lock is held.
  static func write(folder: String) throws {
    var step = ReportStep(folder: folder)
    try step.readUntracked()
    try step.readSummaries()
    try step.readClones()
    try step.readTimelines()
    try AtomicFile.write(Array(step.report().html().utf8), to: folder + "/report.html")
  }

  private init(folder: String) { self.folder = folder }

  private mutating func readUntracked() throws {
    let path = folder + "/track/not_tracked.tsv"
    // Folders of the first version have no such table.
    guard WholeFile.exists(path) else { return }
    var table = try ReportTable(path, columns: [.patientID, .sampleID, .reason])
    while try table.advance() {
      untracked.append(
        UntrackedRow(
          patientID: table.text(.patientID), sampleID: table.text(.sampleID),
          reason: table.text(.reason)))
    }
  }

  private mutating func readSummaries() throws {
    var table = try ReportTable(
      folder + "/track/patient_summary.tsv",
      columns: [
        .patientID, .locus, .cellSubset, .tested, .new, .newLowBase, .expanded, .expandedInTumor,
        .headlineCount, .strictCount, .note,
      ])
    while try table.advance() {
      let group = Self.group(of: table)
      order.append(group)
      patients[group] = PatientReport(
        patientID: group.patientID, group: group.title, tested: table.integer(.tested),
        expanded: table.integer(.new) + table.integer(.newLowBase) + table.integer(.expanded),
        expandedInTumor: table.integer(.expandedInTumor), headline: table.integer(.headlineCount),
        strict: table.integer(.strictCount),
        notes: table.text(.note).split(separator: ";").map { word in
          // A word of a later version stands for itself.
          TrackingNote(rawValue: String(word))?.meaning ?? String(word)
        })
    }
  }

  private mutating func readClones() throws {
    var table = try ReportTable(
      folder + "/track/clones.tsv",
      columns: [
        .patientID, .cloneID, .locus, .cellSubset, .vCall, .jCall, .junction, .junctionAA,
        .baselineCount, .bestDay, .bloodCount, .log2FC, .q, .bloodClass, .tumorPreCount,
        .tumorPostCount, .tumorClass, .isHeadline, .note,
      ])
    var rows: [Group: [(rank: Int, row: CloneRow)]] = [:]
    while try table.advance() {
      guard let bloodClass = BloodClass(rawValue: table.text(.bloodClass)), bloodClass.isExpanded,
        table.integer(.tumorPostCount) > 0
      else { continue }
      let isHeadline = table.text(.isHeadline) == "T"
      // Headline first, then by class, then as in the table, which is by p.
      let rank = (isHeadline ? 0 : 10) + (BloodClass.allCases.firstIndex(of: bloodClass) ?? 9)
      rows[Self.group(of: table), default: []].append(
        (rank, CloneRow(cells: Self.cells(of: table), isHeadline: isHeadline)))
    }
    for (group, ranked) in rows {
      let sorted = ranked.enumerated().sorted {
        ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
      }.map(\.element.row)
      patients[group]?.clones = sorted
      for (place, row) in sorted.prefix(Self.figureClones).enumerated() {
        let clone = Clone(group: group, cloneID: row.cells[0])
        figured[clone] = (place, "\(row.cells[0])  \(row.cells[3])")
      }
    }
  }

  private mutating func readTimelines() throws {
    var table = try ReportTable(
      folder + "/track/timeline.tsv",
      columns: [
        .patientID, .cloneID, .locus, .cellSubset, .tissue, .day, .count, .frequency,
        .frequencyUpper95,
      ])
    while try table.advance() {
      let clone = Clone(group: Self.group(of: table), cloneID: table.text(.cloneID))
      guard figured[clone] != nil, let day = table.real(.day) else { continue }
      let tissue: CloneTimeline.Tissue =
        switch table.text(.tissue) {
        case "blood": .blood
        case "tumor": .tumor
        default: .other
        }
      points[clone, default: []].append(
        CloneTimeline.Point(
          day: day, tissue: tissue, count: table.integer(.count), frequency: table.real(.frequency),
          frequencyUpper95: table.real(.frequencyUpper95)))
    }
  }

  private func report() -> StudyReport {
    let groups = order.compactMap { group in
      guard var patient = patients[group] else { return nil as PatientReport? }
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
    return StudyReport(
      programVersion: Version.program, patients: groups, untracked: untracked)
  }

  private static func group(of table: borrowing ReportTable) -> Group {
    Group(
      patientID: table.text(.patientID), locus: table.text(.locus),
      subset: table.text(.cellSubset))
  }

  private static func cells(of table: borrowing ReportTable) -> [String] {
    let junction = table.text(.junctionAA)
    return [
      table.text(.cloneID), table.text(.vCall), table.text(.jCall),
      junction.isEmpty ? table.text(.junction) : junction, table.text(.bloodClass),
      table.text(.baselineCount), table.text(.bestDay), table.text(.bloodCount),
      table.text(.log2FC), table.text(.q), table.text(.tumorClass), table.text(.tumorPreCount),
      table.text(.tumorPostCount), table.text(.note),
    ]
  }
}
