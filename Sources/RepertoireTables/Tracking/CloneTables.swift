import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

extension TrackingTable where Row == TrackedClone {
  /// `newly_expanded_in_tumor.tsv`, in the column order that is promised to users.
  static var newlyExpandedInTumor: TrackingTable {
    TrackingTable(
      file: "newly_expanded_in_tumor.tsv",
      description: "One row a patient and clone that is NEW, NEW_LOWBASE or EXPANDED in blood and "
        + "seen in a post-treatment biopsy; headline first, then by class and p.",
      columns: cells([
        .patientID, .cloneID, .locus, .cellSubset, .vCall, .jCall, .junction, .junctionAA,
        .countUnit, .baselineCount, .baselineUpper95, .bestDay, .bloodCount, .bloodFrequency,
        .log2FC, .log2FCLow, .log2FCHigh, .p, .q, .pFisher, .qFisher, .dispersionSource,
        .bloodClass, .tumorPreCount, .tumorPreUpper95, .tumorPostCount, .tumorPostFrequency,
        .postBiopsies, .tumorClass, .qGain, .enrichmentLog2, .qEnrichment, .isHeadline, .isStrict,
        .isConfident, .inProduct, .bystander, .possibleContaminant, .note,
      ]))
  }

  /// `clones.tsv`.
  static var clones: TrackingTable {
    TrackingTable(
      file: "clones.tsv",
      description: "One row a patient and clone that was tested on at least one day or seen in a "
        + "biopsy, by locus and p.",
      columns: cells([
        .patientID, .cloneID, .locus, .cellSubset, .vCall, .jCall, .junction, .junctionAA,
        .countUnit, .baselineCount, .baselineUpper95, .bestDay, .bloodCount, .bloodFrequency,
        .bloodLower95, .log2FC, .log2FCLow, .log2FCHigh, .log2FCDepth, .foldChangeProbability, .p,
        .q, .pDown, .qDown, .pFisher, .qFisher, .dispersion, .dispersionSource,
        .firstSignificantDay, .peakDay, .daysDetected, .isPersistent, .bloodClass, .tumorPreCount,
        .tumorPreFrequency, .tumorPreUpper95, .tumorPostCount, .tumorPostFrequency,
        .tumorPostUpper95, .postBiopsies, .gainTested, .pGain, .qGain, .enrichmentLog2,
        .pEnrichment, .qEnrichment, .tumorClass, .isHeadline, .isStrict, .isConfident, .inProduct,
        .bystander, .possibleContaminant, .nucleotideVariants, .productCount, .lastDay,
        .similarityGroup, .nearestDistance, .specificity, .mait, .inkt, .note,
      ]))
  }

  private static func cells(_ columns: [TrackingColumn]) -> [(TrackingColumn, Cell)] {
    columns.map { column in (column, cell(column)) }
  }

  private static func cell(_ column: TrackingColumn) -> Cell {
    name(column) ?? blood(column) ?? tumor(column) ?? breadth(column) ?? flag(column)
  }

  private static func name(_ column: TrackingColumn) -> Cell? {
    switch column {
    case .patientID: { $1.append($0.patientID) }
    case .cloneID: { $1.append($0.cloneID) }
    case .locus: { $1.append($0.locus.rawValue) }
    case .cellSubset: { $1.append($0.cellSubset) }
    case .vCall: { $1.append($0.vCall) }
    case .jCall: { $1.append($0.jCall) }
    case .junction: { $1.append($0.junction) }
    case .junctionAA: { $1.append($0.junctionAA) }
    case .countUnit: { $1.append($0.countUnit.rawValue) }
    default: nil
    }
  }

