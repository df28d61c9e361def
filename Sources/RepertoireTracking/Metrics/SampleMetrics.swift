/// How large, deep and even one sample is, for one locus: a row of `sample_metrics.tsv`.
public struct SampleMetrics: Sendable, Equatable {
  /// Place in ``PatientTracking/samples``.
  public var sample: Int
  /// Clones expected in all, by Chao's estimator; nil for an empty sample.
  public var chao1: Double?
  /// Good-Turing coverage: share of the repertoire that the seen clones make up.
  public var coverage: Double?
  /// Shannon entropy, in nats.
  public var shannon: Double?
  /// One minus evenness; nil below two clones.
  public var clonality: Double?
  /// Root of the summed squared frequencies.
  public var simpsonClonality: Double?
  /// Gini coefficient of the clones seen.
  public var gini: Double?
  /// Hill number of order 1.
  public var hill1: Double?
  /// Hill number of order 2.
  public var hill2: Double?
  /// Share of the largest clone.
  public var top1Share: Double?
  /// Share of the ten largest clones.
  public var top10Share: Double?
  /// Share of the hundred largest clones.
  public var top100Share: Double?
  /// Effective cells that all samples of this tissue, patient and locus reach: the equal depth.
  public var rarefiedDepth: Int?
  /// Clones expected at that depth.
  public var rarefiedClones: Double?
  /// Hill numbers of order 1 and 2 at that depth, means of seeded draws.
  public var rarefiedHill1: Double?
  /// The same of order 2.
  public var rarefiedHill2: Double?
  /// Expanded clones seen in the sample.
  public var expandedClones: Int?
  /// Their summed frequency: the space they occupy.
  public var expandedShare: Double?
  /// T cells by the cells in the material: of the stated DNA, else the stated cells; for templates
  /// and cells alone.
  public var tCellFraction: Double?
  /// Share of the counts that belongs to clones of the infusion product; nil without product samples.
  public var productShare: Double?
  /// Clones of the product seen in the sample.
  public var productClones: Int?
  /// What is wrong with the sample.
  public var notes: [TrackingNote] = []

  /// Metrics of a sample, none known yet.
  public init(sample: Int) { self.sample = sample }
}
