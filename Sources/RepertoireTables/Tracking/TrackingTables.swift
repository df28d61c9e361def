public import RepertoireTracking
import SequenceIO

/// The tables of `track/`: writes a study and tells what its columns mean.
public enum TrackingTables {
  /// The data dictionaries of all tables, for `schema.json`.
  public static var schemas: [TableSchema] {
    [
      TrackingTable.newlyExpandedInTumor.schema, TrackingTable.clones.schema,
      TrackingTable.timeline.schema, TrackingTable.comparisons.schema,
      TrackingTable.summaries.schema, TrackingTable.sampleMetrics.schema,
      TrackingTable.overlap.schema, TrackingTable.contamination.schema,
      TrackingTable.moleculeSharing.schema, TrackingTable.strayMolecules.schema,
      TrackingTable.persistence.schema, TrackingTable.productClones.schema,
      TrackingTable.rarefaction.schema, TrackingTable.geneUsage.schema,
      TrackingTable.spectratype.schema, TrackingTable.cohort.schema,
      TrackingTable.untracked.schema,
    ]
  }

  /// Writes every table of a study into a folder, which exists; files are replaced.
  ///
  /// The caller builds the folder aside and renames it, so that it is whole or not at all. The large
  /// tables are formatted by `threads` tasks; the bytes are the same for any number. Throws the
  /// output reasons of `SequenceIOError`, and when it is cancelled.
  public static func write(
    _ study: StudyTracking, to folder: String, threads: Int = 1
  ) async throws {
    let patients = study.patients
    try TrackingTable.newlyExpandedInTumor.write(
      patients.flatMap(\.newlyExpandedInTumor), to: folder)
    try await writeClones(patients, to: folder, threads: threads)
    try await writeTimeline(patients, to: folder, threads: threads)
    try TrackingTable.comparisons.write(patients.flatMap(\.comparisons), to: folder)
    try TrackingTable.summaries.write(patients.flatMap(\.summaries), to: folder)
    try TrackingTable.overlap.write(OverlapRow.rows(of: study), to: folder)
    try TrackingTable.contamination.write(
      patients.lazy.flatMap(\.clones).filter { $0.possibleContaminant != nil }, to: folder)
    try TrackingTable.moleculeSharing.write(study.moleculeSharing, to: folder)
    try TrackingTable.strayMolecules.write(study.strayMolecules, to: folder)
    try TrackingTable.untracked.write(study.untracked, to: folder)
    try TrackingTable.sampleMetrics.write(
      patients.flatMap { patient in
        patient.metrics.map {
          SampleMetricsRow(sample: patient.samples[$0.sample], metrics: $0)
        }
      }, to: folder)
    try TrackingTable.persistence.write(
      patients.flatMap { patient in
        patient.persistence.map {
          PersistenceRow(sample: patient.samples[$0.sample], persistence: $0)
        }
      }, to: folder)
    try TrackingTable.productClones.write(
      patients.lazy.flatMap { patient in
        patient.productClones.map { ProductCloneRow(patientID: patient.patientID, clone: $0) }
      }, to: folder)
    try writeProfiles(patients, to: folder)
    try TrackingTable.cohort.write(study.cohort, to: folder)
  }

  private static func writeProfiles(
    _ patients: [PatientTracking], to folder: String
  ) throws(SequenceIOError) {
    try TrackingTable.rarefaction.write(
      patients.lazy.flatMap { RarefactionRow.rows(of: $0) }, to: folder)
    try TrackingTable.geneUsage.write(
      patients.lazy.flatMap { GeneUsageRow.rows(of: $0) }, to: folder)
    try TrackingTable.spectratype.write(
      patients.lazy.flatMap { SpectratypeRow.rows(of: $0) }, to: folder)
  }

  private static func writeClones(
    _ patients: [PatientTracking], to folder: String, threads: Int
  ) async throws {
    var writer = try TrackingTable.clones.writer(in: folder)
    for patient in patients {
      let clones = patient.clones
      try await RowBlocks.write(clones.count, threads: threads, to: &writer) { places, buffer in
        // Cells are closures that tasks cannot share: each block has its own.
        var cells = CloneCells(TrackingTable.clones)
        let rows = clones.span
        for place in places { cells.append(rows[place], to: &buffer) }
      }
    }
    try writer.finish()
  }

  private static func writeTimeline(
    _ patients: [PatientTracking], to folder: String, threads: Int
  ) async throws {
    var writer = try TrackingTable.timeline.writer(in: folder)
    for patient in patients {
      let columns = patient.samples.map(TimelineRow.Column.init)
      try await RowBlocks.write(patient.clones.count, threads: threads, to: &writer) {
        places, buffer in
        var cells = TimelineCells(patient, columns: columns)
        for place in places { cells.append(place, to: &buffer) }
      }
    }
    try writer.finish()
  }
}
