/// One clone in one sample: a row of `timeline.tsv`.
///
/// Clones and samples are named by their place in the patient's lists, so that a row stays small.
public struct TimelinePoint: Sendable, Equatable {
  /// Place in ``PatientTracking/clones``.
  public var clone: Int
  /// Place in ``PatientTracking/samples``.
  public var sample: Int
  /// Counts of the clone in the sample; 0 where it was not seen.
  public var count: Int
  /// Share of the sample's productive counts; nil for an empty sample.
  public var frequency: Double?
  /// One-sided 95 % upper limit of the share, from effective cells; nil for an empty sample.
  public var frequencyUpper95: Double?

  /// A clone in a sample, frequencies left open.
  public init(clone: Int, sample: Int, count: Int) {
    self.clone = clone
    self.sample = sample
    self.count = count
  }
}
