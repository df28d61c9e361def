/// The columns that a sample sheet knows; all others are free and carried through.
enum SheetColumn: String, CaseIterable {
  case sampleID = "sample_id"
  case patientID = "patient_id"
  case tissue
  case day
  case r1
  case r2
  case kit
  case timepoint
  case clonotypes
  case replicate
  case replicateType = "replicate_type"
  case batch
  case cellsInput = "cells_input"
  case dnaNanograms = "dna_ng"
  case phase
  case cellSubset = "cell_subset"
  case indexType = "index_type"

  /// Without these no sheet can be read.
  static let required: [SheetColumn] = [.sampleID, .patientID, .tissue, .day]

  /// Rows of one sample (its lanes) may differ in these.
  static let perLane: Set<SheetColumn> = [.r1, .r2, .batch]

  /// Other sheets' names of the same columns; those of nf-core/airrflow.
  static let aliases: [String: SheetColumn] = [
    "subject_id": .patientID,
    "filename_R1": .r1,
    "filename_R2": .r2,
    relativeTime: .day,
  ]

  /// airrflow's name of the day, which bears its unit in a second column.
  static let relativeTime = "collection_time_point_relative"
  /// The unit of airrflow's relative time.
  static let relativeTimeUnit = "collection_time_point_relative_unit"
}
