import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row of `timeline.tsv`: a point with the clone and sample it names.
struct TimelineRow: Sendable {
  /// A sample that its rows share.
  final class Column: Sendable {
    let sample: TrackedSample

    init(_ sample: TrackedSample) { self.sample = sample }
  }

  let patientID: String
  let cloneID: CloneID
  let locus: Locus
  let cellSubset: String?
  let column: Column
  let point: TimelinePoint
}

extension TrackingTable where Row == TimelineRow {
  /// Columns that the clone alone decides, the sample alone, and both.
  static var timelineParts: (clone: Range<Int>, sample: Range<Int>, point: Range<Int>) {
    (0..<4, 4..<11, 11..<16)
  }

  /// `timeline.tsv`.
  static var timeline: TrackingTable {
    TrackingTable(
      file: "timeline.tsv",
      description:
        "One row a clone of clones.tsv and sample of its patient, locus and subset, also "
        + "where it was not seen; in the order of clones.tsv, then by tissue and day.",
      columns: [
        (.patientID, { $1.append($0.patientID) }),
        (.cloneID, { $1.append($0.cloneID) }),
        (.locus, { $1.append($0.locus.rawValue) }),
        (.cellSubset, { $1.append($0.cellSubset) }),
        (.sampleID, { $1.append($0.column.sample.sample.id) }),
        (.tissue, { $1.append($0.column.sample.sample.tissue.rawValue) }),
        (.phase, { $1.append($0.column.sample.sample.phase.rawValue) }),
        (.day, { $1.append($0.column.sample.sample.day) }),
        (.timepoint, { $1.append($0.column.sample.sample.timepoint) }),
        (.replicate, { $1.append($0.column.sample.sample.replicate) }),
        (.countUnit, { $1.append($0.column.sample.countUnit.rawValue) }),
        (.count, { $1.append($0.point.count) }),
        (.total, { $1.append($0.column.sample.total) }),
        (.frequency, { $1.append($0.point.frequency) }),
        (.frequencyUpper95, { $1.append($0.point.frequencyUpper95) }),
        (.sampleLOD95, { $1.append($0.column.sample.detectionLimit95) }),
      ])
  }
}
