public import RepertoireTracking
public import SequenceIO

/// The tables of `track/`: writes a study and tells what its columns mean.
public enum TrackingTables {
  /// The data dictionaries of all tables, for `schema.json`.
  public static var schemas: [TableSchema] {
    [
      TrackingTable.newlyExpandedInTumor.schema, TrackingTable.clones.schema,
      TrackingTable.timeline.schema, TrackingTable.comparisons.schema,
      TrackingTable.summaries.schema,
    ]
  }

  /// Writes every table of a study into a folder, which exists; files are replaced.
  ///
  /// The caller builds the folder aside and renames it, so that it is whole or not at all. Throws
  /// the output reasons of `SequenceIOError`.
  public static func write(_ study: StudyTracking, to folder: String) throws(SequenceIOError) {
    try TrackingTable.newlyExpandedInTumor.write(to: folder) {
      (row: (TrackedClone) throws(SequenceIOError) -> Void) throws(SequenceIOError) in
      for patient in study.patients {
        for clone in patient.newlyExpandedInTumor { try row(clone) }
      }
    }
    try TrackingTable.clones.write(to: folder) {
      (row: (TrackedClone) throws(SequenceIOError) -> Void) throws(SequenceIOError) in
      for patient in study.patients { for clone in patient.clones { try row(clone) } }
    }
    try TrackingTable.timeline.write(to: folder) {
      (row: (TimelineRow) throws(SequenceIOError) -> Void) throws(SequenceIOError) in
      for patient in study.patients {
        try patient.forEachTimelinePoint { (point: TimelinePoint) throws(SequenceIOError) in
          try row(
            TimelineRow(
              clone: patient.clones[point.clone], sample: patient.samples[point.sample],
              point: point))
        }
      }
    }
    try TrackingTable.comparisons.write(to: folder) {
      (row: (BloodComparison) throws(SequenceIOError) -> Void) throws(SequenceIOError) in
      for patient in study.patients { for pair in patient.comparisons { try row(pair) } }
    }
    try TrackingTable.summaries.write(to: folder) {
      (row: (PatientSummary) throws(SequenceIOError) -> Void) throws(SequenceIOError) in
      for patient in study.patients { for summary in patient.summaries { try row(summary) } }
    }
  }
}
