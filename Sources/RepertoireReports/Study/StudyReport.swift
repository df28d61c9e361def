/// What `report.html` shows of a study: texts and numbers, ready to be laid out.
public struct StudyReport: Sendable, Equatable {
  /// Version of the program that makes the page.
  public var programVersion: String
  /// One group a patient, locus and cell subset, in the order of the tables.
  public var patients: [PatientReport]
  /// Samples that failed; their patients are not in the report.
  public var untracked: [UntrackedRow]
  /// What became of the reads, a sample; empty for studies from tables.
  public var accounts: [SampleAccount] = []
  /// What samples share, one a locus.
  public var identities: [IdentityMatrix] = []
  /// Clones that may be strays of another sample; nil when there are none.
  public var contamination: PageTable?
  /// Pairs of samples that show the same molecules; without rows where none does, nil where no
  /// molecules were compared.
  public var moleculeSharing: PageTable?
  /// Molecules of expanded clones that a larger sample shows too; nil when there are none.
  public var strayMolecules: PageTable?
  /// Tests of covariates; nil when there are none.
  public var cohort: PageTable?
  /// Every parameter that decided the results, by name, as in `run.json`.
  public var parameters: [Parameter] = []

  /// A parameter.
  public struct Parameter: Sendable, Equatable {
    /// Its name in `run.json`.
    public var name: String
    /// Its value.
    public var value: String

    /// A parameter.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

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
