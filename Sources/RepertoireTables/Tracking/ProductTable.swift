import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

/// A row of `product_clones.tsv`.
struct ProductCloneRow {
  let patientID: String
  let clone: ProductClone
}

extension TrackingTable where Row == ProductCloneRow {
  /// `product_clones.tsv`.
  static var productClones: TrackingTable {
    TrackingTable(
      file: "product_clones.tsv",
      description: "One row a patient and clone of the infusion product that post-treatment blood "
        + "or tumor shows, by locus and size in the product.",
      columns: [
        (.patientID, { $1.append($0.patientID) }),
        (.cloneID, { $1.append($0.clone.cloneID) }),
        (.locus, { $1.append($0.clone.locus.rawValue) }),
        (.cellSubset, { $1.append($0.clone.cellSubset) }),
        (.vCall, { $1.append($0.clone.vCall) }),
        (.jCall, { $1.append($0.clone.jCall) }),
        (.junctionAA, { $1.append($0.clone.junctionAA) }),
        (.productCount, { $1.append($0.clone.productCount) }),
        (.productCloneFrequency, { $1.append($0.clone.productFrequency) }),
        (.isNotSeenBefore, { $1.append($0.clone.isNotSeenBefore) }),
        (.daysDetected, { $1.append($0.clone.bloodDays) }),
        (.lastBloodDay, { $1.append($0.clone.lastBloodDay) }),
        (.lastTumorDay, { $1.append($0.clone.lastTumorDay) }),
        (.peakDay, { $1.append($0.clone.peakDay) }),
        (.peakCount, { $1.append($0.clone.peakCount) }),
        (.peakFrequency, { $1.append($0.clone.peakFrequency) }),
        (.log2OverProduct, { $1.append($0.clone.log2OverProduct) }),
        (.log2OverProductLow, { $1.append($0.clone.log2OverProductLow) }),
        (.log2OverProductHigh, { $1.append($0.clone.log2OverProductHigh) }),
      ])
  }
}
