/// The clones of a patient in blood: share at baseline against share on the best day.
public struct BloodScatter: Sendable, Equatable {
  /// One clone that was tested.
  public struct Clone: Sendable, Equatable {
    /// Its class in blood, as in the tables.
    public var bloodClass: String
    /// Whether it counts as expanded.
    public var isExpanded: Bool
    /// Whether a post-treatment biopsy shows it.
    public var isInTumor: Bool
    /// Share of all baseline counts; 0 when not seen.
    public var before: Double
    /// Share on the best day; 0 when not seen.
    public var after: Double

    /// A clone.
    public init(
      bloodClass: String, isExpanded: Bool, isInTumor: Bool, before: Double, after: Double
    ) {
      self.bloodClass = bloodClass
      self.isExpanded = isExpanded
      self.isInTumor = isInTumor
      self.before = before
      self.after = after
    }
  }

  /// The clones in the order of the table.
  public var clones: [Clone] = []

  /// Without clones.
  public init() {}
}
