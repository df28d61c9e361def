extension TrackingColumn {
  /// What the column means, for `schema.json` and the documentation.
  var schema: TableSchema.Column {
    switch self {
    case .patientID:
      .init(rawValue, .text, "The patient.")
    case .cloneID:
      .init(
        rawValue, .text,
        "Name of the clone: locus, '-', stable hash of junction and V and J gene; one "
          + "in all files.")
    case .locus:
      .init(rawValue, .text, "TRA, TRB, TRD or TRG.")
    case .cellSubset:
      .init(
        rawValue, .text, nullable: true,
        "Subset of cells of the compared samples, where the sheet states one.")
    case .vCall:
      .init(
        rawValue, .text, nullable: true,
        "Best-supported V call over the patient's samples, tied names parted by commas.")
    case .jCall:
      .init(rawValue, .text, nullable: true, "Best-supported J call over the patient's samples.")
    case .junction:
      .init(
        rawValue, .text, nullable: true,
        "Nucleotides of CDR3 with both conserved codons; blank where tables have none.")
    case .junctionAA:
      .init(rawValue, .text, nullable: true, "Amino acids of the junction.")
    case .countUnit:
      .init(rawValue, .text, "What counts are: reads, umi, templates or cells.")
    case .baselineCount:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Counts in all baseline blood together; blank without baseline.")
    case .baselineUpper95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "One-sided 95 % upper limit of the baseline frequency, from effective cells.")
    case .bestDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "Post-treatment day with the smallest p; supplies counts and effects. Blank when untested.")
    case .bloodCount:
      .init(rawValue, .integer, unit: "counts", nullable: true, "Counts in blood on best_day.")
    case .bloodFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency in blood on best_day, of productive counts of the locus.")
    case .bloodLower95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "One-sided 95 % lower limit of blood_f, from effective cells.")
    case .log2FC:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "Fold change from baseline to best_day, normalised by the bulk of clones; "
          + "posterior median.")
    case .log2FCLow:
      .init(rawValue, .real, unit: "log2", nullable: true, "2.5 % point of the fold change.")
    case .log2FCHigh:
      .init(rawValue, .real, unit: "log2", nullable: true, "97.5 % point of the fold change.")
    case .log2FCDepth:
      .init(rawValue, .real, unit: "log2", nullable: true, "Fold change normalised by depth alone.")
    case .foldChangeProbability:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "Posterior probability that the fold change exceeds the threshold (2 unless set).")
    case .p:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of a rise over the series of days; below 1e-300 it prints as 1e-300.")
    case .q:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "False-discovery rate of a rise (Benjamini and Hochberg over tested clones).")
    case .pDown:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of a fall over the series of days.")
    case .qDown:
      .init(rawValue, .real, unit: "probability", nullable: true, "False-discovery rate of a fall.")
    case .pFisher:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of a rise by Fisher's exact test, for comparison only.")
    case .qFisher:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "False-discovery rate by Fisher's exact test, for comparison only.")
    case .dispersion:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Variance of the count relative to independent cells, at this clone's counts.")
    case .dispersionSource:
      .init(
        rawValue, .text, nullable: true,
        "Where dispersion was learnt: replicate, baseline_pair, pair, assay_profile, "
          + "builtin or legacy.")
    case .firstSignificantDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "First day whose own comparison is significant.")
    case .peakDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "Post-treatment day of the highest blood frequency; blank when never seen after treatment.")
    case .daysDetected:
      .init(
        rawValue, .integer, unit: "days",
        "Post-treatment blood days on which the clone was seen.")
    case .isPersistent:
      .init(rawValue, .truth, "Seen on at least two post-treatment blood days.")
    case .bloodClass:
      .init(
        rawValue, .text,
        "NEW, NEW_LOWBASE, EXPANDED, UP_WEAK, CANDIDATE, CONTRACTED, STABLE, "
          + "EMERGENT_UNTESTED, UNTESTED or UNTESTED_NO_BASELINE.")
    case .tumorPreCount:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Counts in all pre-treatment biopsies together; blank without one.")
    case .tumorPreFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency in the pre-treatment biopsies.")
    case .tumorPreUpper95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "One-sided 95 % upper limit of tumor_pre_f, from effective cells.")
    case .tumorPostCount:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Counts in all post-treatment biopsies together; blank without one.")
    case .tumorPostFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency in the post-treatment biopsies.")
    case .tumorPostUpper95:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "One-sided 95 % upper limit of tumor_post_f, from effective cells.")
    case .postBiopsies:
      .init(
        rawValue, .integer, unit: "biopsies",
        "Post-treatment biopsies: in which the clone was seen, or with counts in a summary.")
    case .gainTested:
      .init(
        rawValue, .truth,
        "Whether a rise from the pre- to the post-treatment biopsies could be tested.")
    case .tumorClass:
      .init(
        rawValue, .text,
        "TUMOR_NEW, TUMOR_GAIN, TUMOR_PREEXISTING, TUMOR_POST_PRESENT, TUMOR_LOST, "
          + "NOT_DETECTED or NO_POST_BIOPSY.")
    case .pGain:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "P value of a rise from the pre- to the post-treatment biopsies.")
    case .qGain:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "False-discovery rate of that rise, over testable expanded clones.")
    case .enrichmentLog2:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "Enrichment of the post-treatment tumor over the blood nearest in day.")
    case .pEnrichment:
      .init(rawValue, .real, unit: "probability", nullable: true, "P value of the enrichment.")
    case .qEnrichment:
      .init(
        rawValue, .real, unit: "probability", nullable: true,
        "False-discovery rate of the enrichment, over expanded clones.")
    case .isHeadline:
      .init(
        rawValue, .truth,
        "Expanded in blood, and in a post-treatment biopsy without being known from before.")
    case .isStrict:
      .init(
        rawValue, .truth,
        "NEW in blood, new or risen in the tumor, confident, not by built-in "
          + "dispersion, not flagged.")
    case .isConfident:
      .init(
        rawValue, .truth,
        "Enough tumor counts to exclude one stray molecule, or seen in two "
          + "post-treatment biopsies.")
    case .inProduct:
      .init(
        rawValue, .truth, nullable: true,
        "Seen in the infusion product; blank without a product sample.")
    case .bystander:
      .init(
        rawValue, .text, nullable: true,
        "Known specificity of a bystander, from a user's database.")
    case .possibleContaminant:
      .init(
        rawValue, .text, nullable: true,
        "Sample that may have contaminated the clone's samples.")
    case .nucleotideVariants:
      .init(
        rawValue, .integer, unit: "clones",
        "Listed clones of the patient with the same amino acids, V and J call.")
    case .note:
      .init(
        rawValue, .text, nullable: true,
        "What is missing or lowered and why, words parted by ';'.")
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
        "Depth that all samples of the tissue, patient and locus reach.")
    case .rarefiedClones:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Clones expected at rarefied_depth.")
    case .tCellFraction:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "T cells by nucleated cells; templates with known DNA alone.")
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
        "as_expected, swap_suspected or insufficient; blank in a run of one patient.")
    case .sourceSample:
      .init(
        rawValue, .text,
        "The sample that the clone may be a stray of.")
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
    }
  }
}
