import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row that tells of one sample: what its first columns are made from.
protocol SampleRow {
  var sample: TrackedSample { get }
}

extension TrackingTable where Row: SampleRow {
  /// The columns that name a sample.
  static var sampleColumns: [(TrackingColumn, Cell)] {
    [
      (.patientID, { $1.append($0.sample.sample.patientID) }),
      (.sampleID, { $1.append($0.sample.sample.id) }),
      (.locus, { $1.append($0.sample.locus.rawValue) }),
      (.cellSubset, { $1.append($0.sample.sample.cellSubset) }),
      (.tissue, { $1.append($0.sample.sample.tissue.rawValue) }),
      (.day, { $1.append($0.sample.sample.day) }),
    ]
  }
}

/// A row of `rarefaction.tsv`.
struct RarefactionRow: SampleRow {
  let sample: TrackedSample
  let point: SampleProfile.RarefactionPoint
  let isEqualDepth: Bool

  static func rows(of patient: PatientTracking) -> [RarefactionRow] {
    zip(patient.profiles, patient.metrics).flatMap { profile, metrics in
      profile.rarefaction.map { point in
        RarefactionRow(
          sample: patient.samples[profile.sample], point: point,
          isEqualDepth: point.depth == metrics.rarefiedDepth)
      }
    }
  }
}

/// A row of `gene_usage.tsv`.
struct GeneUsageRow: SampleRow {
  let sample: TrackedSample
  let usage: SampleProfile.GeneUsage
  /// Clonotypes and counts of the sample and segment.
  let clones: Double
  let counts: Double

  static func rows(of patient: PatientTracking) -> [GeneUsageRow] {
    patient.profiles.flatMap { profile in
      SampleProfile.Segment.allCases.flatMap { segment in
        let own = profile.genes.filter { $0.segment == segment }
        let (clones, counts) = own.reduce((0.0, 0.0)) { ($0.0 + $1.clones, $0.1 + $1.counts) }
        return own.map {
          GeneUsageRow(
            sample: patient.samples[profile.sample], usage: $0, clones: clones, counts: counts)
        }
      }
    }
  }
}

/// A row of `spectratype.tsv`.
struct SpectratypeRow: SampleRow {
  let sample: TrackedSample
  let bin: SampleProfile.LengthBin
  /// Counts of all lengths.
  let counts: Int

  static func rows(of patient: PatientTracking) -> [SpectratypeRow] {
    patient.profiles.flatMap { profile in
      let counts = profile.lengths.reduce(0) { $0 + $1.counts }
      return profile.lengths.map {
        SpectratypeRow(sample: patient.samples[profile.sample], bin: $0, counts: counts)
      }
    }
  }
}

extension TrackingTable where Row == RarefactionRow {
  /// `rarefaction.tsv`.
  static var rarefaction: TrackingTable {
    TrackingTable(
      file: "rarefaction.tsv",
      description: "One row a sample, locus and depth: clones and Hill numbers of subsamples.",
      columns: sampleColumns + [
        (.depth, { $1.append($0.point.depth) }),
        (.isEqualDepth, { $1.append($0.isEqualDepth) }),
        (.draws, { $1.append($0.point.draws) }),
        (.rarefiedMean, { $1.append($0.point.clones) }),
        (.rarefiedLow, { $1.append($0.point.clonesLow) }),
        (.rarefiedHigh, { $1.append($0.point.clonesHigh) }),
        (.rarefiedHill1, { $1.append($0.point.hill1) }),
        (.rarefiedHill2, { $1.append($0.point.hill2) }),
      ])
  }
}

extension TrackingTable where Row == GeneUsageRow {
  /// `gene_usage.tsv`.
  static var geneUsage: TrackingTable {
    TrackingTable(
      file: "gene_usage.tsv",
      description: "One row a sample, locus, segment and gene, of productive clonotypes.",
      columns: sampleColumns + [
        (.segment, { $1.append($0.usage.segment.rawValue) }),
        (.gene, { $1.append($0.usage.gene) }),
        (.geneClones, { $1.append($0.usage.clones) }),
        (.geneCloneShare, { $1.append($0.clones > 0 ? $0.usage.clones / $0.clones : 0) }),
        (.geneFrequency, { $1.append($0.counts > 0 ? $0.usage.counts / $0.counts : 0) }),
      ])
  }
}

extension TrackingTable where Row == SpectratypeRow {
  /// `spectratype.tsv`.
  static var spectratype: TrackingTable {
    TrackingTable(
      file: "spectratype.tsv",
      description: "One row a sample, locus and junction length, of productive clonotypes.",
      columns: sampleColumns + [
        (.lengthInBases, { $1.append($0.bin.length) }),
        (.lengthClones, { $1.append($0.bin.clones) }),
        (.lengthCounts, { $1.append($0.bin.counts) }),
        (.lengthFrequency, { $1.append(Double($0.bin.counts) / Double(max(1, $0.counts))) }),
      ])
  }
}
