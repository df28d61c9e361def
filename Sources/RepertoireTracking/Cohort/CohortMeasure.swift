import Repertoires

/// A number of one patient, locus and cell subset that may go with a covariate.
public enum CohortMeasure: String, CaseIterable, Sendable {
  /// Newly expanded clones in the tumor.
  case headline = "n_headline"
  /// The part that survives every guard.
  case strict = "n_strict"
  /// Whether there is any headline clone; yes or no.
  case anyHeadline = "any_headline"
  /// Newly expanded clones in blood.
  case expanded = "n_expanded_in_blood"
  /// Their summed frequency in the last blood.
  case expandedBloodFrequency = "expanded_blood_f"
  /// Their summed frequency in the post-treatment biopsies.
  case expandedTumorFrequency = "expanded_tumor_f"
  /// Expanded clones in the tumor over matched controls.
  case overlapRatio = "overlap_ratio"
  /// Groups of alike newly expanded clones.
  case similarityGroups = "n_similarity_groups"
  /// Mean clonality of baseline blood.
  case baselineClonality = "baseline_clonality"
  /// Mean clonality of post-treatment biopsies.
  case tumorClonality = "tumor_clonality"
  /// Share of product clones in the last blood.
  case productShare = "product_f"

  /// Whether its values are yes and no.
  var isBinary: Bool { self == .anyHeadline }

  /// The value of a patient's summary; nil where it could not be measured.
  func value(of summary: PatientSummary, in patient: PatientTracking) -> Double? {
    // Nothing was tested where kits differ: no clone expanded there, and that is no measure.
    let canExpand = summary.tested > 0
    let canBeInTumor = canExpand && summary.postBiopsies > 0
    let expandedCount = summary.bloodClasses.reduce(0) {
      $0 + ($1.key.isExpanded ? $1.value : 0)
    }
    switch self {
    case .headline: return canBeInTumor ? Double(summary.headline) : nil
    case .strict: return canBeInTumor ? Double(summary.strict) : nil
    case .anyHeadline: return canBeInTumor ? (summary.headline > 0 ? 1 : 0) : nil
    case .expanded: return canExpand ? Double(expandedCount) : nil
    case .expandedBloodFrequency: return canExpand ? summary.expandedBloodFrequency : nil
    case .expandedTumorFrequency: return canBeInTumor ? summary.expandedTumorFrequency : nil
    case .overlapRatio: return summary.overlap?.ratio
    case .similarityGroups: return canExpand ? Double(summary.similarityGroups) : nil
    case .baselineClonality:
      return Self.mean(of: summary, in: patient, .blood, .pre) { $0.clonality }
    case .tumorClonality:
      return Self.mean(of: summary, in: patient, .tumor, .post) { $0.clonality }
    case .productShare: return Self.lastProductShare(of: summary, in: patient)
    }
  }

  private static func metrics(
    of summary: PatientSummary, in patient: PatientTracking, _ tissue: Tissue, _ phase: Phase
  ) -> [(day: Double, metrics: SampleMetrics)] {
    patient.metrics.compactMap { metrics in
      let sample = patient.samples[metrics.sample]
      guard sample.locus == summary.locus, sample.sample.cellSubset == summary.cellSubset,
        sample.sample.tissue == tissue, sample.sample.phase == phase, sample.total > 0
      else { return nil }
      return (sample.sample.day, metrics)
    }
  }

  private static func mean(
    of summary: PatientSummary, in patient: PatientTracking, _ tissue: Tissue, _ phase: Phase,
    _ value: (SampleMetrics) -> Double?
  ) -> Double? {
    let values = metrics(of: summary, in: patient, tissue, phase).compactMap { value($0.metrics) }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func lastProductShare(
    of summary: PatientSummary, in patient: PatientTracking
  ) -> Double? {
    let found = metrics(of: summary, in: patient, .blood, .post)
    guard let last = found.map(\.day).max() else { return nil }
    let shares = found.filter { $0.day == last }.compactMap(\.metrics.productShare)
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }
}
