extension TrackingColumn {
  /// Columns of molecules that samples share; nil for every other.
  var moleculeSchema: TableSchema.Column? {
    switch self {
    case .firstMolecules:
      .init(
        rawValue, .integer, unit: "molecules",
        "Molecules of the first sample, those below its threshold of reads too.")
    case .secondMolecules:
      .init(rawValue, .integer, unit: "molecules", "Molecules of the second sample.")
    case .sharedMolecules:
      .init(
        rawValue, .integer, unit: "molecules",
        "Molecules, one identifier on one junction, that both samples show.")
    case .expectedShared:
      .init(
        rawValue, .real, unit: "molecules",
        "Molecules that both would show by chance: pairs of molecules on one junction, times the "
          + "probability that two have one identifier.")
    case .sharedRatio:
      .init(
        rawValue, .real, unit: "ratio", nullable: true,
        "Shared molecules by those expected; blank where none are.")
    case .sharedP:
      .init(
        rawValue, .real, unit: "probability",
        "Probability of so many shared molecules or more by chance (binomial).")
    case .sharedShare:
      .init(
        rawValue, .real, unit: "fraction",
        "Shared molecules by those of the sample that is not the source; of the smaller sample "
          + "where there is none.")
    case .moleculeVerdict:
      .init(
        rawValue, .text,
        "as_expected; shared: more than by chance (p below 0.01 over the number of pairs); "
          + "too_few_identifiers: more than 1 % would be shared by chance, nothing follows.")
    case .molecules:
      .init(
        rawValue, .integer, unit: "molecules",
        "Molecules of the clone that count in the sample, on its very junction.")
    case .sourceMolecules:
      .init(rawValue, .integer, unit: "molecules", "Molecules of the clone in the source.")
    case .ownMolecules:
      .init(
        rawValue, .integer, unit: "molecules",
        "Molecules of the clone in all samples of the tissue that show it (blood: on the best "
          + "day) that are in no larger sample.")
    case .strayVerdict:
      .init(
        rawValue, .text,
        "kept: two own molecules at least; stray: fewer, the clone left the strict set; "
          + "too_few_identifiers: chance may have done it, nothing follows; incomplete: a sample "
          + "that shows the clone has no table of molecules, nothing follows.")
    default: nil
    }
  }
}
