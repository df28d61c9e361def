import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row of `sample_metrics.tsv`.
struct SampleMetricsRow {
  let sample: TrackedSample
  let metrics: SampleMetrics
}

/// A row of `persistence.tsv`.
struct PersistenceRow {
  let sample: TrackedSample
  let persistence: ProductPersistence
}

extension TrackingTable where Row == SampleMetricsRow {
  /// `sample_metrics.tsv`.
  static var sampleMetrics: TrackingTable {
    TrackingTable(
      file: "sample_metrics.tsv",
      description: "One row a sample and locus, by patient, locus, tissue and day.",
      columns: depth + diversity)
  }

  private static var depth: [(TrackingColumn, Cell)] {
    [
      (.patientID, { $1.append($0.sample.sample.patientID) }),
      (.sampleID, { $1.append($0.sample.sample.id) }),
      (.locus, { $1.append($0.sample.locus.rawValue) }),
      (.cellSubset, { $1.append($0.sample.sample.cellSubset) }),
      (.tissue, { $1.append($0.sample.sample.tissue.rawValue) }),
      (.phase, { $1.append($0.sample.sample.phase.rawValue) }),
      (.day, { $1.append($0.sample.sample.day) }),
      (.countUnit, { $1.append($0.sample.countUnit.rawValue) }),
      (.total, { $1.append($0.sample.total) }),
      (.clonesInSample, { $1.append($0.sample.clones) }),
      (.effectiveCells, { $1.append($0.sample.effectiveCells) }),
      (.sampleLOD95, { $1.append($0.sample.detectionLimit95) }),
    ]
  }

  private static var diversity: [(TrackingColumn, Cell)] {
    [
      (.coverage, { $1.append($0.metrics.coverage) }),
      (.chao1, { $1.append($0.metrics.chao1) }),
      (.shannon, { $1.append($0.metrics.shannon) }),
      (.clonality, { $1.append($0.metrics.clonality) }),
      (.simpsonClonality, { $1.append($0.metrics.simpsonClonality) }),
      (.gini, { $1.append($0.metrics.gini) }),
      (.hill1, { $1.append($0.metrics.hill1) }),
      (.hill2, { $1.append($0.metrics.hill2) }),
      (.top1Share, { $1.append($0.metrics.top1Share) }),
      (.top10Share, { $1.append($0.metrics.top10Share) }),
      (.top100Share, { $1.append($0.metrics.top100Share) }),
      (.rarefiedDepth, { $1.append($0.metrics.rarefiedDepth) }),
      (.rarefiedClones, { $1.append($0.metrics.rarefiedClones) }),
      (.rarefiedHill1, { $1.append($0.metrics.rarefiedHill1) }),
      (.rarefiedHill2, { $1.append($0.metrics.rarefiedHill2) }),
      (.expandedSeen, { $1.append($0.metrics.expandedClones) }),
      (.expandedFrequency, { $1.append($0.metrics.expandedShare) }),
      (.tCellFraction, { $1.append($0.metrics.tCellFraction) }),
      (.productShare, { $1.append($0.metrics.productShare) }),
      (.productClonesSeen, { $1.append($0.metrics.productClones) }),
      (.note, { $1.append(TrackingNote.cell($0.metrics.notes)) }),
    ]
  }
}

extension TrackingTable where Row == PersistenceRow {
  /// `persistence.tsv`.
  static var persistence: TrackingTable {
    TrackingTable(
      file: "persistence.tsv",
      description: "One row a post-treatment blood or tumor sample of a patient with product.",
      columns: [
        (.patientID, { $1.append($0.sample.sample.patientID) }),
        (.sampleID, { $1.append($0.sample.sample.id) }),
        (.locus, { $1.append($0.sample.locus.rawValue) }),
        (.cellSubset, { $1.append($0.sample.sample.cellSubset) }),
        (.tissue, { $1.append($0.sample.sample.tissue.rawValue) }),
        (.day, { $1.append($0.sample.sample.day) }),
        (.productClones, { $1.append($0.persistence.productClones) }),
        (.productClonesSeen, { $1.append($0.persistence.detected) }),
        (.productShare, { $1.append($0.persistence.share) }),
        (.productRisen, { $1.append($0.persistence.risen) }),
        (.productMedianLog2, { $1.append($0.persistence.medianLog2) }),
        (.productNotSeenBefore, { $1.append($0.persistence.notSeenBefore) }),
        (.newOutsideProduct, { $1.append($0.persistence.newlySeenOutsideProduct) }),
        (.lastSeenHere, { $1.append($0.persistence.lastSeenHere) }),
      ])
  }
}
