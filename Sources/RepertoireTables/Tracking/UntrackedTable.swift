import RepertoireTracking
import SequenceIO

extension TrackingTable where Row == UntrackedSample {
  /// `not_tracked.tsv`.
  static var untracked: TrackingTable {
    TrackingTable(
      file: "not_tracked.tsv",
      description: "Samples that failed; their patients are in no other table of this folder.",
      columns: [
        (.patientID, { $1.append($0.patientID) }),
        (.sampleID, { $1.append($0.sampleID) }),
        (.reason, { $1.append($0.reason) }),
      ])
  }
}
