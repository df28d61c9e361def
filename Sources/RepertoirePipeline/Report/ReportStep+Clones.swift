internal import Foundation
internal import RepertoireReports
internal import RepertoireTables
internal import RepertoireTracking
internal import SequenceIO

/// Reads patients and their clones.
extension ReportStep {
  /// How many clones of a group its figure shows.
  private static let figureClones = 6
  /// How many clones of a group its table lists.
  private static let listedClones = 1000

  mutating func readUntracked() throws {
    var table = try ReportTable(
      "not_tracked.tsv", of: folder, columns: [.patientID, .sampleID, .reason])
    while try table.advance() {
      untracked.append(
        UntrackedRow(
          patientID: table.text(.patientID), sampleID: table.text(.sampleID),
          reason: table.text(.reason)))
    }
  }

  mutating func readSummaries() throws {
    var table = try ReportTable(
      "patient_summary.tsv", of: folder,
      columns: [
        .patientID, .locus, .cellSubset, .tested, .new, .newLowBase, .expanded, .expandedInTumor,
        .headlineCount, .strictCount, .note,
      ])
    while try table.advance() {
      let group = Group(table)
      order.append(group)
      var patient = PatientReport(
        patientID: group.patientID, group: group.title, tested: table.integer(.tested),
        expanded: table.integer(.new) + table.integer(.newLowBase) + table.integer(.expanded),
        expandedInTumor: table.integer(.expandedInTumor), headline: table.integer(.headlineCount),
        strict: table.integer(.strictCount),
        notes: table.text(.note).split(separator: ";").map { word in
          // A word of a later version stands for itself.
          TrackingNote(rawValue: String(word))?.meaning ?? String(word)
        })
      patient.headlineInProduct = Int(table.text(.headlineInProduct))
      if let others = Int(table.text(.headlineWithoutBystanders)), others < patient.headline {
        patient.headlineWithoutBystanders = others
      }
      if let observed = table.real(.overlapObserved), let expected = table.real(.overlapExpected),
        let expanded = table.real(.overlapExpanded)
      {
        patient.overlap = PatientReport.Overlap(
          observed: observed, expected: expected, expanded: expanded, p: table.real(.overlapP))
        if let share = table.real(.overlapObservedMass),
          let byChance = table.real(.overlapExpectedMass)
        {
          patient.overlap?.share = .init(
            observed: share, expected: byChance, p: table.real(.overlapPMass))
        }
      }
      patients[group] = patient
    }
  }

  /// A clone of the headline table, before it is known which place it has.
  private struct Listed {
    var rank: Int
    var row: PageTable.Row
    var cloneID: String
    var label: String
  }

  mutating func readClones() throws {
    let baselines = try readBaselines()
    var table = try ReportTable(
      "clones.tsv", of: folder,
      columns: [
        .patientID, .cloneID, .locus, .cellSubset, .vCall, .jCall, .junction, .junctionAA,
        .baselineCount, .bestDay, .bloodCount, .bloodFrequency, .log2FC, .q, .bloodClass,
        .tumorPreCount, .tumorPostCount, .tumorClass, .isHeadline, .isStrict, .note,
      ])
    let skipped = Set(
      [BloodClass.untested, .emergentUntested, .untestedNoBaseline].map {
        ReportTable.hash(of: $0.rawValue)
      })
    guard let classPlace = table.place(of: .bloodClass),
      let tumorPlace = table.place(of: .tumorPostCount), let dayPlace = table.place(of: .bestDay),
      let beforePlace = table.place(of: .baselineCount),
      let afterPlace = table.place(of: .bloodFrequency)
    else { return }
    let groupPlaces = [.patientID, .locus, .cellSubset].compactMap { table.place(of: $0) }
    var listed: [Group: [Listed]] = [:]
    // Clones of a group stand together: what they share is looked up once.
    var known: (hash: UInt64, group: Group, totals: [String: Double])?
    var scatter: [BloodScatter.Clone] = []
    while try table.advance() {
      // Most clones were too few to test: nothing is shown of them.
      guard !skipped.contains(table.hash(at: classPlace)) else { continue }
      let hash = table.hash(at: groupPlaces)
      if known?.hash != hash {
        if let known { patients[known.group]?.scatter.clones += scatter }
        scatter = []
        let group = Group(table)
        known = (hash, group, baselines[group] ?? [:])
      }
      guard let (_, group, totals) = known else { continue }
      let word = table.text(at: classPlace)
      let bloodClass = BloodClass(rawValue: word)
      let isExpanded = bloodClass?.isExpanded ?? false
      let isInTumor = Int(table.text(at: tumorPlace)) ?? 0 > 0
      if let total = totals[table.text(at: dayPlace)], total > 0,
        let after = Double(table.text(at: afterPlace))
      {
        scatter.append(
          BloodScatter.Clone(
            bloodClass: word, isExpanded: isExpanded, isInTumor: isInTumor,
            before: Double(Int(table.text(at: beforePlace)) ?? 0) / total, after: after))
      }
      guard isExpanded, let bloodClass else { continue }
      let cloneID = table.text(.cloneID)
      expanded[Clone(group: group, cloneID: cloneID)] = word
      guard isInTumor else { continue }
      // Headline first, then by class, then as in the table, which is by p.
      let isHeadline = table.isTrue(.isHeadline)
      let rank = (isHeadline ? 0 : 10) + (BloodClass.allCases.firstIndex(of: bloodClass) ?? 9)
      let junction = table.text(.junctionAA)
      listed[group, default: []].append(
        Listed(
          rank: rank, row: PageTable.Row(Self.cells(of: table), isFaint: !isHeadline),
          cloneID: cloneID,
          label: "\(junction.isEmpty ? table.text(.junction) : junction)  \(table.text(.vCall))"))
    }
    if let known { patients[known.group]?.scatter.clones += scatter }
    for (group, clones) in listed { list(clones, of: group) }
  }

