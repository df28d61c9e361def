public import Repertoires

/// One post-treatment blood day against the summed baseline: a row of `comparisons.tsv`.
public struct BloodComparison: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// The locus.
  public var locus: Locus
  /// Subset of cells, where the sheet states one.
  public var cellSubset: String?
  /// What is counted.
  public var countUnit: CountUnit
  /// Names of the baseline samples.
  public var baselineSamples: [String] = []
  /// Names of the samples of the day.
  public var daySamples: [String] = []
  /// The post-treatment day.
  public var day: Double
  /// Productive counts at baseline.
  public var baselineTotal = 0
  /// Productive counts on the day.
  public var dayTotal = 0
  /// Cells put in at baseline; nil unless every sample states it.
  public var baselineCells: Double?
  /// Cells put in on the day.
  public var dayCells: Double?
  /// Counts per cell put in, over both sides; nil without cells.
  public var countsPerCell: Double?
  /// Share of the day in all counts.
  public var depthShare: Double?
  /// Share of the day in the bulk of clones; the mu of the test.
  public var bulkShare: Double?
  /// Clumping c of the test.
  public var clumping: Double?
  /// Drift rho0 of the test.
  public var drift: Double?
  /// Share of outliers in the fit of the pair.
  public var outlierShare: Double?
  /// Negative log-likelihood of the fit of the pair.
  public var negativeLogLikelihood: Double?
  /// Whether the fit of the pair ended at a bound.
  public var atBound: Bool?
  /// Where the dispersion was learnt; nil when nothing could be tested.
  public var dispersionSource: DispersionSource?
  /// False-discovery rate that calls are made at.
  public var alpha: Double
  /// Clones with enough counts.
  public var tested = 0
  /// Clones seen on both sides with at least 20 counts.
  public var shared = 0
  /// Rises at alpha in this pair, before effect rules.
  public var up = 0
  /// Falls at alpha in this pair.
  public var down = 0
  /// Rises that Fisher's exact test would call at alpha.
  public var upFisher = 0
  /// Clones of each class whose best day this is.
  public var classCounts: [BloodClass: Int] = [:]
  /// Most calls in a pair of samples between which nothing can have changed (baselines,
  /// replicates), tested with a dispersion it did not teach; nil without such a pair.
  public var negativeControlCalls: Int?
  /// Frequency that the baseline would have shown with 95 % probability.
  public var baselineDetectionLimit95: Double?
  /// The same of the day.
  public var dayDetectionLimit95: Double?
  /// What went wrong or was replaced.
  public var notes: [TrackingNote] = []

  /// A comparison of which nothing was tested.
  public init(
    patientID: String, locus: Locus, cellSubset: String?, countUnit: CountUnit, day: Double,
    alpha: Double
  ) {
    self.patientID = patientID
    self.locus = locus
    self.cellSubset = cellSubset
    self.countUnit = countUnit
    self.day = day
    self.alpha = alpha
  }
}
