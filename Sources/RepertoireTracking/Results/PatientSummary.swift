public import Repertoires

/// The numbers of one patient, locus and cell subset: a row of `patient_summary.tsv`.
public struct PatientSummary: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// The locus.
  public var locus: Locus
  /// Subset of cells, where the sheet states one.
  public var cellSubset: String?
  /// What the blood samples count.
  public var countUnit: CountUnit
  /// Baseline blood samples with counts.
  public var baselineSamples = 0
  /// Post-treatment blood days with counts.
  public var postDays = 0
  /// Pre-treatment biopsies with counts.
  public var preBiopsies = 0
  /// Post-treatment biopsies with counts.
  public var postBiopsies = 0
  /// Clones in any sample.
  public var clones = 0
  /// Clones tested on at least one day.
  public var tested = 0
  /// Clones by blood class; every clone of the patient is in one.
  public var bloodClasses: [BloodClass: Int] = [:]
  /// Listed clones by tumor class.
  public var tumorClasses: [TumorClass: Int] = [:]
  /// Expanded clones seen in a post-treatment biopsy.
  public var expandedInTumor = 0
  /// Size of the headline set.
  public var headline = 0
  /// Headline without bystanders.
  public var headlineWithoutBystanders = 0
  /// Size of the strict set.
  public var strict = 0
  /// Rises by Fisher's exact test at alpha, over the series.
  public var upFisher = 0
  /// Summed frequency of expanded clones in the last post-treatment blood.
  public var expandedBloodFrequency: Double?
  /// Summed frequency of expanded clones in the post-treatment biopsies: the space they occupy.
  public var expandedTumorFrequency: Double?
  /// Groups of two or more alike newly expanded clones (see `similarity_group`).
  public var similarityGroups = 0
  /// Groups of newly expanded clones of one V gene whose junctions lie within the radius.
  public var distanceGroups = 0
  /// Newly expanded amino-acid junctions that several nucleotide junctions encode.
  public var convergentJunctions = 0
  /// Expanded clones of known specificity to another organism than the host.
  public var expandedBystanders = 0
  /// Headline clones of the infusion product; nil without product samples.
  public var headlineInProduct: Int?
  /// Dispersion that tumor tests used.
  public var tumorDispersionSource: DispersionSource?
  /// Clumping of the tumor tests.
  public var tumorClumping: Double?
  /// Whether expanded clones are in the tumor more often than their like.
  public var overlap: OverlapTest?
  /// What is missing, and why.
  public var notes: [TrackingNote] = []

  /// A summary without findings.
  public init(patientID: String, locus: Locus, cellSubset: String?, countUnit: CountUnit) {
    self.patientID = patientID
    self.locus = locus
    self.cellSubset = cellSubset
    self.countUnit = countUnit
  }
}
