public import Repertoires

/// The tracking of a whole study: every patient, in order of name.
public struct StudyTracking: Sendable, Equatable {
  /// The patients, ordered by name.
  public var patients: [PatientTracking]
  /// Sharing of clones between every two samples of the run, by locus and name; empty
  /// for a run of one patient.
  public var sharing: [SampleSharing] = []
  /// Samples that look like those of another patient, by locus and name.
  public var suspects: [SuspectedSample] = []
  /// Molecules that every two comparable samples share, by name; empty without tables of molecules.
  public var moleculeSharing: [SharedMolecules] = []
  /// Molecules of expanded clones in a tumor that a larger sample shows too, in the order of patients.
  public var strayMolecules: [StrayMolecules] = []
  /// Relations of patients' measures to their covariates; empty without covariates.
  public var cohort: [CohortTest] = []
  /// Samples that failed, and with them their patients; filled by the caller who read the samples.
  public var untracked: [UntrackedSample] = []

  /// Tracks all patients one after the other; ``TrackingPlan`` serves callers with threads.
  ///
  /// The order of samples and rows changes nothing.
  public static func track(
    _ repertoires: [Repertoire], parameters: TrackingParameters = TrackingParameters(),
    assayProfile: AssayProfile? = nil, specificities: SpecificityDatabase? = nil,
    covariates: CohortCovariates = .none, typings: [String: HLATyping] = [:]
  ) -> StudyTracking {
    let plan = TrackingPlan(
      repertoires, parameters: parameters, assayProfile: assayProfile,
      specificities: specificities, covariates: covariates, typings: typings)
    let fitted = plan.patientIDs.indices.map { plan.fit(patient: $0) }
    let run = plan.evidence(of: fitted)
    return plan.guarded(fitted.map { plan.track($0, run: run) }, run: run)
  }
}
