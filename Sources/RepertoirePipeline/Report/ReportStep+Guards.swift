internal import RepertoireReports
internal import RepertoireTables
internal import RepertoireTracking
internal import SequenceIO

/// Reads what tells of swapped or contaminated samples, and the tests of covariates.
extension ReportStep {
  /// Pairs of samples that the page shows of a run in which many share molecules.
  private static let mostPairs = 200

  /// A pair of samples of `overlap.tsv`.
  private struct SharedRow {
    var first: IdentityMatrix.Member
    var second: IdentityMatrix.Member
    var shared: Int?
    var density: Double?
    var limit: Double?
    var isSuspected: Bool
  }

  /// One matrix a locus with at least two samples.
  func readIdentities() throws -> [IdentityMatrix] {
    var table = try ReportTable(
      "overlap.tsv", of: folder,
      columns: [
        .firstPatient, .firstSample, .secondPatient, .secondSample, .locus, .sharedClones,
        .sharingDensity, .identityLimit, .identityVerdict,
      ])
    var rows: [String: [SharedRow]] = [:]
    while try table.advance() {
      rows[table.text(.locus), default: []].append(
        SharedRow(
          first: .init(patientID: table.text(.firstPatient), sampleID: table.text(.firstSample)),
          second: .init(patientID: table.text(.secondPatient), sampleID: table.text(.secondSample)),
          shared: Int(table.text(.sharedClones)), density: table.real(.sharingDensity),
          limit: table.real(.identityLimit),
          isSuspected: SampleSharing.Verdict(rawValue: table.text(.identityVerdict))
            .map { $0 == .swapSuspected || $0 == .mixSuspected } ?? false))
    }
    return rows.sorted { $0.key < $1.key }.map { Self.matrix(locus: $0.key, rows: $0.value) }
  }

  private static func matrix(locus: String, rows: [SharedRow]) -> IdentityMatrix {
    // Samples of a patient in the order of the table, which is by tissue and day.
    var order: [IdentityMatrix.Member: Int] = [:]
    for member in rows.flatMap({ [$0.first, $0.second] }) where order[member] == nil {
      order[member] = order.count
    }
    let members = order.sorted {
      ($0.key.patientID, $0.value) < ($1.key.patientID, $1.value)
    }.map(\.key)
    var places: [IdentityMatrix.Member: Int] = [:]
    for (place, member) in members.enumerated() { places[member] = place }
    let pairs = rows.compactMap { row -> IdentityMatrix.Pair? in
      guard let first = places[row.first], let second = places[row.second] else { return nil }
      return IdentityMatrix.Pair(
        first: first, second: second, shared: row.shared, density: row.density, limit: row.limit,
        isSuspected: row.isSuspected)
    }
    return IdentityMatrix(locus: locus, members: members, pairs: pairs)
  }

  func readContamination() throws -> PageTable? {
    var table = try ReportTable(
      "contamination.tsv", of: folder, columns: [.patientID, .cloneID, .sourceSample])
    var rows: [PageTable.Row] = []
    while try table.advance() {
      rows.append(
        PageTable.Row([
          table.text(.patientID), table.text(.junctionAA), table.text(.sourceSample),
          table.text(.bloodClass), table.text(.tumorClass), table.text(.tumorPostCount),
          table.isTrue(.isHeadline) ? "headline" : "", Self.evidence(table.text(.note)),
          table.text(.cloneID),
        ]))
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "Expanded clones that may be strays of another sample",
      columns: [
        .init("Patient"), .init("Junction", .sequence), .init("Possible source"),
        .init("Blood class"), .init("Tumor class"), .init("Tumor count", .number), .init("Set"),
        .init("By"), .init("Clone"),
      ], rows: rows)
  }

  /// What the notes of a clone say it is a possible stray by.
  private static func evidence(_ notes: String) -> String {
    let words = notes.split(separator: ";").map(String.init)
    return [(TrackingNote.possibleContaminant, "ratio"), (.sharedMolecules, "molecules")]
      .filter { words.contains($0.0.rawValue) }.map(\.1).joined(separator: ", ")
  }

