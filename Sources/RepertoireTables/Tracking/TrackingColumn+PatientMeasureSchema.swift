extension TrackingColumn {
  /// Columns of breadth, product and equal depth; nil for every other.
  var measureSchema: TableSchema.Column? {
    switch self {
    case .productCount:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Counts in all product samples together; blank without a product sample.")
    case .lastDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "Last post-treatment day on which blood or a biopsy shows the clone.")
    case .similarityGroup:
      .init(
        rawValue, .integer, nullable: true,
        "Number of the group of alike newly expanded clones of the patient, locus and "
          + "subset: one V and J gene, one length, chained by one amino-acid mismatch at most; "
          + "blank for a clone alone.")
    case .nearestDistance:
      .init(
        rawValue, .integer, nullable: true,
        "TCRdist of the junction (CDR3 part alone) to the nearest other newly expanded "
          + "clone with a common V gene.")
    case .specificity:
      .init(
        rawValue, .text, nullable: true,
        "What the user's database knows the receptor to recognise, organism:epitope, at "
          + "most five parted by ';'; of a typed patient, on HLA molecules that may be theirs.")
    case .mait:
      .init(
        rawValue, .text, nullable: true,
        "alpha_chain: a MAIT receptor; compatible_beta: a beta chain that such a cell may "
          + "have; blank: none.")
    case .inkt:
      .init(
        rawValue, .text, nullable: true,
        "alpha_chain: an iNKT receptor; compatible_beta: a beta chain that such a cell may "
          + "have; blank: none.")
    case .similarityGroups:
      .init(
        rawValue, .integer, unit: "groups",
        "Groups of two or more alike newly expanded clones, see similarity_group.")
    case .distanceGroups:
      .init(
        rawValue, .integer, unit: "groups",
        "Groups of two or more newly expanded clones with a common V gene, chained by a "
          + "distance of 24 at most.")
    case .convergentJunctions:
      .init(
        rawValue, .integer, unit: "junctions",
        "Newly expanded amino-acid junctions with V and J gene that several nucleotide "
          + "junctions encode.")
    case .expandedBystanders:
      .init(
        rawValue, .integer, unit: "clones",
        "Newly expanded clones with an entry in bystander.")
    case .headlineInProduct:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Headline clones seen in the infusion product; blank without product samples.")
    case .top1Share:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency of the largest clone.")
    case .top100Share:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Summed frequency of the hundred largest clones.")
    case .rarefiedHill1:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Hill number of order 1 at that depth, mean of seeded draws.")
    case .rarefiedHill2:
      .init(
        rawValue, .real, unit: "clones", nullable: true,
        "Hill number of order 2 at that depth, mean of seeded draws.")
    case .expandedSeen:
      .init(
        rawValue, .integer, unit: "clones", nullable: true,
        "Newly expanded clones seen in the sample; blank where expansion could not be "
          + "tested.")
    case .expandedFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Their summed frequency in the sample: the space they occupy.")
    case .rarefiedJaccard:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Shared by the clones of either, expected at the depth of the smaller sample; samples of one patient."
      )
    case .bhattacharyya:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Bhattacharyya coefficient on frequencies; samples of one patient.")
    case .expectedUnseenShare:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "unseen_f as it would be if both samples were draws of one repertoire.")
    case .vDivergence:
      .init(
        rawValue, .real, unit: "bits", nullable: true,
        "Jensen-Shannon divergence of V usage by clonotypes; samples of one patient.")
    case .productMedianLog2:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "Median over product clones seen here of their frequency over that in the product.")
    case .productCloneFrequency:
      .init(
        rawValue, .real, unit: "fraction",
        "Frequency of the clone in all product samples together.")
    case .isNotSeenBefore:
      .init(
        rawValue, .truth,
        "Whether no blood or biopsy from before treatment shows the clone.")
    case .lastBloodDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "Last post-treatment blood day that shows the clone.")
    case .lastTumorDay:
      .init(
        rawValue, .real, unit: "days", nullable: true,
        "Last post-treatment biopsy day that shows the clone.")
    case .peakCount:
      .init(
        rawValue, .integer, unit: "counts", nullable: true,
        "Counts in blood on peak_day.")
    case .peakFrequency:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "Frequency in blood on peak_day.")
    case .log2OverProduct:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "peak_f over product_clone_f, posterior median; blank where blood and product "
          + "count different things.")
    case .log2OverProductLow:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "Its 2.5 % point.")
    case .log2OverProductHigh:
      .init(
        rawValue, .real, unit: "log2", nullable: true,
        "Its 97.5 % point.")
    default: nil
    }
  }
}
