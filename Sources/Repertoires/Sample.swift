/// One library of a trial: the unit of sequencing (AIRR: sample and repertoire).
public struct Sample: Sendable, Equatable {
  /// Unique name in the study, as the sheet writes it (`sample_id`).
  public var id: String
  /// The patient (`patient_id`).
  public var patientID: String
  /// Where it was taken.
  public var tissue: Tissue
  /// Days relative to the first infusion; <= 0 is baseline unless `phase` says otherwise.
  public var day: Double
  /// Overrides the side of infusion that `day` tells, where the sheet states it.
  public var statedPhase: Phase?
  /// Free label of the time point.
  public var timepoint: String?
  /// Only samples of one subset are compared (`cell_subset`).
  public var cellSubset: String?
  /// Name of the replicate among samples of the same patient, tissue, day and subset.
  public var replicate: String?
  /// What replicates share.
  public var replicateType: ReplicateType
  /// Runs and lanes of its reads (`batch`), those of all its lanes; empty where none is stated.
  public var batches: Set<String>
  /// Whether the batch of one of several lanes is not stated.
  public var hasLaneWithoutBatch: Bool
  /// T cells put into the library (`cells_input`).
  public var cellsInput: Double?
  /// DNA put into the library, in nanograms (`dna_ng`).
  public var dnaNanograms: Double?
  /// How the run was indexed.
  public var indexType: IndexType
  /// The library kit, by its preset name.
  public var kit: String?
  /// Free columns of the sheet, in its order.
  public var extraColumns: [Column]

  /// One free column of the sheet.
  public struct Column: Sendable, Equatable {
    /// The header.
    public var name: String
    /// The cell of this sample.
    public var value: String

    /// A column with its cell.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A sample with what the sheet must state; the rest takes its defaults.
  public init(id: String, patientID: String, tissue: Tissue, day: Double) {
    self.id = id
    self.patientID = patientID
    self.tissue = tissue
    self.day = day
    self.replicateType = .technical
    self.batches = []
    self.hasLaneWithoutBatch = false
    self.indexType = .single
    self.extraColumns = []
  }

  /// Whether the batch of every lane is stated.
  public var isEveryBatchStated: Bool { !batches.isEmpty && !hasLaneWithoutBatch }

  /// Whether the sheet puts a lane of either into one batch.
  public func sharesBatch(with other: Sample) -> Bool { !batches.isDisjoint(with: other.batches) }

  /// Whether the sheet puts all lanes of either into other batches than those of the other.
  public func isApartInBatch(from other: Sample) -> Bool {
    isEveryBatchStated && other.isEveryBatchStated && !sharesBatch(with: other)
  }

  /// The side of infusion: the stated one, else from the day (<= 0 is `pre`).
  public var phase: Phase { statedPhase ?? (day <= 0 ? .pre : .post) }
}
