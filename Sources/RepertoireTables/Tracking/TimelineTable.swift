import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row of `timeline.tsv`: a point with the clone and sample it names.
struct TimelineRow: Sendable {
  let clone: TrackedClone
  let sample: TrackedSample
  let point: TimelinePoint
}

extension TrackingTable where Row == TimelineRow {
  /// `timeline.tsv`.
  static var timeline: TrackingTable {
    TrackingTable(
      file: "timeline.tsv",
      description:
        "One row a clone of clones.tsv and sample of its patient, locus and subset, also "
        + "where it was not seen; in the order of clones.tsv, then by tissue and day.",
      columns: [
        (.patientID, { $1.append($0.clone.patientID) }),
        (.cloneID, { $1.append($0.clone.cloneID.text) }),
        (.locus, { $1.append($0.clone.locus.rawValue) }),
        (.cellSubset, { $1.append($0.clone.cellSubset) }),
        (.sampleID, { $1.append($0.sample.sample.id) }),
        (.tissue, { $1.append($0.sample.sample.tissue.rawValue) }),
        (.phase, { $1.append($0.sample.sample.phase.rawValue) }),
        (.day, { $1.append($0.sample.sample.day) }),
        (.timepoint, { $1.append($0.sample.sample.timepoint) }),
        (.replicate, { $1.append($0.sample.sample.replicate) }),
        (.countUnit, { $1.append($0.sample.countUnit.rawValue) }),
        (.count, { $1.append($0.point.count) }),
        (.total, { $1.append($0.sample.total) }),
        (.frequency, { $1.append($0.point.frequency) }),
        (.frequencyUpper95, { $1.append($0.point.frequencyUpper95) }),
        (.sampleLOD95, { $1.append($0.sample.detectionLimit95) }),
      ])
  }
}
