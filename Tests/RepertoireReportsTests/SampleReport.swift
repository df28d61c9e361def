@testable import RepertoireReports

/// A report that shows something of everything, under a name of the test's choice.
enum SampleReport {
  static func report(name: String, clones: Int = 2) -> StudyReport {
    var report = StudyReport(
      programVersion: "0", patients: [patient(name: name, clones: clones)],
      untracked: [UntrackedRow(patientID: name, sampleID: name, reason: name)])
    report.accounts = [account(name: name)]
    report.identities = [
      IdentityMatrix(
        locus: "TRB",
        members: ["a", "b", "c"].map { .init(patientID: $0 == "c" ? "other" : name, sampleID: $0) },
        pairs: [
          .init(first: 0, second: 1, shared: 9, density: 1e-4, limit: 1e-6, isSuspected: false),
          .init(first: 0, second: 2, shared: 0, density: 0, limit: 1e-6, isSuspected: false),
          .init(first: 1, second: 2, shared: 5, density: 1e-5, limit: 1e-6, isSuspected: true),
        ])
    ]
    report.parameters = [
      .init(name: "minimum_count", value: "5"), .init(name: "false_discovery_rate", value: name),
    ]
    return report
  }

  static func patient(name: String, clones: Int) -> PatientReport {
    var patient = PatientReport(
      patientID: name, group: "TRB", tested: 10, expanded: 3, expandedInTumor: 2, headline: 1,
      strict: 1, notes: [name])
    if clones > 0 {
      patient.clones = PageTable(
        caption: name, columns: [.init("Junction", .sequence), .init("Count", .number)],
        rows: (0..<clones).map { PageTable.Row([name, "\($0)"], isFaint: $0 > 0) })
    }
    patient.timelines = (0..<clones).map { timeline("TRB-\($0)", name: name) }
    patient.overlap = .init(
      observed: 2, expected: 0.5, expanded: 3, p: 0.01,
      share: .init(observed: 0.2, expected: 0.05, p: 0.001))
    patient.productClones = 4
    patient.scatter.clones = [
      .init(bloodClass: "NEW", isExpanded: true, isInTumor: true, before: 0, after: 1e-2),
      .init(bloodClass: "STABLE", isExpanded: false, isInTumor: false, before: 1e-4, after: 2e-4),
      .init(bloodClass: name, isExpanded: false, isInTumor: false, before: 1e-4, after: 2e-4),
    ]
    patient.samples = [sample("before", day: -1), sample("after", day: 14)]
    return patient
  }

  private static func timeline(_ cloneID: String, name: String) -> CloneTimeline {
    func point(
      _ day: Double, _ tissue: CloneTimeline.Tissue, _ count: Int, _ share: Double?,
      _ upper: Double?
    ) -> CloneTimeline.Point {
      .init(
        sampleID: name, day: day, tissue: tissue, count: count, frequency: share,
        frequencyLower95: share.map { $0 / 2 }, frequencyUpper95: upper)
    }
    return CloneTimeline(
      cloneID: cloneID, label: name,
      points: [
        point(-1, .blood, 0, 0, 1e-4), point(14, .blood, 50, 5e-3, 7e-3),
        point(21, .tumor, 9, 2e-2, 4e-2), point(28, .blood, 0, nil, nil),
      ])
  }

  private static func sample(_ name: String, day: Double) -> ReportSample {
    var sample = ReportSample(sampleID: name, tissue: .blood, day: day)
    sample.hill1 = 120
    sample.productShare = 0.02
    sample.expandedShares = [.init(name: "NEW", share: 0.03)]
    sample.subsamples = [
      .init(depth: 100, clones: 60, low: 55, high: 66),
      .init(depth: 200, clones: 90, low: 85, high: 96),
    ]
    sample.lengths = [.init(bases: 42, share: 0.4), .init(bases: 45, share: 0.6)]
    sample.vGenes = [.init(name: "TRBV5-1", share: 0.7), .init(name: "TRBV9", share: 0.3)]
    sample.jGenes = [.init(name: "TRBJ2-7", share: 1)]
    return sample
  }

  private static func account(name: String) -> SampleAccount {
    SampleAccount(
      sampleID: name, kit: name, reads: 100, rearranged: 70,
      rejections: [.init(key: "no_v", reads: 20), .init(key: name, reads: 10)], clonotypes: 5,
      checks: [.init(name: name, value: 0.7, status: "WARN", advice: name)], warnings: [name],
      molecules: .init(
        counted: 30, reads: 66, leastReads: 2,
        histogram: [
          .init(reads: 1, molecules: 9), .init(reads: 2, molecules: 24),
          .init(reads: 9, molecules: 3), .init(reads: 11, molecules: 3),
        ]),
      targets: [
        .init(
          name: name, reads: 3, readsLongEnough: 90, perMillion: 33_333.3, lower: 6_937.5,
          upper: 94_269.3, note: name)
      ])
  }
}
