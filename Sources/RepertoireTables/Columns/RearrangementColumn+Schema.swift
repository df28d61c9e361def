extension RearrangementColumn {
  /// What the column means in a clonotype table, for `schema.json` and the documentation.
  public var schema: TableSchema.Column {
    nullableText ?? number ?? truth ?? detail
      ?? TableSchema.Column(rawValue, .text, "The sample's name and the row's rank.")
  }

  /// The data dictionary of `<sample_id>.clonotypes.tsv`.
  public static var tableSchema: TableSchema {
    TableSchema(
      table: "<sample_id>.clonotypes.tsv",
      description: "AIRR Rearrangement: one row a clonotype of the sample, most copies first.",
      columns: clonotypeTable.map(\.schema))
  }

  private var nullableText: TableSchema.Column? {
    let description: String? =
      switch self {
      case .sequence:
        "The representative read or consensus, in the sense of the receptor."
      case .vCall: "Alleles or genes of V, tied ones parted by commas."
      case .dCall: "Alleles or genes of D, tied ones parted by commas."
      case .jCall: "Alleles or genes of J, tied ones parted by commas."
      case .cCall: "Alleles or genes of the constant region, tied ones parted by commas."
      case .sequenceAlignment: "Always blank: the CIGAR columns hold the alignment."
      case .germlineAlignment: "Always blank: the CIGAR columns hold the alignment."
      case .junction: "Nucleotides of CDR3 with both conserved codons."
      case .junctionAA: "Amino acids of `junction`; blank when out of frame."
      case .vCigar: "CIGAR of V against the allele named first."
      case .dCigar: "CIGAR of D against the allele named first."
      case .jCigar: "CIGAR of J against the allele named first."
      case .locus: "TRA, TRB, TRD or TRG."
      case .cdr3: "Nucleotides of `junction` without the conserved codons."
      case .cdr3AA: "Amino acids of `junction_aa` without the conserved residues."
      case .np1: "Nucleotides between V and D, or V and J without D."
      case .np2: "Nucleotides between D and J."
      case .cellID: "Always blank: clonotypes are not cells."
      case .cloneID: "Always blank: clones are named per patient, in the tracking tables."
      case .repertoireID: "The sample's name."
      case .countUnit: "What `duplicate_count` counts: reads, umi, templates or cells."
      default: nil
      }
    return description.map {
      TableSchema.Column(
        rawValue, .text, nullable: ![.locus, .repertoireID, .countUnit].contains(self), $0)
    }
  }

  private var number: TableSchema.Column? {
    switch self {
    case .cdr3Start:
      .init(
        rawValue, .integer, unit: "1-based base", nullable: true, "First CDR3 base in `sequence`.")
    case .cdr3End:
      .init(
        rawValue, .integer, unit: "1-based base", nullable: true,
        "Last CDR3 base in `sequence`, itself counted.")
    case .vIdentity:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "V bases that match the germline, of all compared, inserted or lost.")
    case .jIdentity:
      .init(
        rawValue, .real, unit: "fraction", nullable: true,
        "J bases that match the germline, of all compared, inserted or lost.")
    case .np1Length: .init(rawValue, .integer, unit: "bases", nullable: true, "Length of `np1`.")
    case .np2Length: .init(rawValue, .integer, unit: "bases", nullable: true, "Length of `np2`.")
    case .consensusCount:
      .init(rawValue, .integer, unit: "reads", nullable: true, "Reads behind the clonotype.")
    case .duplicateCount:
      .init(
        rawValue, .integer, unit: "copies",
        "Copies in the unit that statistics use: UMIs with UMIs, else reads; see `tcr_count_unit`.")
    case .umiCount:
      .init(
        rawValue, .integer, unit: "UMIs", nullable: true,
        "Distinct molecular identifiers; blank without them.")
    case .frequency:
      .init(
        rawValue, .real, unit: "fraction",
        "Share of `duplicate_count` in that of all rows of the locus.")
    case .foldedReads:
      .init(
        rawValue, .integer, unit: "reads", nullable: true,
        "Reads counted here that were taken for sequencing errors of the clonotype.")
    default: nil
    }
  }

  private var truth: TableSchema.Column? {
    switch self {
    case .isReverseComplement:
      .init(rawValue, .truth, "F: `sequence` is in the sense of the receptor.")
    case .isProductive:
      .init(
        rawValue, .truth, nullable: true, "V and J in one frame and no stop codon in the junction.")
    case .isInFrame:
      .init(rawValue, .truth, nullable: true, "V and J are in one frame.")
    case .hasStopCodon:
      .init(rawValue, .truth, nullable: true, "A stop codon in the junction.")
    default: nil
    }
  }
}