  /// Pairs of samples with shared molecules; nil where no two samples were compared.
  func readMoleculeSharing() throws -> PageTable? {
    var table = try ReportTable(
      "molecule_sharing.tsv", of: folder,
      columns: [.firstSample, .secondSample, .sharedMolecules, .sharedShare, .moleculeVerdict])
    var rows: [(share: Double, row: PageTable.Row)] = []
    var (compared, unclear) = (0, 0)
    while try table.advance() {
      compared += 1
      let verdict = table.text(.moleculeVerdict)
      if verdict == SharedMolecules.Verdict.tooFewIdentifiers.rawValue { unclear += 1 }
      guard verdict != SharedMolecules.Verdict.asExpected.rawValue else { continue }
      rows.append(
        (
          table.real(.sharedShare) ?? 0,
          PageTable.Row(
            [
              table.text(.firstSample), table.text(.firstMolecules), table.text(.secondSample),
              table.text(.secondMolecules), table.text(.sharedMolecules),
              Self.short(table.real(.expectedShared)), Self.short(table.real(.sharedP)),
              table.text(.sourceSample), Self.short(table.real(.sharedShare), times: 100),
              verdict.replacing("_", with: " "),
            ], isFaint: verdict != SharedMolecules.Verdict.shared.rawValue)
        ))
    }
    guard compared > 0 else { return nil }
    // By share; the order of the file where that is equal.
    let sorted = rows.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }
    var note = "\(Count.of(compared, "pair")) of samples compared."
    if unclear > 0 { note += " \(unclear) have too few identifiers to tell." }
    if rows.count > Self.mostPairs {
      note += " \(Self.mostPairs) of \(rows.count) are shown; track/molecule_sharing.tsv has all."
    }
    return PageTable(
      caption: "Pairs of samples that show the same molecules",
      columns: [
        .init("Sample"), .init("Molecules", .number), .init("Other sample"),
        .init("Its molecules", .number), .init("Shared", .number), .init("By chance", .number),
        .init("p", .number), .init("More reads in"), .init("Share of the other %", .number),
        .init("Verdict"),
      ], rows: sorted.prefix(Self.mostPairs).map(\.element.row), note: note)
  }

  /// Expanded clones in a tumor with molecules of a larger sample; nil without any.
  func readStrayMolecules() throws -> PageTable? {
    var table = try ReportTable(
      "stray_molecules.tsv", of: folder,
      columns: [.patientID, .cloneID, .sampleID, .sourceSample, .sharedMolecules, .strayVerdict])
    var rows: [PageTable.Row] = []
    while try table.advance() {
      let verdict = table.text(.strayVerdict)
      rows.append(
        PageTable.Row(
          [
            table.text(.patientID), table.text(.junctionAA), table.text(.sampleID),
            table.text(.molecules), table.text(.sourceSample), table.text(.sharedMolecules),
            Self.short(table.real(.expectedShared)), table.text(.ownMolecules),
            verdict.replacing("_", with: " "), table.text(.cloneID),
          ], isFaint: verdict != StrayMolecules.Verdict.stray.rawValue))
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "Molecules of expanded clones that a larger sample shows too",
      columns: [
        .init("Patient"), .init("Junction", .sequence), .init("Sample"),
        .init("Molecules", .number), .init("Possible source"), .init("Shared", .number),
        .init("By chance", .number), .init("Own", .number), .init("Verdict"), .init("Clone"),
      ], rows: rows)
  }

  func readCohort() throws -> PageTable? {
    var table = try ReportTable("cohort.tsv", of: folder, columns: [.locus])
    var rows: [PageTable.Row] = []
    while try table.advance() {
      let words: (String) -> String = { $0.replacing("_", with: " ") }
      rows.append(
        PageTable.Row([
          table.text("covariate"), table.text("comparison"), words(table.text("measure")),
          words(table.text("method")), table.text(.locus), table.text("n_patients"),
          table.text("group_sizes").replacing(";", with: ", "),
          table.text("group_values").replacing(";", with: ", "),
          Self.short(table.real("cohort_p")), Self.short(table.real("cohort_q")),
          words(table.text("note")),
        ]))
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "Tests of covariates of patients",
      columns: [
        .init("Covariate"), .init("Comparison"), .init("Measure"), .init("Method"),
        .init("Locus"), .init("Patients", .number), .init("Group sizes"), .init("Group values"),
        .init("p", .number), .init("q", .number), .init("Note"),
      ], rows: rows)
  }
}