  private mutating func list(_ clones: [Listed], of group: Group) {
    let sorted = clones.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    let shown = sorted.prefix(Self.listedClones)
    patients[group]?.clones = PageTable(
      caption: "Clones of \(group.patientID) \(group.title) expanded in blood and seen in a "
        + "post-treatment biopsy; the headline set stands first, the rest is faint",
      columns: Self.columns, rows: shown.map(\.row),
      note: sorted.count > shown.count
        ? "The first \(shown.count) of \(sorted.count) clones; "
          + "newly_expanded_in_tumor.tsv holds all."
        : "")
    for (place, clone) in sorted.prefix(Self.figureClones).enumerated() {
      figured[Clone(group: group, cloneID: clone.cloneID)] = (place, clone.label)
    }
  }

  private static let columns: [PageTable.Column] = [
    .init("Junction", .sequence), .init("Set"), .init("Blood class"),
    .init("Baseline count", .number), .init("Blood count", .number), .init("Best day", .number),
    .init("Blood %", .number), .init("log2 fold", .number), .init("Lower", .number),
    .init("Upper", .number), .init("q", .number), .init("Tumor class"),
    .init("Tumor before", .number), .init("Tumor after", .number), .init("Tumor %", .number),
    .init("V", .gene), .init("J", .gene), .init("Nucleotides", .sequence), .init("Clone", .gene),
    .init("Note"),
  ]

  private static func cells(of table: borrowing ReportTable) -> [String] {
    [
      table.text(.junctionAA),
      table.isTrue(.isStrict) ? "strict" : table.isTrue(.isHeadline) ? "headline" : "known before",
      table.text(.bloodClass), table.text(.baselineCount), table.text(.bloodCount),
      table.text(.bestDay), short(table.real(.bloodFrequency), times: 100),
      short(table.real(.log2FC)), short(table.real(.log2FCLow)), short(table.real(.log2FCHigh)),
      short(table.real(.q)), table.text(.tumorClass), table.text(.tumorPreCount),
      table.text(.tumorPostCount), short(table.real(.tumorPostFrequency), times: 100),
      table.text(.vCall).replacing(",", with: ", "), table.text(.jCall).replacing(",", with: ", "),
      table.text(.junction), table.text(.cloneID), remarks(on: table),
    ]
  }

  /// The notes of a clone, and what else speaks for another explanation of it.
  private static func remarks(on table: borrowing ReportTable) -> String {
    var remarks = table.text(.note).split(separator: ";").map(String.init)
    let (source, bystander) = (table.text(.possibleContaminant), table.text(.bystander))
    if !source.isEmpty { remarks.append("may come from " + source) }
    if !bystander.isEmpty { remarks.append("bystander " + bystander.replacing(";", with: ", ")) }
    if table.isTrue(.inProduct) { remarks.append("in the infusion product") }
    return remarks.joined(separator: "; ")
  }

  /// Three digits; blank for nil.
  static func short(_ value: Double?, times factor: Double = 1) -> String {
    value.map { String(format: "%.3g", $0 * factor) } ?? ""
  }

  /// Counts of all baseline samples of a group, by the day that was compared with them.
  private func readBaselines() throws -> [Group: [String: Double]] {
    var table = try ReportTable(
      "comparisons.tsv", of: folder,
      columns: [.patientID, .locus, .cellSubset, .day, .baselineTotal])
    var totals: [Group: [String: Double]] = [:]
    while try table.advance() {
      totals[Group(table), default: [:]][table.text(.day)] = table.real(.baselineTotal)
    }
    return totals
  }
}
