extension TrackingColumn {
  /// Columns of a sample or comparison; nil for every other.
  var comparisonSchema: TableSchema.Column? {
    switch self {
    case .sampleID:
      .init(rawValue, .text, "The sample.")
    case .tissue:
      .init(rawValue, .text, "blood, tumor, product or other.")
    case .phase:
      .init(rawValue, .text, "pre or post treatment.")
    case .day:
      .init(rawValue, .real, unit: "days", "Day relative to the first infusion.")
    case .timepoint:
      .init(rawValue, .text, nullable: true, "Label of the time point, where the sheet states one.")
    case .reason:
      .init(rawValue, .text, nullable: false, "Why the sample could not be used.")
    case .replicate:
      .init(rawValue, .text, nullable: true, "Name of the replicate, where the sheet states one.")
    case .count:
      .init(
        rawValue, .integer, unit: "counts",
        "Counts of the clone in the sample; 0 is not seen, see f_upper95.")
    case .total:
      .init(rawValue, .integer, unit: "counts", "Productive counts of the locus in the sample.")
    case .frequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Share of the productive counts; blank for an empty sample.")
    case .frequencyUpper95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "One-sided 95 % upper limit of f, from effective cells.")
    case .sampleLOD95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency that the sample would have shown with 95 % probability.")
    case .baselineSamples:
      .init(rawValue, .text, nullable: true, "Baseline blood samples: names parted by commas.")
    case .daySamples:
      .init(rawValue, .text, "Samples of the post-treatment day, parted by commas.")
    case .baselineTotal:
      .init(rawValue, .integer, unit: "counts", "Productive counts at baseline (N1).")
    case .dayTotal:
      .init(rawValue, .integer, unit: "counts", "Productive counts on the day (N2).")
    case .baselineCells:
      .init(
        rawValue, .real, unit: "cells", nullable: true,
        "Cells put in at baseline; blank unless every sample states them.")
    case .dayCells:
      .init(rawValue, .real, unit: "cells", nullable: true, "Cells put in on the day.")
    case .countsPerCell:
      .init(
        rawValue, .real, unit: "counts", nullable: true,
        "Counts per cell put in, over both sides.")
    case .depthShare:
      .init(rawValue, .real, unit: "fraction", nullable: true, "Share of the day in all counts.")
    case .bulkShare:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Share of the day in the bulk of clones: what the test takes for unchanged.")
    case .clumping:
      .init(
        rawValue, .real, unit: "counts", nullable: true,
        "Clumping of the test: counts per independent cell, an index of dispersion.")
    case .drift:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Drift of the test: variance of shares between clones.")
    case .outlierShare:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Share of outliers in the fit of the pair.")
    case .negativeLogLikelihood:
      .init(
        rawValue, .real, unit: "nats", nullable: true,
        "Negative log-likelihood of the fit of the pair.")
    case .atBound:
      .init(rawValue, .truth, nullable: true, "Whether the fit ended at a bound.")
    case .alpha:
      .init(rawValue, .real, unit: "probability", "False-discovery rate of calls.")
    case .tested:
      .init(rawValue, .integer, unit: "clones", "Clones with enough counts to test.")
    case .shared:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones seen on both sides with at least 20 counts.")
    case .up:
      .init(
        rawValue, .integer, unit: "clones",
        "Rises at alpha in this comparison, before effect rules.")
    case .down:
      .init(rawValue, .integer, unit: "clones", "Falls at alpha in this comparison.")
    case .upFisher:
      .init(rawValue, .integer, unit: "clones", "Rises that Fisher's exact test calls at alpha.")
    case .negativeControlCalls:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Calls when two baselines are tested against each other.")
    case .baselineLOD95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency that the baseline would have shown with 95 % probability.")
    case .dayLOD95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency that the day would have shown with 95 % probability.")
    default: nil
    }
  }
}
