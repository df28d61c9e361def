/// How alike two samples of one patient and locus are: a row of `overlap.tsv`.
public struct SamplePairMetrics: Sendable, Equatable {
  /// Places in ``PatientTracking/samples``, the first before the second.
  public var first: Int
  /// Place of the second sample.
  public var second: Int
  /// Clones seen in both.
  public var shared: Int
  /// Shared clones by the product of both richnesses: does not grow with depth.
  public var sharingDensity: Double?
  /// Shared clones by the clones of either.
  public var jaccard: Double?
  /// The same with both samples at the depth of the smaller one.
  public var rarefiedJaccard: Double?
  /// Morisita-Horn index on frequencies.
  public var morisitaHorn: Double?
  /// Jensen-Shannon divergence, in bits.
  public var jensenShannon: Double?
  /// Bhattacharyya's coefficient.
  public var bhattacharyya: Double?
  /// Share of the second sample's counts that belongs to clones unseen in the first.
  public var unseenShare: Double?
  /// That share, were both samples draws of one repertoire.
  public var expectedUnseenShare: Double?
  /// Divergence of V usage by clonotypes, in bits.
  public var vDivergence: Double?

  /// A pair of samples that share nothing.
  public init(first: Int, second: Int) {
    self.first = first
    self.second = second
    self.shared = 0
  }
}
