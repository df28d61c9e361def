import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row of `overlap.tsv`: two samples, with what one patient or the whole run tells of them.
struct OverlapRow {
  var first: Sample
  var second: Sample
  var locus: Locus
  var pair: SamplePairMetrics?
  var sharing: SampleSharing?

  /// The rows of a study: pairs within patients, then pairs between patients.
  static func rows(of study: StudyTracking) -> [OverlapRow] {
    var known: [String: SampleSharing] = [:]
    for sharing in study.sharing {
      known[key(sharing.first, sharing.second, sharing.locus)] = sharing
    }
    var samples: [String: Sample] = [:]
    var rows: [OverlapRow] = []
    for patient in study.patients {
      for sample in patient.samples { samples[sample.sample.id] = sample.sample }
      for pair in patient.samplePairs {
        let (a, b) = (patient.samples[pair.first], patient.samples[pair.second])
        rows.append(
          OverlapRow(
            first: a.sample, second: b.sample, locus: a.locus, pair: pair,
            sharing: known[key(a.sample.id, b.sample.id, a.locus)]))
      }
    }
    for sharing in study.sharing where !sharing.isOnePatient {
      guard let a = samples[sharing.first], let b = samples[sharing.second] else { continue }
      rows.append(
        OverlapRow(first: a, second: b, locus: sharing.locus, pair: nil, sharing: sharing))
    }
    return rows
  }

  private static func key(_ a: String, _ b: String, _ locus: Locus) -> String {
    "\(min(a, b))\t\(max(a, b))\t\(locus.rawValue)"
  }
}

extension TrackingTable where Row == OverlapRow {
  /// `overlap.tsv`.
  static var overlap: TrackingTable {
    TrackingTable(
      file: "overlap.tsv",
      description: "One row a pair of samples and locus: pairs of one patient first, then pairs of "
        + "two patients, by name.",
      columns: [
        (.firstPatient, { $1.append($0.first.patientID) }),
        (.firstSample, { $1.append($0.first.id) }),
        (.secondPatient, { $1.append($0.second.patientID) }),
        (.secondSample, { $1.append($0.second.id) }),
        (.locus, { $1.append($0.locus.rawValue) }),
        (.sharedClones, { $1.append($0.pair?.shared ?? $0.sharing?.shared) }),
        (.sharingDensity, { $1.append($0.pair?.sharingDensity ?? $0.sharing?.density) }),
        (.jaccard, { $1.append($0.pair?.jaccard ?? $0.sharing?.jaccard) }),
        (.rarefiedJaccard, { $1.append($0.pair?.rarefiedJaccard) }),
        (.morisitaHorn, { $1.append($0.pair?.morisitaHorn) }),
        (.jensenShannon, { $1.append($0.pair?.jensenShannon) }),
        (.bhattacharyya, { $1.append($0.pair?.bhattacharyya) }),
        (.unseenShare, { $1.append($0.pair?.unseenShare) }),
        (.expectedUnseenShare, { $1.append($0.pair?.expectedUnseenShare) }),
        (.vDivergence, { $1.append($0.pair?.vDivergence) }),
        (.identityLimit, { $1.append($0.sharing?.limit) }),
        (.identityVerdict, { $1.append($0.sharing?.verdict.rawValue) }),
      ])
  }
}

extension TrackingTable where Row == TrackedClone {
  /// `contamination.tsv`.
  static var contamination: TrackingTable {
    TrackingTable(
      file: "contamination.tsv",
      description: "One row an expanded clone that may be a stray of another sample.",
      columns: [
        (.patientID, { $1.append($0.patientID) }),
        (.cloneID, { $1.append($0.cloneID) }),
        (.locus, { $1.append($0.locus.rawValue) }),
        (.junctionAA, { $1.append($0.junctionAA) }),
        (.sourceSample, { $1.append($0.possibleContaminant) }),
        (.bloodClass, { $1.append($0.bloodClass.rawValue) }),
        (.tumorClass, { $1.append($0.tumorClass.rawValue) }),
        (.tumorPostCount, { $1.append($0.tumorPostCount) }),
        (.isHeadline, { $1.append($0.isHeadline) }),
        (.note, { $1.append(TrackingNote.cell($0.notes)) }),
      ])
  }
}
