import Glibc
import RepertoireTracking
import Repertoires
import SequenceIO

extension TrackingTable where Row == SharedMolecules {
  /// `molecule_sharing.tsv`.
  static var moleculeSharing: TrackingTable {
    TrackingTable(
      file: "molecule_sharing.tsv",
      description:
        "One row a pair of samples of one kit and run with tables of molecules, by name: "
        + "an identifier on a junction that both show is index hopping or a spilled library, or "
        + "one library sequenced as two samples.",
      columns: [
        (.firstSample, { $1.append($0.first) }),
        (.secondSample, { $1.append($0.second) }),
        (.firstMolecules, { $1.append($0.firstMolecules) }),
        (.secondMolecules, { $1.append($0.secondMolecules) }),
        (.sharedMolecules, { $1.append($0.shared) }),
        (.expectedShared, { $1.append($0.expected) }),
        (.sharedRatio, { $1.append(ratio($0.shared, $0.expected)) }),
        (.sharedP, { $1.append(probability: exp($0.logP)) }),
        (.sourceSample, { $1.append($0.source) }),
        (.sharedShare, { $1.append($0.share) }),
        (.moleculeVerdict, { $1.append($0.verdict.rawValue) }),
      ])
  }
}

extension TrackingTable where Row == StrayMolecules {
  /// `stray_molecules.tsv`.
  static var strayMolecules: TrackingTable {
    TrackingTable(
      file: "stray_molecules.tsv",
      description: "One row an expanded clone in the tumor, a sample that shows it and a sample "
        + "that shows some of the same molecules with no fewer reads: post-treatment biopsies "
        + "and the blood of the best day.",
      columns: [
        (.patientID, { $1.append($0.patientID) }),
        (.cloneID, { $1.append($0.cloneID) }),
        (.locus, { $1.append($0.locus.rawValue) }),
        (.junctionAA, { $1.append($0.junctionAA) }),
        (.sampleID, { $1.append($0.sample) }),
        (.tissue, { $1.append($0.tissue.rawValue) }),
        (.sourceSample, { $1.append($0.source) }),
        (.molecules, { $1.append($0.molecules) }),
        (.sourceMolecules, { $1.append($0.sourceMolecules) }),
        (.sharedMolecules, { $1.append($0.shared) }),
        (.expectedShared, { $1.append($0.expected) }),
        (.sharedRatio, { $1.append(ratio($0.shared, $0.expected)) }),
        (.sharedP, { $1.append(probability: exp($0.logP)) }),
        (.ownMolecules, { $1.append($0.own) }),
        (.strayVerdict, { $1.append($0.verdict.rawValue) }),
      ])
  }
}

/// How many times more than expected; nil where nothing is.
private func ratio(_ shared: Int, _ expected: Double) -> Double? {
  expected > 0 ? Double(shared) / expected : nil
}