  private static func blood(_ column: TrackingColumn) -> Cell? {
    switch column {
    case .baselineCount:
      { $1.append($0.bloodClass == .untestedNoBaseline ? nil : $0.baselineCount) }
    case .baselineUpper95: { $1.append($0.baselineFrequencyUpper95) }
    case .bestDay: { $1.append($0.bestDay) }
    case .bloodCount: { $1.append($0.bloodCount) }
    case .bloodFrequency: { $1.append($0.bloodFrequency) }
    case .bloodLower95: { $1.append($0.bloodFrequencyLower95) }
    case .log2FC: { $1.append($0.log2FoldChange) }
    case .log2FCLow: { $1.append($0.log2FoldChangeLow) }
    case .log2FCHigh: { $1.append($0.log2FoldChangeHigh) }
    case .log2FCDepth: { $1.append($0.log2FoldChangeDepth) }
    case .foldChangeProbability: { $1.append($0.foldChangeProbability) }
    case .p: { $1.append(probability: $0.p) }
    case .q: { $1.append(probability: $0.q) }
    case .pDown: { $1.append(probability: $0.pDown) }
    case .qDown: { $1.append(probability: $0.qDown) }
    case .pFisher: { $1.append(probability: $0.pFisher) }
    case .qFisher: { $1.append(probability: $0.qFisher) }
    case .dispersion: { $1.append($0.dispersion) }
    case .dispersionSource: { $1.append($0.dispersionSource?.rawValue) }
    case .firstSignificantDay: { $1.append($0.firstSignificantDay) }
    case .peakDay: { $1.append($0.peakDay) }
    case .daysDetected: { $1.append($0.daysDetected) }
    case .isPersistent: { $1.append($0.daysDetected >= 2) }
    case .bloodClass: { $1.append($0.bloodClass.rawValue) }
    default: nil
    }
  }

  private static func tumor(_ column: TrackingColumn) -> Cell? {
    switch column {
    case .tumorPreCount: { $1.append($0.tumorPreCount) }
    case .tumorPreFrequency: { $1.append($0.tumorPreFrequency) }
    case .tumorPreUpper95: { $1.append($0.tumorPreFrequencyUpper95) }
    case .tumorPostCount: { $1.append($0.tumorPostCount) }
    case .tumorPostFrequency: { $1.append($0.tumorPostFrequency) }
    case .tumorPostUpper95: { $1.append($0.tumorPostFrequencyUpper95) }
    case .postBiopsies: { $1.append($0.postBiopsies) }
    case .gainTested: { $1.append($0.gainTested) }
    case .pGain: { $1.append(probability: $0.pGain) }
    case .qGain: { $1.append(probability: $0.qGain) }
    case .enrichmentLog2: { $1.append($0.enrichmentLog2) }
    case .pEnrichment: { $1.append(probability: $0.pEnrichment) }
    case .qEnrichment: { $1.append(probability: $0.qEnrichment) }
    case .tumorClass: { $1.append($0.tumorClass.rawValue) }
    default: nil
    }
  }

  private static func breadth(_ column: TrackingColumn) -> Cell? {
    switch column {
    case .productCount: { $1.append($0.productCount) }
    case .lastDay: { $1.append($0.lastDay) }
    case .similarityGroup: { $1.append($0.similarityGroup) }
    case .nearestDistance: { $1.append($0.nearestDistance) }
    case .specificity: { $1.append($0.specificity) }
    case .mait: { $1.append($0.mait?.rawValue) }
    case .inkt: { $1.append($0.inkt?.rawValue) }
    default: nil
    }
  }

  private static func flag(_ column: TrackingColumn) -> Cell {
    switch column {
    case .isHeadline: { $1.append($0.isHeadline) }
    case .isStrict: { $1.append($0.isStrict) }
    case .isConfident: { $1.append($0.isConfident) }
    case .inProduct: { $1.append($0.inProduct) }
    case .bystander: { $1.append($0.bystander) }
    case .possibleContaminant: { $1.append($0.possibleContaminant) }
    case .nucleotideVariants: { $1.append($0.nucleotideVariants) }
    case .note: { $1.append(TrackingNote.cell($0.notes)) }
    default: preconditionFailure("a column of a clone table has no cell")
    }
  }
}
