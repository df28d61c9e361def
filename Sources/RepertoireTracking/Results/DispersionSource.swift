/// Where the dispersion of a test was learnt.
public enum DispersionSource: String, CaseIterable, Sendable {
  /// Replicates of this patient (for technical ones, the larger of replicate and pair).
  case replicate
  /// Two baseline samples of this patient.
  case baselinePair = "baseline_pair"
  /// The tested pair itself.
  case pair
  /// A profile of the assay: the user's file, or the median of trusted pairs of this run.
  case assayProfile = "assay_profile"
  /// Constants for the count unit; such calls never enter the strict set.
  case builtin
  /// A published test without dispersion.
  case legacy
}
