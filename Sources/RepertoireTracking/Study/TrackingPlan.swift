import RepertoireStatistics
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
  let typings: [String: HLATyping]

  /// A plan over all repertoires of a study, in any order; `typings` are HLA alleles by patient.
  public init(
    _ repertoires: [Repertoire], parameters: TrackingParameters = TrackingParameters(),
    assayProfile: AssayProfile? = nil, specificities: SpecificityDatabase? = nil,
    covariates: CohortCovariates = .none, typings: [String: HLATyping] = [:]
  ) {
    self.repertoires = repertoires.sorted { $0.sample.id < $1.sample.id }
    self.parameters = parameters
    self.assayProfile = assayProfile
    self.specificities = specificities
    self.covariates = covariates
    self.typings = typings
    self.patientIDs = Set(repertoires.map(\.sample.patientID)).sorted()
  }

  /// Joins the clones of one patient over samples and fits every pair of blood samples.
  public func fit(patient: Int) -> FittedPatient {
    FittedPatient(
      patientID: patientIDs[patient],
      groups: groups(ofPatient: patient).map { FittedGroup($0, parameters: parameters) })
  }

  /// The same, at most `threads` starts of fits at once: threads change no result.
  public func fit(patient: Int, threads: Int) async -> FittedPatient {
    var groups = groups(ofPatient: patient).map {
      FittedGroup(unfitted: $0, parameters: parameters)
    }
    let searches = groups.map { $0.pending.map(\.search) }
    let starts = searches.indices.flatMap { group in
      searches[group].indices.flatMap { pair in
        (0..<(searches[group][pair]?.starts ?? 0)).map { (group: group, pair: pair, start: $0) }
      }
    }
    var ends = await SideBySide.map(starts.count, atMost: threads) { place in
      let (group, pair, start) = starts[place]
      return searches[group][pair]?.end(ofStart: start)
    }.compactMap { $0 }[...]
    for group in groups.indices {
      groups[group].complete(
        searches[group].map { search in
          guard let search else { return nil }
          let own = ends.prefix(search.starts)
          ends = ends.dropFirst(search.starts)
          return search.best(of: Array(own))
        })
    }
    return FittedPatient(patientID: patientIDs[patient], groups: groups)
  }

  private func groups(ofPatient patient: Int) -> [CloneGroup] {
    CloneGroup.groups(
      patientID: patientIDs[patient], repertoires: repertoires,
      productiveOnly: parameters.preset != .immunoseqLegacy)
  }

  /// What the run as a whole says: about pairs that cannot be fitted, and samples of another patient.
  public func evidence(of fitted: [FittedPatient]) -> RunEvidence {
    RunEvidence(fitted, repertoires: repertoires)
  }

  /// Tests, classes and summaries of one patient.
  public func track(_ fitted: FittedPatient, run: RunEvidence) -> PatientTracking {
    var patient = PatientTracking(patientID: fitted.patientID)
    for group in fitted.groups {
      var opened = opened(group, run: run, offset: patient.samples.count)
      let results = opened.group.results()
      patient.take(results, of: opened, figures: opened.samples.indices.map(opened.figures(of:)))
    }
    return patient
  }

  /// The same, samples measured by `threads` tasks beside the tests: threads change no result.
  public func track(
    _ fitted: FittedPatient, run: RunEvidence, threads: Int
  ) async -> PatientTracking {
    guard threads > 1 else { return track(fitted, run: run) }
    var patient = PatientTracking(patientID: fitted.patientID)
    for group in fitted.groups {
      var opened = opened(group, run: run, offset: patient.samples.count)
      let source = opened
      // The tests are one of the tasks; when they are done, their thread goes on with samples.
      async let figures = SideBySide.map(source.samples.count, atMost: threads) {
        source.figures(of: $0)
      }
      let results = opened.group.results()
      patient.take(results, of: opened, figures: await figures)
    }
    return patient
  }

  /// A group ready for its tests, with its samples.
  fileprivate struct OpenedGroup: Sendable {
    var group: TestedGroup
    let samples: [TrackedSample]
    /// Without their curves.
    let profiles: [SampleProfile]

    func figures(of place: Int) -> TestedGroup.SampleFigures {
      group.figures(of: place, samples: samples)
    }
  }

  /// - Parameter offset: Samples of the patient in the groups before.
  private func opened(_ group: FittedGroup, run: RunEvidence, offset: Int) -> OpenedGroup {
    var tested = TestedGroup(
      group, fallback: DispersionFallback(profile: assayProfile, run: run),
      specificities: specificities, typing: typings[group.group.patientID])
    let samples = tested.trackedSamples()
    let profiles = tested.profiles(samples, offset: offset)
    tested.noteVUsage(profiles)
    return OpenedGroup(group: tested, samples: samples, profiles: profiles)
  }

  /// The names, in tables of molecules, of the junctions whose molecules the guards ask for: those
  /// of expanded clones in a post-treatment biopsy.
  public func guardedJunctions(of patients: [PatientTracking]) -> Set<UInt64> {
    var junctions: Set<UInt64> = []
    for patient in patients {
      for clone in patient.clones.expanded
      where clone.isNewlyExpandedInTumor && !clone.junction.isEmpty {
        junctions.insert(
          StableHash.ofJunction(clone.junction.utf8, locus: clone.locus))
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
      patients: patients, sharing: run.sharing, suspects: run.suspects,
      moleculeSharing: molecules?.pairs() ?? [],
      strayMolecules: strays.flatMap(\.rows),
      cohort: CohortTest.tests(of: patients, covariates: covariates, seed: parameters.seed))
  }
}

extension PatientTracking {
  /// Adds what one group gave, with the figures of each of its samples.
  fileprivate mutating func take(
    _ results: TestedGroup.Results, of opened: TrackingPlan.OpenedGroup,
    figures: [TestedGroup.SampleFigures]
  ) {
    let (group, own, offset) = (opened.group, opened.samples, samples.count)
    var ownProfiles = opened.profiles
    for (place, own) in figures.enumerated() { ownProfiles[place].rarefaction = own.rarefaction }
    metrics += group.sampleMetrics(offset: offset, figures: figures, rows: results.clones)
    samplePairs += group.pairMetrics(offset: offset, samples: own, profiles: ownProfiles)
    profiles += ownProfiles
    persistence += group.persistence(offset: offset)
    productClones += group.productClones()
    samples += own
    // The rows of the only group are taken over as they are, not copied.
    if clones.isEmpty {
      clones = results.clones
    } else {
      clones += results.clones
    }
    comparisons += results.comparisons
    summaries.append(results.summary)
  }
}
