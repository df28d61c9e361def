import Repertoires

/// What blood shows of a clone on its best day; one for all clones of the same counts.
struct BloodChange: Sendable, Equatable {
  @Blankable var baselineFrequencyUpper95: Double?
  @Blankable var bestDay: Double?
  @Blankable var bloodCount: Int?
  @Blankable var bloodFrequency: Double?
  @Blankable var bloodFrequencyLower95: Double?
  @Blankable var log2FoldChange: Double?
  @Blankable var log2FoldChangeLow: Double?
  @Blankable var log2FoldChangeHigh: Double?
  @Blankable var log2FoldChangeDepth: Double?
  @Blankable var foldChangeProbability: Double?
  @Blankable var dispersion: Double?
  var dispersionSource: DispersionSource?

  /// Nothing found: shared by all clones without a finding.
  static let none = Shared(BloodChange())
}

extension TrackedClone {
  /// One-sided 95 % upper limit of the baseline frequency, from effective cells.
  public var baselineFrequencyUpper95: Double? {
    get { change.value.baselineFrequencyUpper95 }
    set { change.value.baselineFrequencyUpper95 = newValue }
  }

  /// Post-treatment day with the smallest p value (tie: earlier); supplies counts and effects.
  public var bestDay: Double? {
    get { change.value.bestDay }
    set { change.value.bestDay = newValue }
  }

  /// Counts in blood on `bestDay`.
  public var bloodCount: Int? {
    get { change.value.bloodCount }
    set { change.value.bloodCount = newValue }
  }

  /// Frequency in blood on `bestDay`.
  public var bloodFrequency: Double? {
    get { change.value.bloodFrequency }
    set { change.value.bloodFrequency = newValue }
  }

  /// One-sided 95 % lower limit of `bloodFrequency`, from effective cells.
  public var bloodFrequencyLower95: Double? {
    get { change.value.bloodFrequencyLower95 }
    set { change.value.bloodFrequencyLower95 = newValue }
  }

  /// Log2 fold change, normalised by the bulk of clones.
  public var log2FoldChange: Double? {
    get { change.value.log2FoldChange }
    set { change.value.log2FoldChange = newValue }
  }

  /// Its 2.5 % point.
  public var log2FoldChangeLow: Double? {
    get { change.value.log2FoldChangeLow }
    set { change.value.log2FoldChangeLow = newValue }
  }

  /// Its 97.5 % point.
  public var log2FoldChangeHigh: Double? {
    get { change.value.log2FoldChangeHigh }
    set { change.value.log2FoldChangeHigh = newValue }
  }

  /// Log2 fold change normalised by depth alone.
  public var log2FoldChangeDepth: Double? {
    get { change.value.log2FoldChangeDepth }
    set { change.value.log2FoldChangeDepth = newValue }
  }

  /// Probability that the fold change exceeds the threshold of parameters (2).
  public var foldChangeProbability: Double? {
    get { change.value.foldChangeProbability }
    set { change.value.foldChangeProbability = newValue }
  }

  /// Variance of the count relative to a binomial one, on `bestDay`.
  public var dispersion: Double? {
    get { change.value.dispersion }
    set { change.value.dispersion = newValue }
  }

  /// Where the dispersion was learnt.
  public var dispersionSource: DispersionSource? {
    get { change.value.dispersionSource }
    set { change.value.dispersionSource = newValue }
  }
}
