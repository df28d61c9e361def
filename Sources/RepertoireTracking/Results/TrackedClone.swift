public import Repertoires

/// One clone of one patient, locus and cell subset, with all that was found: a row of `clones.tsv`.
///
/// Frequencies are shares of the productive counts of the locus. Missing values are nil; the
/// reason is in `notes`. P values are natural logarithms, so that the smallest keep their order.
public struct TrackedClone: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// Name of the clone, the same in every file.
  public var cloneID: CloneID
  /// The receptor locus.
  public var locus: Locus
  /// Subset of cells, where the sheet states one.
  public var cellSubset: String?
  /// Best-supported V call over the patient's samples, as AIRR writes it.
  public var vCall: String
  /// Best-supported J call.
  public var jCall: String
  /// Junction nucleotides; empty where tables have none.
  public var junction: String
  /// Junction amino acids.
  public var junctionAA: String
  /// Unit of the blood counts, else of the tumor counts.
  public var countUnit: CountUnit

  /// Counts in all baseline blood together.
  public var baselineCount = 0
  /// One-sided 95 % upper limit of the baseline frequency, from effective cells.
  @Blankable public var baselineFrequencyUpper95: Double?
  /// Post-treatment day with the smallest p value (tie: earlier); supplies counts and effects.
  @Blankable public var bestDay: Double?
  /// Counts in blood on `bestDay`.
  @Blankable public var bloodCount: Int?
  /// Frequency in blood on `bestDay`.
  @Blankable public var bloodFrequency: Double?
  /// One-sided 95 % lower limit of `bloodFrequency`, from effective cells.
  @Blankable public var bloodFrequencyLower95: Double?
  /// Log2 fold change, normalised by the bulk of clones.
  @Blankable public var log2FoldChange: Double?
  /// Its 2.5 % point.
  @Blankable public var log2FoldChangeLow: Double?
  /// Its 97.5 % point.
  @Blankable public var log2FoldChangeHigh: Double?
  /// Log2 fold change normalised by depth alone.
  @Blankable public var log2FoldChangeDepth: Double?
  /// Probability that the fold change exceeds the threshold of parameters (2).
  @Blankable public var foldChangeProbability: Double?
  /// Log p of a rise, over the series of days.
  @Blankable public var logP: Double?
  /// False-discovery rate of a rise.
  @Blankable public var q: Double?
  /// Log p of a fall, over the series of days.
  @Blankable public var logPDown: Double?
  /// False-discovery rate of a fall.
  @Blankable public var qDown: Double?
  /// Log p of a rise by Fisher's exact test, over the series of days; for comparison only.
  @Blankable public var logPFisher: Double?
  /// Its false-discovery rate.
  @Blankable public var qFisher: Double?
  /// Variance of the count relative to a binomial one, on `bestDay`.
  @Blankable public var dispersion: Double?
  /// Where the dispersion was learnt.
  public var dispersionSource: DispersionSource?
  /// First day whose own pair is significant.
  @Blankable public var firstSignificantDay: Double?
  /// Post-treatment day of the highest blood frequency (tie: earlier).
  @Blankable public var peakDay: Double?
  /// Post-treatment blood days on which the clone was seen.
  public var daysDetected = 0
  /// What it did in blood.
  public var bloodClass: BloodClass

  /// Counts in all pre-treatment biopsies together; nil without one.
  @Blankable public var tumorPreCount: Int?
  /// Frequency in them.
  @Blankable public var tumorPreFrequency: Double?
  /// One-sided 95 % upper limit of that frequency.
  @Blankable public var tumorPreFrequencyUpper95: Double?
  /// Counts in all post-treatment biopsies together; nil without one.
  @Blankable public var tumorPostCount: Int?
  /// Frequency in them.
  @Blankable public var tumorPostFrequency: Double?
  /// One-sided 95 % upper limit of that frequency.
  @Blankable public var tumorPostFrequencyUpper95: Double?
  /// Post-treatment biopsies in which it was seen; replicates count once.
  public var postBiopsies = 0
  /// Whether a gain from pre to post could be tested.
  public var gainTested = false
  /// Log p of the gain.
  @Blankable public var logPGain: Double?
  /// False-discovery rate of the gain.
  @Blankable public var qGain: Double?
  /// Log2 enrichment of the tumor over the nearest blood.
  @Blankable public var enrichmentLog2: Double?
  /// Log p of the enrichment.
  @Blankable public var logPEnrichment: Double?
  /// False-discovery rate of the enrichment.
  @Blankable public var qEnrichment: Double?
  /// What it did in the tumor.
  public var tumorClass: TumorClass

  /// Expanded in blood and seen in a post-treatment biopsy without being known from before.
  public var isHeadline = false
  /// The part of the headline that survives every guard.
  public var isStrict = false
  /// Enough tumor counts to exclude one stray molecule.
  public var isConfident = false
  /// Seen in the infusion product; nil without a product sample.
  public var inProduct: Bool?
  /// Counts in all product samples together; nil without a product sample.
  @Blankable public var productCount: Int?
  /// Last post-treatment day on which blood or tumor shows the clone.
  @Blankable public var lastDay: Double?
  /// Group of alike clones among the newly expanded, from 1 on; nil for a clone alone.
  @Blankable public var similarityGroup: Int?
  /// Distance of its junction to the nearest other newly expanded clone with its V gene.
  @Blankable public var nearestDistance: Int?
  /// All that a user's database knows the receptor to recognise.
  public var specificity: String?
  /// Whether the chain is that of a mucosal-associated invariant T cell.
  public var mait: InnateLikeReceptor?
  /// Whether the chain is that of an invariant natural killer T cell.
  public var inkt: InnateLikeReceptor?
  /// Known specificity of a bystander, from a user's database.
  public var bystander: String?
  /// Sample that may have contaminated this clone's samples; nil when none.
  public var possibleContaminant: String?
  /// Listed clones of the patient with the same amino acids and calls, itself counted.
  public var nucleotideVariants = 1
  /// What is missing or lowered, and why.
  public var notes: [TrackingNote] = []
  /// Counts by sample, in the order of the patient's ``TrackedSample``s of this group.
  public var counts: [Int] = []

  /// A clone with nothing found yet.
  public init(
    patientID: String, cloneID: CloneID, locus: Locus, cellSubset: String?, countUnit: CountUnit,
    bloodClass: BloodClass = .untested, tumorClass: TumorClass = .notDetected
  ) {
    self.patientID = patientID
    self.cloneID = cloneID
    self.locus = locus
    self.cellSubset = cellSubset
    self.countUnit = countUnit
    self.bloodClass = bloodClass
    self.tumorClass = tumorClass
    self.vCall = ""
    self.jCall = ""
    self.junction = ""
    self.junctionAA = ""
  }

  /// Whether the clone belongs into `newly_expanded_in_tumor.tsv`.
  ///
  /// Expanded in blood and seen in a post-treatment biopsy, known from before or not.
  public var isNewlyExpandedInTumor: Bool { bloodClass.isExpanded && (tumorPostCount ?? 0) > 0 }
}
