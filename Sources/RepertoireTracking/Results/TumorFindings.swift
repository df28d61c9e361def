import Repertoires

/// What biopsies show of a clone; one for all clones that they show equally.
struct TumorFindings: Sendable, Equatable {
  @Blankable var tumorPreCount: Int?
  @Blankable var tumorPreFrequency: Double?
  @Blankable var tumorPreFrequencyUpper95: Double?
  @Blankable var tumorPostCount: Int?
  @Blankable var tumorPostFrequency: Double?
  @Blankable var tumorPostFrequencyUpper95: Double?
  var gainTested = false
  @Blankable var logPGain: Double?
  @Blankable var qGain: Double?
  @Blankable var enrichmentLog2: Double?
  @Blankable var logPEnrichment: Double?
  @Blankable var qEnrichment: Double?

  /// Nothing found: shared by all clones without a finding.
  static let none = Shared(TumorFindings())
}

extension TrackedClone {
  /// Counts in all pre-treatment biopsies together; nil without one.
  public var tumorPreCount: Int? {
    get { inTumor.value.tumorPreCount }
    set { inTumor.value.tumorPreCount = newValue }
  }

  /// Frequency in them.
  public var tumorPreFrequency: Double? {
    get { inTumor.value.tumorPreFrequency }
    set { inTumor.value.tumorPreFrequency = newValue }
  }

  /// One-sided 95 % upper limit of that frequency.
  public var tumorPreFrequencyUpper95: Double? {
    get { inTumor.value.tumorPreFrequencyUpper95 }
    set { inTumor.value.tumorPreFrequencyUpper95 = newValue }
  }

  /// Counts in all post-treatment biopsies together; nil without one.
  public var tumorPostCount: Int? {
    get { inTumor.value.tumorPostCount }
    set { inTumor.value.tumorPostCount = newValue }
  }

  /// Frequency in them.
  public var tumorPostFrequency: Double? {
    get { inTumor.value.tumorPostFrequency }
    set { inTumor.value.tumorPostFrequency = newValue }
  }

  /// One-sided 95 % upper limit of that frequency.
  public var tumorPostFrequencyUpper95: Double? {
    get { inTumor.value.tumorPostFrequencyUpper95 }
    set { inTumor.value.tumorPostFrequencyUpper95 = newValue }
  }

  /// Whether a gain from pre to post could be tested.
  public var gainTested: Bool {
    get { inTumor.value.gainTested }
    set { inTumor.value.gainTested = newValue }
  }

  /// Log p of the gain.
  public var logPGain: Double? {
    get { inTumor.value.logPGain }
    set { inTumor.value.logPGain = newValue }
  }

  /// False-discovery rate of the gain.
  public var qGain: Double? {
    get { inTumor.value.qGain }
    set { inTumor.value.qGain = newValue }
  }

  /// Log2 enrichment of the tumor over the nearest blood.
  public var enrichmentLog2: Double? {
    get { inTumor.value.enrichmentLog2 }
    set { inTumor.value.enrichmentLog2 = newValue }
  }

  /// Log p of the enrichment.
  public var logPEnrichment: Double? {
    get { inTumor.value.logPEnrichment }
    set { inTumor.value.logPEnrichment = newValue }
  }

  /// False-discovery rate of the enrichment.
  public var qEnrichment: Double? {
    get { inTumor.value.qEnrichment }
    set { inTumor.value.qEnrichment = newValue }
  }
}
