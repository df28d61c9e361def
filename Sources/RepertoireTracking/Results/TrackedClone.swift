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
  /// First day whose own pair is significant.
  @Blankable public var firstSignificantDay: Double?
  /// Post-treatment day of the highest blood frequency (tie: earlier).
  @Blankable public var peakDay: Double?
  /// Post-treatment blood days on which the clone was seen.
  public var daysDetected = 0
  // Most clones share these with many others: a million rows of all columns would be half of the
  // memory of a study. Their fields are those of the extensions.
  var change = BloodChange.none
  var inTumor = TumorFindings.none
  var receptor = ReceptorFindings.none

  /// What it did in blood.
  public var bloodClass: BloodClass

  /// Post-treatment biopsies in which it was seen; replicates count once.
  public var postBiopsies = 0
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
  /// Whether the chain is that of a mucosal-associated invariant T cell.
  public var mait: InnateLikeReceptor?
  /// Whether the chain is that of an invariant natural killer T cell.
  public var inkt: InnateLikeReceptor?
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

  // Inlined, since it is asked of every row in loops that must not copy the row.
  /// Whether the clone belongs into `newly_expanded_in_tumor.tsv`.
  ///
  /// Expanded in blood and seen in a post-treatment biopsy, known from before or not.
  @inline(__always)
  public var isNewlyExpandedInTumor: Bool { bloodClass.isExpanded && (tumorPostCount ?? 0) > 0 }
}
