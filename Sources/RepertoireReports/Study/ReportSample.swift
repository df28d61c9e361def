/// One sample and locus in the report: what `track/` tells of it.
public struct ReportSample: Sendable, Equatable {
  /// A subsample: how many clones so many counts show.
  public struct Subsample: Sendable, Equatable {
    /// Counts drawn.
    public var depth: Double
    /// Clones seen, over draws, with the range of draws.
    public var clones: Double
    /// Lower end.
    public var low: Double?
    /// Upper end.
    public var high: Double?

    /// A subsample.
    public init(depth: Double, clones: Double, low: Double?, high: Double?) {
      self.depth = depth
      self.clones = clones
      self.low = low
      self.high = high
    }
  }

  /// A share under a name: of a gene or a class of clones.
  public struct Share: Sendable, Equatable {
    /// The name.
    public var name: String
    /// Share of the sample's counts, in [0, 1].
    public var share: Double

    /// A share.
    public init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// The share of a junction length.
  public struct LengthShare: Sendable, Equatable {
    /// Length in bases.
    public var bases: Int
    /// Share of the sample's counts, in [0, 1].
    public var share: Double

    /// A share.
    public init(bases: Int, share: Double) {
      self.bases = bases
      self.share = share
    }
  }

  /// The sample.
  public var sampleID: String
  /// Kind of sample.
  public var tissue: CloneTimeline.Tissue
  /// Day relative to the first infusion.
  public var day: Double?
  /// Counts.
  public var total = 0
  /// Clones with a count.
  public var clones = 0
  /// 95 % detection limit of a share.
  public var detectionLimit: Double?
  /// Share of the repertoire that the seen clones cover.
  public var coverage: Double?
  /// Shannon clonality, in [0, 1].
  public var clonality: Double?
  /// Effective number of clones: Hill number of order 1.
  public var hill1: Double?
  /// Clones at equal depth.
  public var rarefiedClones: Double?
  /// Share held by clones of the infusion product.
  public var productShare: Double?
  /// Clones of the product that the sample shows.
  public var productClonesSeen: Int?
  /// What is wrong with the sample.
  public var notes: [String] = []
  /// Shares held by clones expanded in blood, by class.
  public var expandedShares: [Share] = []
  /// Subsamples by depth.
  public var subsamples: [Subsample] = []
  /// Shares of junction lengths, in bases.
  public var lengths: [LengthShare] = []
  /// Shares of V genes by name.
  public var vGenes: [Share] = []
  /// Shares of J genes by name.
  public var jGenes: [Share] = []

  /// A sample without numbers.
  public init(sampleID: String, tissue: CloneTimeline.Tissue, day: Double?) {
    self.sampleID = sampleID
    self.tissue = tissue
    self.day = day
  }
}
