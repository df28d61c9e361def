/// One clone over the samples of its patient, for a figure.
public struct CloneTimeline: Sendable, Equatable {
  /// The kind of sample, which decides the mark.
  public enum Tissue: String, Sendable, Equatable { case blood, tumor, product, other }

  /// The clone in one sample.
  public struct Point: Sendable, Equatable {
    /// The sample.
    public var sampleID: String
    /// Day relative to the first infusion.
    public var day: Double
    /// Kind of sample.
    public var tissue: Tissue
    /// Counts; 0 where it was not seen.
    public var count: Int
    /// Share of the sample's counts; nil for an empty sample.
    public var frequency: Double?
    /// 95 % lower limit of the share; nil where it cannot be told.
    public var frequencyLower95: Double?
    /// 95 % upper limit of the share; what is drawn where the clone was not seen.
    public var frequencyUpper95: Double?

    /// A point.
    public init(
      sampleID: String, day: Double, tissue: Tissue, count: Int, frequency: Double?,
      frequencyLower95: Double?, frequencyUpper95: Double?
    ) {
      self.sampleID = sampleID
      self.day = day
      self.tissue = tissue
      self.count = count
      self.frequency = frequency
      self.frequencyLower95 = frequencyLower95
      self.frequencyUpper95 = frequencyUpper95
    }
  }

  /// The clone's name.
  public var cloneID: String
  /// A short name for the legend, such as the amino-acid junction.
  public var label: String
  /// Points in the order of days.
  public var points: [Point]

  /// A timeline.
  public init(cloneID: String, label: String, points: [Point]) {
    self.cloneID = cloneID
    self.label = label
    self.points = points
  }
}
