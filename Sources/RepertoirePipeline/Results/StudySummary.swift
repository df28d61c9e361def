internal import RepertoireTracking
internal import Repertoires
internal import Sequences

/// What a command found, for people and, as JSON, for programs.
public struct StudySummary: Sendable {
  let content: Content

  struct Sample: Codable, Sendable {
    var sampleID: String
    var status: String
    var reads: Int?
    var rearranged: Int?
    var clonotypes: Int?
    /// The worst of its quality checks: `OK`, `WARN` or `FAIL`.
    var quality: String?
    /// The codes of the advice that its account gives.
    var advice: [String]?
    var targets: TargetReads?

    init(_ id: String, _ outcome: SampleRun.Outcome) {
      sampleID = id
      status = outcome.isReused ? "reused" : "analyzed"
      reads = outcome.quality.reads.total
      rearranged = outcome.quality.reads.rearranged
      clonotypes = outcome.quality.folding.clonotypesAfter
      quality = outcome.quality.status
      advice = outcome.quality.given.map(\.code)
      targets = outcome.quality.targets
    }

    init(_ id: String, status: String) {
      sampleID = id
      self.status = status
    }
  }

  struct Clone: Codable, Sendable {
    var cloneID: String
    var vCall: String
    var jCall: String
    var junctionAA: String
    var bloodClass: String
    var tumorClass: String
    var headline: Bool
    var strict: Bool
    var baselineCount: Int
    var bloodCount: Int?
    var log2fc: Double?
    var q: Double?
    var tumorPreCount: Int?
    var tumorPostCount: Int?
  }

  struct Patient: Codable, Sendable {
    var patientID: String
    var locus: String
    var cellSubset: String?
    var tested: Int
    var expanded: Int
    var expandedInTumor: Int
    var headline: Int
    var headlineWithoutBystanders: Int
    var headlineInProduct: Int?
    var strict: Int
    var notes: [String]
    var newlyExpandedInTumor: [Clone]
  }

  struct Content: Codable, Sendable {
    var command: String
    var output: String
    var failedSamples: [String]
    var samples: [Sample]
    var patients: [Patient]
    /// Samples that look like those of another patient; nil when there are none.
    var likelySwaps: [LikelySwap]?
    /// Pairs of samples of two patients that share as those of one; nil when there are none.
    var likelyMixes: [LikelyMix]?
  }

  struct LikelyMix: Codable, Sendable {
    var firstSample: String
    var secondSample: String
    var locus: String
  }

  struct LikelySwap: Codable, Sendable {
    var sampleID: String
    var patientID: String
    var likePatientID: String
    var closestSample: String
    var exchangedWith: String?
    var locus: String
  }

  /// Samples that failed; the exit status is 2 when there are any.
  public var failedSamples: [String] { content.failedSamples }

  /// Samples with a quality check or advice that is FAIL.
  public var lowQualitySamples: [String] {
    content.samples.filter { $0.quality == QualityCheck.Status.fail.rawValue }.map(\.sampleID)
  }

  /// The summary as JSON with sorted keys.
  public func json() throws -> String {
    try JSONText.text(content)
  }

  init(
    command: String, output: String, samples: [Sample], failed: [String] = [],
    tracking: StudyTracking? = nil
  ) {
    content = Content(
      command: command, output: output, failedSamples: failed, samples: samples,
      patients: (tracking?.patients ?? []).flatMap(Self.patients),
      likelySwaps: tracking.flatMap(Self.likelySwaps),
      likelyMixes: tracking.flatMap(Self.likelyMixes))
  }

  private static func likelyMixes(of tracking: StudyTracking) -> [LikelyMix]? {
    let found = tracking.sharing.filter { $0.verdict == .mixSuspected }
    if found.isEmpty { return nil }
    return found.map {
      LikelyMix(firstSample: $0.first, secondSample: $0.second, locus: $0.locus.rawValue)
    }
  }

  private static func likelySwaps(of tracking: StudyTracking) -> [LikelySwap]? {
    if tracking.suspects.isEmpty { return nil }
    return tracking.suspects.map {
      LikelySwap(
        sampleID: $0.sample, patientID: $0.patientID, likePatientID: $0.likePatientID,
        closestSample: $0.closest, exchangedWith: $0.exchangedWith, locus: $0.locus.rawValue)
    }
  }

  init(
    command: String, output: String, outcomes: [StudyRun.SampleOutcome], sheet: SampleSheet,
    failed: [String], tracking: TrackingStep.Result?
  ) {
    let samples = zip(sheet.samples, outcomes).map { member, outcome in
      switch outcome {
      case .analyzed(let outcome): Sample(member.sample.id, outcome)
      case .table: Sample(member.sample.id, status: "table")
      case .failed: Sample(member.sample.id, status: "failed")
      }
    }
    self.init(
      command: command, output: output, samples: samples, failed: failed,
      tracking: tracking?.tracking)
  }

  private static func patients(of tracking: PatientTracking) -> [Patient] {
    tracking.summaries.map { summary in
      let clones = tracking.newlyExpandedInTumor.filter {
        $0.locus == summary.locus && $0.cellSubset == summary.cellSubset
      }
      return Patient(
        patientID: summary.patientID, locus: summary.locus.rawValue,
        cellSubset: summary.cellSubset, tested: summary.tested,
        expanded: summary.bloodClasses.reduce(0) { $0 + ($1.key.isExpanded ? $1.value : 0) },
        expandedInTumor: summary.expandedInTumor, headline: summary.headline,
        headlineWithoutBystanders: summary.headlineWithoutBystanders,
        headlineInProduct: summary.headlineInProduct, strict: summary.strict,
        notes: summary.notes.map(\.rawValue),
        newlyExpandedInTumor: clones.map(clone))
    }
  }

  private static func clone(_ clone: TrackedClone) -> Clone {
    Clone(
      cloneID: clone.cloneID.text, vCall: clone.vCall, jCall: clone.jCall,
      junctionAA: clone.junctionAA, bloodClass: clone.bloodClass.rawValue,
      tumorClass: clone.tumorClass.rawValue, headline: clone.isHeadline,
      strict: clone.isStrict, baselineCount: clone.baselineCount, bloodCount: clone.bloodCount,
      log2fc: clone.log2FoldChange, q: clone.q, tumorPreCount: clone.tumorPreCount,
      tumorPostCount: clone.tumorPostCount)
  }
}
