internal import RepertoireTracking
internal import Repertoires
internal import Sequences

/// What a command found, for people and, as JSON, for programs.
public struct StudySummary: Sendable {
  let content: Content

  struct Sample: Codable, Sendable {
    var sample_id: String
    var status: String
    var reads: Int?
    var rearranged: Int?
    var clonotypes: Int?

    init(_ id: String, _ outcome: SampleRun.Outcome) {
      sample_id = id
      status = outcome.isReused ? "reused" : "analyzed"
      reads = outcome.quality.reads.total
      rearranged = outcome.quality.reads.rearranged
      clonotypes = outcome.quality.folding.clonotypes_after
    }

    init(_ id: String, status: String) {
      sample_id = id
      self.status = status
    }
  }

  struct Clone: Codable, Sendable {
    var clone_id: String
    var v_call: String
    var j_call: String
    var junction_aa: String
    var blood_class: String
    var tumor_class: String
    var headline: Bool
    var strict: Bool
    var baseline_count: Int
    var blood_count: Int?
    var log2fc: Double?
    var q: Double?
    var tumor_pre_count: Int?
    var tumor_post_count: Int?
  }

  struct Patient: Codable, Sendable {
    var patient_id: String
    var locus: String
    var cell_subset: String?
    var tested: Int
    var expanded: Int
    var expanded_in_tumor: Int
    var headline: Int
    var strict: Int
    var notes: [String]
    var newly_expanded_in_tumor: [Clone]
  }

  struct Content: Codable, Sendable {
    var command: String
    var output: String
    var failed_samples: [String]
    var samples: [Sample]
    var patients: [Patient]
  }

  /// Samples that failed; the exit status is 2 when there are any.
  public var failedSamples: [String] { content.failed_samples }

  /// The summary as JSON with sorted keys.
  public func json() throws -> String {
    String(decoding: try JSONText.bytes(content), as: UTF8.self)
  }

  init(
    command: String, output: String, samples: [Sample], failed: [String] = [],
    tracking: StudyTracking? = nil
  ) {
    content = Content(
      command: command, output: output, failed_samples: failed, samples: samples,
      patients: (tracking?.patients ?? []).flatMap(Self.patients))
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
        patient_id: summary.patientID, locus: summary.locus.rawValue,
        cell_subset: summary.cellSubset, tested: summary.tested,
        expanded: summary.bloodClasses.reduce(0) { $0 + ($1.key.isExpanded ? $1.value : 0) },
        expanded_in_tumor: summary.expandedInTumor, headline: summary.headline,
        strict: summary.strict, notes: summary.notes.map(\.rawValue),
        newly_expanded_in_tumor: clones.map(clone))
    }
  }

  private static func clone(_ clone: TrackedClone) -> Clone {
    Clone(
      clone_id: clone.cloneID.text, v_call: clone.vCall, j_call: clone.jCall,
      junction_aa: clone.junctionAA, blood_class: clone.bloodClass.rawValue,
      tumor_class: clone.tumorClass.rawValue, headline: clone.isHeadline,
      strict: clone.isStrict, baseline_count: clone.baselineCount, blood_count: clone.bloodCount,
      log2fc: clone.log2FoldChange, q: clone.q, tumor_pre_count: clone.tumorPreCount,
      tumor_post_count: clone.tumorPostCount)
  }
}
