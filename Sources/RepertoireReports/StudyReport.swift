/// What `report.html` shows of a study: texts and numbers, ready to be laid out.
public struct StudyReport: Sendable, Equatable {
  /// Version of the program that makes the page.
  public var programVersion: String
  /// One group a patient, locus and cell subset, in the order of the tables.
  public var patients: [PatientReport]
  /// Samples that failed; their patients are not in the report.
  public var untracked: [UntrackedRow]

  /// A report.
  public init(
    programVersion: String, patients: [PatientReport], untracked: [UntrackedRow] = []
  ) {
    self.programVersion = programVersion
    self.patients = patients
    self.untracked = untracked
  }
}

/// A sample that failed, with the patient who is not tracked because of it.
public struct UntrackedRow: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// The sample.
  public var sampleID: String
  /// What was wrong.
  public var reason: String

  /// A failed sample.
  public init(patientID: String, sampleID: String, reason: String) {
    self.patientID = patientID
    self.sampleID = sampleID
    self.reason = reason
  }
}

/// One patient, locus and cell subset in the report.
public struct PatientReport: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// Locus and, where the sheet states one, cell subset.
  public var group: String
  /// Clones tested in blood.
  public var tested: Int
  /// Clones expanded in blood.
  public var expanded: Int
  /// Of them, seen in a post-treatment biopsy.
  public var expandedInTumor: Int
  /// Size of the headline set.
  public var headline: Int
  /// Size of the strict set.
  public var strict: Int
  /// What is missing, as the tables say it.
  public var notes: [String]
  /// Rows of the headline table, strongest first.
  public var clones: [CloneRow]
  /// The timelines of the strongest clones.
  public var timelines: [CloneTimeline]

  /// A patient with its numbers; rows and timelines start empty.
  public init(
    patientID: String, group: String, tested: Int, expanded: Int, expandedInTumor: Int,
    headline: Int, strict: Int, notes: [String]
  ) {
    self.patientID = patientID
    self.group = group
    self.tested = tested
    self.expanded = expanded
    self.expandedInTumor = expandedInTumor
    self.headline = headline
    self.strict = strict
    self.notes = notes
    clones = []
    timelines = []
  }
}

/// One row of a headline table, as its cells.
public struct CloneRow: Sendable, Equatable {
  /// One text a column of ``columns``.
  public var cells: [String]
  /// Whether the clone is in the headline set.
  public var isHeadline: Bool

  /// Titles of the columns.
  public static let columns = [
    "Clone", "V", "J", "Junction", "Blood class", "Baseline count", "Best day", "Blood count",
    "log2 fold change", "q", "Tumor class", "Tumor before", "Tumor after", "Note",
  ]

  /// A row; it has one cell a column.
  public init(cells: [String], isHeadline: Bool) {
    precondition(cells.count == Self.columns.count, "a row has one cell a column")
    self.cells = cells
    self.isHeadline = isHeadline
  }
}
