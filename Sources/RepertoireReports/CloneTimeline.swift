/// One clone over the samples of its patient, for a figure.
public struct CloneTimeline: Sendable, Equatable {
  /// The kind of sample, which decides the mark.
  public enum Tissue: Sendable, Equatable { case blood, tumor, other }

  /// The clone in one sample.
  public struct Point: Sendable, Equatable {
    /// Day relative to the first infusion.
    public var day: Double
    /// Kind of sample.
    public var tissue: Tissue
    /// Counts; 0 where it was not seen.
    public var count: Int
    /// Share of the sample's counts; nil for an empty sample.
    public var frequency: Double?
    /// 95 % upper limit of the share; what is drawn where the clone was not seen.
    public var frequencyUpper95: Double?

    /// A point.
    public init(
      day: Double, tissue: Tissue, count: Int, frequency: Double?, frequencyUpper95: Double?
    ) {
      self.day = day
      self.tissue = tissue
      self.count = count
      self.frequency = frequency
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
