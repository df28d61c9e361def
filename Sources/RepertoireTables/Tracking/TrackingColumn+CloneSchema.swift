import RepertoireTracking

extension TrackingColumn {
  /// Columns of a clone; nil for every other.
  var cloneSchema: TableSchema.Column? {
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
        "Known specificity of a bystander, from a user's database, for an HLA that the patient may "
          + "have.")
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
        "What is missing or lowered and why, words parted by ';': "
          + TrackingNote.allCases.map { "\($0.rawValue), \($0.meaning)" }.joined(separator: "; ")
          + ".")
    default: nil
    }
  }
}
