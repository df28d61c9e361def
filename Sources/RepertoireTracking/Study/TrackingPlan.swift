public import Repertoires

/// The tracking of a study in steps that a caller may run in parallel over patients.
///
/// `fit` each patient, pool the fits into one ``RunEvidence``, `track` each patient, and put
/// them together with `guarded`. The methods share no state: any number of patients may be worked
/// on at once.
public struct TrackingPlan: Sendable {
  /// Patients, ordered by name.
  public let patientIDs: [String]
  let repertoires: [Repertoire]
  let parameters: TrackingParameters
  let assayProfile: AssayProfile?
  let specificities: SpecificityDatabase?
  let covariates: CohortCovariates

  /// A plan over all repertoires of a study, in any order.
  public init(
    _ repertoires: [Repertoire], parameters: TrackingParameters = TrackingParameters(),
    assayProfile: AssayProfile? = nil, specificities: SpecificityDatabase? = nil,
    covariates: CohortCovariates = .none
  ) {
    self.repertoires = repertoires.sorted { $0.sample.id < $1.sample.id }
    self.parameters = parameters
    self.assayProfile = assayProfile
    self.specificities = specificities
    self.covariates = covariates
    self.patientIDs = Set(repertoires.map(\.sample.patientID)).sorted()
  }

  /// Joins the clones of one patient over samples and fits every pair of blood samples.
  public func fit(patient: Int) -> FittedPatient {
    let groups = CloneGroup.groups(
      patientID: patientIDs[patient], repertoires: repertoires,
      productiveOnly: parameters.preset != .immunoseqLegacy)
    return FittedPatient(
      patientID: patientIDs[patient],
      groups: groups.map { FittedGroup($0, parameters: parameters) })
  }

  /// What the run as a whole says: about pairs that cannot be fitted, and samples of another patient.
  public func evidence(of fitted: [FittedPatient]) -> RunEvidence {
    RunEvidence(fitted, repertoires: repertoires)
  }

  /// Tests, classes and summaries of one patient.
  public func track(_ fitted: FittedPatient, run: RunEvidence) -> PatientTracking {
    var patient = PatientTracking(patientID: fitted.patientID)
    let fallback = DispersionFallback(profile: assayProfile, run: run)
    for group in fitted.groups {
      var tested = TestedGroup(group, fallback: fallback, specificities: specificities)
      let offset = patient.samples.count
      let samples = tested.trackedSamples()
      let profiles = tested.profiles(samples, offset: offset)
      tested.noteVUsage(profiles)
      let results = tested.results()
      patient.metrics += tested.sampleMetrics(
        offset: offset, samples: samples, profiles: profiles, rows: results.clones)
      patient.samplePairs += tested.pairMetrics(
        offset: offset, samples: samples, profiles: profiles)
      patient.profiles += profiles
      patient.persistence += tested.persistence(offset: offset)
      patient.productClones += tested.productClones()
      patient.samples += samples
      // The rows of the only group are taken over as they are, not copied.
      if patient.clones.isEmpty {
        patient.clones = results.clones
      } else {
        patient.clones += results.clones
      }
      patient.comparisons += results.comparisons
      patient.summaries.append(results.summary)
    }
    return patient
  }

  /// The names, in tables of molecules, of the junctions whose molecules the guards ask for: those
  /// of expanded clones in a post-treatment biopsy.
  public func guardedJunctions(of patients: [PatientTracking]) -> Set<UInt64> {
    var junctions: Set<UInt64> = []
    for patient in patients {
      for place in patient.clones.indices
      where patient.clones[place].isNewlyExpandedInTumor && !patient.clones[place].junction.isEmpty
      {
        junctions.insert(
          SampleMolecules.hash(
            locus: patient.clones[place].locus, junction: patient.clones[place].junction.utf8))
      }
    }
    return junctions
  }

  /// The study of all patients, after the guards that look at more than one patient.
  ///
  /// A clone that may be a stray leaves the strict set and names its source; nothing is dropped.
  /// Without `molecules`, nobody looks at molecules that samples share.
  public func guarded(
    _ patients: [PatientTracking], run: RunEvidence, molecules: MoleculeEvidence? = nil
  ) -> StudyTracking {
    var patients = patients.sorted { $0.patientID < $1.patientID }
    for finding in ContaminationGuard(repertoires).findings(patients) {
      patients[finding.patient].clones[finding.clone].flagContaminant(
        finding.source, byReads: finding.isByReads)
    }
    // Molecules tell more than ratios do, and have the last word on the source.
    let strays = molecules.map { HoppingGuard(evidence: $0).findings(patients) } ?? []
    for finding in strays {
      patients[finding.patient].clones[finding.clone].flagStray(finding)
    }
    let unlisted = Set(molecules?.missing ?? [])
    for place in patients.indices {
      patients[place].applyGuards(suspected: run.suspected, unlisted: unlisted)
    }
    return StudyTracking(
      patients: patients, sharing: run.sharing, moleculeSharing: molecules?.pairs() ?? [],
      strayMolecules: strays.flatMap(\.rows),
      cohort: CohortTest.tests(of: patients, covariates: covariates, seed: parameters.seed))
  }
}
