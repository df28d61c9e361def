extension TrackingColumn {
  /// Columns of rarefaction, gene usage, junction lengths and cohort; nil for every other.
  var profileSchema: TableSchema.Column? {
    switch self {
    case .depth:
      .init(
        rawValue, .integer, unit: "counts",
        "Counts drawn.")
    case .isEqualDepth:
      .init(
        rawValue, .truth,
        "Whether samples of the tissue, patient and locus are compared at this depth, see "
          + "rarefied_depth.")
    case .draws:
      .init(
        rawValue, .integer, unit: "draws",
        "Seeded draws behind the row; one at full depth.")
    case .rarefiedMean:
      .init(
        rawValue, .real, unit: "clones",
        "Mean number of clones over draws.")
    case .rarefiedLow:
      .init(
        rawValue, .real, unit: "clones",
        "2.5 % point of the number of clones over draws.")
    case .rarefiedHigh:
      .init(
        rawValue, .real, unit: "clones",
        "97.5 % point.")
    case .segment:
      .init(
        rawValue, .text,
        "V or J.")
    case .gene:
      .init(
        rawValue, .text, nullable: true,
        "Gene as the calls name it; a family where a table names no more; blank for rows "
          + "without a call.")
    case .geneClones:
      .init(
        rawValue, .real, unit: "clonotypes",
        "Productive clonotypes with the gene; a tie of k genes gives each 1/k.")
    case .geneCloneShare:
      .init(
        rawValue, .real, unit: "fraction",
        "Their share of the clonotypes of the sample and segment.")
    case .geneFrequency:
      .init(
        rawValue, .real, unit: "fraction",
        "The same by counts.")
    case .lengthInBases:
      .init(
        rawValue, .integer, unit: "bases",
        "Junction length, both conserved codons included.")
    case .lengthClones:
      .init(
        rawValue, .integer, unit: "clonotypes",
        "Productive clonotypes of the length.")
    case .lengthCounts:
      .init(
        rawValue, .integer, unit: "counts",
        "Their counts.")
    case .lengthFrequency:
      .init(
        rawValue, .real, unit: "fraction",
        "Their share of the counts with a junction.")
    case .covariate:
      .init(
        rawValue, .text,
        "Column of the user's patients.tsv.")
    case .comparison:
      .init(
        rawValue, .text,
        "Levels compared: A vs B, or in rising order A < B < C.")
    case .measure:
      .init(
        rawValue, .text,
        "Measure of the patients.")
    case .method:
      .init(
        rawValue, .text,
        "mann_whitney, fisher, rank_trend or proportion_trend (the trends by exact "
          + "permutation).")
    case .patients:
      .init(
        rawValue, .integer, unit: "patients",
        "Patients with both a level and a value.")
    case .groupSizes:
      .init(
        rawValue, .text,
        "Patients by level, parted by ';'.")
    case .groupValues:
      .init(
        rawValue, .text,
        "Median of the measure by level (share of yes for a yes-or-no measure), parted by "
          + "';'.")
    case .cohortP:
      .init(
        rawValue, .real, nullable: true,
        "Two-sided p value; blank with too few patients.")
    case .cohortQ:
      .init(
        rawValue, .real, nullable: true,
        "Its false-discovery rate (Benjamini-Hochberg) over all tested rows of the table.")
    default: nil
    }
  }
}
