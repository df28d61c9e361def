extension RearrangementColumn {
  /// The data dictionary of `<sample_id>.rearrangements.tsv.gz`.
  public static var readTableSchema: TableSchema {
    TableSchema(
      table: "<sample_id>.rearrangements.tsv.gz",
      description:
        "AIRR Rearrangement: one row a rearranged read, or pair, in the order of the input; "
        + "written with --rearrangements. With rev_comp T every position and every other sequence "
        + "is of the reverse complement of `sequence`. A base that only the read or only the germline has stands opposite `-`; there are no spacers of a numbering.",
      columns: readTable.map { $0.readSchema ?? $0.schema })
  }

  /// What the column means of a read, where it is not what it means of a clonotype.
  private var readSchema: TableSchema.Column? {
    switch self {
    case .sequenceID:
      .init(rawValue, .text, "The name of the read up to its first blank.")
    case .sequence:
      .init(
        rawValue, .text,
        "The read as in the file; of a pair, the mate that shows the junction, or both mates merged, "
          + "where they overlap.")
    case .isReverseComplement:
      .init(rawValue, .truth, "T: the receptor is on the other strand than `sequence`.")
    case .isProductive:
      .init(rawValue, .truth, "V and J in one frame and no stop codon in the aligned sequence.")
    case .hasStopCodon:
      .init(
        rawValue, .truth,
        "A stop codon in the aligned sequence, in the frame of the V anchor, which bases gained or lost in "
          + "V or J, as errors are, do not shift.")
    case .vCall: .init(rawValue, .text, "Alleles of V that fit the read, parted by commas.")
    case .jCall: .init(rawValue, .text, "Alleles of J that fit the read, parted by commas.")
    case .sequenceAlignment:
      .init(rawValue, .text, "The read from the first base placed on V to the last one on J.")
    case .germlineAlignment:
      .init(
        rawValue, .text, "The alleles named first over the same bases; N between the segments.")
    default: nil
    }
  }

  /// The columns that only reads have.
  var detail: TableSchema.Column? {
    switch self {
    case .isComplete:
      .init(
        rawValue, .truth,
        "The alignment spans from the first codon of the mature chain to the last one of J.")
    case .mate:
      .init(
        rawValue, .text, nullable: true,
        "What `sequence` is of its pair: 1, 2 or merged; blank for single reads.")
    case .fwr1, .cdr1, .fwr2, .cdr2, .fwr3, .fwr4:
      .init(
        rawValue, .text, nullable: true,
        "Nucleotides of \(rawValue.uppercased()); blank when the read does not cover it whole.")
    case .cCigar:
      .init(rawValue, .text, nullable: true, "CIGAR of C against the allele named first.")
    case .vScore, .dScore, .jScore, .cScore:
      .init(
        rawValue, .real, unit: "log10 odds", nullable: true,
        "Odds of the placed bases being \(letter) against chance, by their qualities.")
    case .dIdentity, .cIdentity:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "\(letter) bases that match the germline, of all compared, inserted or lost.")
    case .vSequenceStart, .dSequenceStart, .jSequenceStart, .cSequenceStart:
      position("First base placed on \(letter).")
    case .vSequenceEnd, .dSequenceEnd, .jSequenceEnd, .cSequenceEnd:
      position("Last base placed on \(letter), itself counted.")
    case .vGermlineStart, .dGermlineStart, .jGermlineStart, .cGermlineStart:
      position("Where they begin in the allele named first.")
    case .vGermlineEnd, .dGermlineEnd, .jGermlineEnd, .cGermlineEnd:
      position("Where they end in the allele named first, itself counted.")
    default: nil
    }
  }

  /// The segment's letter, with which the names of its columns begin.
  private var letter: String { rawValue.prefix(1).uppercased() }

  private func position(_ description: String) -> TableSchema.Column {
    .init(rawValue, .integer, unit: "1-based base", nullable: true, description)
  }
}
