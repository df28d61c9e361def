extension TrackingColumn {
  /// Columns of summaries, metrics and overlaps; nil for every other.
  var summarySchema: TableSchema.Column? {
    switch self {
    case .new:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones of class NEW (in a comparison: of those whose best day it is).")
    case .newLowBase:
      .init(rawValue, .integer, unit: "clones", "Clones of class NEW_LOWBASE.")
    case .expanded:
      .init(rawValue, .integer, unit: "clones", "Clones of class EXPANDED.")
    case .upWeak:
      .init(rawValue, .integer, unit: "clones", "Clones of class UP_WEAK.")
    case .candidate:
      .init(rawValue, .integer, unit: "clones", "Clones of class CANDIDATE.")
    case .contracted:
      .init(rawValue, .integer, unit: "clones", "Clones of class CONTRACTED.")
    case .stable:
      .init(rawValue, .integer, unit: "clones", "Clones of class STABLE.")
    case .emergentUntested:
      .init(rawValue, .integer, unit: "clones", "Clones of class EMERGENT_UNTESTED.")
    case .untested:
      .init(rawValue, .integer, unit: "clones", "Clones of class UNTESTED.")
    case .untestedNoBaseline:
      .init(rawValue, .integer, unit: "clones", "Clones of class UNTESTED_NO_BASELINE.")
    case .baselineSampleCount:
      .init(rawValue, .integer, unit: "samples", "Baseline blood samples with counts.")
    case .postDays:
      .init(rawValue, .integer, unit: "days", "Post-treatment blood days with counts.")
    case .preBiopsies:
      .init(rawValue, .integer, unit: "biopsies", "Pre-treatment biopsies with counts.")
    case .clones:
      .init(rawValue, .integer, unit: "clones", "Clones in any sample.")
    case .tumorNew:
      .init(rawValue, .integer, unit: "clones", "Listed clones of class TUMOR_NEW.")
    case .tumorGain:
      .init(rawValue, .integer, unit: "clones", "Listed clones of class TUMOR_GAIN.")
    case .tumorPreexisting:
      .init(rawValue, .integer, unit: "clones", "Listed clones of class TUMOR_PREEXISTING.")
    case .tumorPostPresent:
      .init(rawValue, .integer, unit: "clones", "Listed clones of class TUMOR_POST_PRESENT.")
    case .tumorLost:
      .init(rawValue, .integer, unit: "clones", "Listed clones of class TUMOR_LOST.")
    case .expandedInTumor:
      .init(
        rawValue, .integer, unit: "clones",
        "Expanded clones seen in a post-treatment biopsy: rows of newly_expanded_in_tumor.tsv.")
    case .headlineCount:
      .init(rawValue, .integer, unit: "clones", "Size of the headline set.")
    case .headlineWithoutBystanders:
      .init(rawValue, .integer, unit: "clones", "Headline without known bystanders.")
    case .strictCount:
      .init(rawValue, .integer, unit: "clones", "Size of the strict set.")
    case .expandedBloodFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed frequency of expanded clones in the last post-treatment blood.")
    case .expandedTumorFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed frequency of expanded clones in the post-treatment biopsies.")
    case .tumorDispersionSource:
      .init(
        rawValue, .text, nullable: true,
        "Where the dispersion of tumor tests is from: assay_profile or builtin.")
    case .tumorClumping:
      .init(rawValue, .real, unit: "counts", nullable: true, "Clumping of the tumor tests.")
    case .overlapExpanded:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Expanded clones in the overlap test.")
    case .overlapObserved:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Of them, seen in a post-treatment biopsy.")
    case .overlapExpected:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Mean number of frequency-matched controls seen in it.")
    case .overlapRatio:
      .init(rawValue, .real, unit: "ratio", nullable: true, "Observed by expected.")
    case .overlapP:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of the overlap by matched permutation.")
    case .overlapObservedMass:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed tumor frequency of the expanded clones.")
    case .overlapExpectedMass:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Mean summed tumor frequency of matched controls.")
    case .overlapPMass:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of the summed tumor frequency.")
    case .overlapPermutations:
      .init(rawValue, .integer, unit: "draws", nullable: true, "Draws of the permutation.")
    case .overlapNearest:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Clones matched with the nearest controls by count, for want of a filled bin.")
    case .overlapCountRatio:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Median count of those controls by the count of their clone.")
    case .clonesInSample:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones seen in the sample.")
    case .effectiveCells:
      .init(
        rawValue, .real, unit: "cells",
        "Independent cells that the counts are worth.")
    case .chao1:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Clones expected in all (Chao).")
    case .coverage:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Good-Turing coverage of the repertoire by the clones seen.")
    case .shannon:
      .init(
        rawValue, .real, unit: "nats", nullable: true,
        "Shannon entropy.")
    case .clonality:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "One minus evenness; blank below two clones.")
    case .simpsonClonality:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Root of the summed squared frequencies.")
    case .gini:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Gini coefficient of the clones seen.")
    case .hill1:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Hill number of order 1.")
    case .hill2:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Hill number of order 2.")
    case .top10Share:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed frequency of the ten largest clones.")
    case .rarefiedDepth:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Effective cells that all samples of the tissue, patient and locus reach: the equal depth; "
          + "biopsies below 100 counts neither set it nor have one.")
    case .rarefiedClones:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Clones expected at rarefied_depth.")
    case .tCellFraction:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "T cells by the cells in the material: of dna_ng, else cells_input; templates and cells alone."
      )
    case .productShare:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed frequency of clones of the infusion product; blank without one.")
    case .productClonesSeen:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Clones of the product seen in the sample.")
    case .firstSample:
      .init(
        rawValue, .text,
        "The first sample of the pair.")
    case .secondSample:
      .init(
        rawValue, .text,
        "The second sample of the pair.")
    case .firstPatient:
      .init(
        rawValue, .text,
        "Patient of the first sample.")
    case .secondPatient:
      .init(
        rawValue, .text,
        "Patient of the second sample.")
    case .sharedClones:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones seen in both; junctions for samples of two patients.")
    case .sharingDensity:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Shared by the product of both numbers of clones; does not grow with depth.")
    case .jaccard:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Shared by the clones of either.")
    case .morisitaHorn:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Morisita-Horn index on frequencies; samples of one patient.")
    case .jensenShannon:
      .init(
        rawValue, .real, unit: "bits", nullable: true,
        "Jensen-Shannon divergence; samples of one patient.")
    case .unseenShare:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Share of the second sample that belongs to clones unseen in the first.")
    case .identityLimit:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "95th percentile of sharing_density between patients; blank below ten pairs.")
    case .identityVerdict:
      .init(
        rawValue, .text, nullable: true,
        "as_expected, swap_suspected, mix_suspected (two patients share as one does, though each "
          + "with its own too) or insufficient; blank in a run of one patient.")
    case .sourceSample:
      .init(
        rawValue, .text, nullable: true,
        "The sample that the clone, or the molecules, may be strays of; blank where two samples "
          + "have as many reads of the molecules.")
    case .productClones:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones of all product samples together.")
    case .productRisen:
      .init(
        rawValue, .integer, unit: "clones",
        "Product clones more frequent here than in the product.")
    case .productNotSeenBefore:
      .init(
        rawValue, .integer, unit: "clones",
        "Product clones here that no pre-treatment sample shows.")
    case .newOutsideProduct:
      .init(
        rawValue, .integer, unit: "clones",
        "Clones here in neither the product nor a pre-treatment sample.")
    case .lastSeenHere:
      .init(
        rawValue, .integer, unit: "clones",
        "Product clones whose last day this is.")
    default: nil
    }
  }
}
