/// Every column of our tables of rearrangements, named as in the AIRR Rearrangement schema.
///
/// The cases begin with the 14 that AIRR requires; ``clonotypeTable`` and ``readTable`` hold the
/// columns of either table in file order. Names that AIRR does not know begin with `tcr_`. An AIRR string that stands
/// anywhere else in the sources is a mistake.
public enum RearrangementColumn: String, CaseIterable, Sendable {
  case sequenceID = "sequence_id"
  case sequence
  case isReverseComplement = "rev_comp"
  case isProductive = "productive"
  case vCall = "v_call"
  case dCall = "d_call"
  case jCall = "j_call"
  case sequenceAlignment = "sequence_alignment"
  case germlineAlignment = "germline_alignment"
  case junction
  case junctionAA = "junction_aa"
  case vCigar = "v_cigar"
  case dCigar = "d_cigar"
  case jCigar = "j_cigar"

  case locus
  case cCall = "c_call"
  case isInFrame = "vj_in_frame"
  case hasStopCodon = "stop_codon"
  case cdr3
  case cdr3AA = "cdr3_aa"
  case cdr3Start = "cdr3_start"
  case cdr3End = "cdr3_end"
  case vIdentity = "v_identity"
  case jIdentity = "j_identity"
  case np1
  case np2
  case np1Length = "np1_length"
  case np2Length = "np2_length"
  case consensusCount = "consensus_count"
  case duplicateCount = "duplicate_count"
  case umiCount = "umi_count"
  case cellID = "cell_id"
  case cloneID = "clone_id"
  case repertoireID = "repertoire_id"

  case countUnit = "tcr_count_unit"
  case frequency = "tcr_frequency"
  case foldedReads = "tcr_folded_reads"

  // Of single reads alone.
  case isComplete = "complete_vdj"
  case vScore = "v_score"
  case dScore = "d_score"
  case jScore = "j_score"
  case cScore = "c_score"
  case dIdentity = "d_identity"
  case cIdentity = "c_identity"
  case cCigar = "c_cigar"
  case vSequenceStart = "v_sequence_start"
  case vSequenceEnd = "v_sequence_end"
  case vGermlineStart = "v_germline_start"
  case vGermlineEnd = "v_germline_end"
  case dSequenceStart = "d_sequence_start"
  case dSequenceEnd = "d_sequence_end"
  case dGermlineStart = "d_germline_start"
  case dGermlineEnd = "d_germline_end"
  case jSequenceStart = "j_sequence_start"
  case jSequenceEnd = "j_sequence_end"
  case jGermlineStart = "j_germline_start"
  case jGermlineEnd = "j_germline_end"
  case cSequenceStart = "c_sequence_start"
  case cSequenceEnd = "c_sequence_end"
  case cGermlineStart = "c_germline_start"
  case cGermlineEnd = "c_germline_end"
  case fwr1
  case cdr1
  case fwr2
  case cdr2
  case fwr3
  case fwr4
  case mate = "tcr_mate"

  /// The columns of a clonotype table, in file order.
  public static let clonotypeTable = Array(allCases.prefix { $0 != .isComplete })

  /// The columns of a table of reads, in file order.
  public static let readTable: [RearrangementColumn] =
    required + [
      .locus, .cCall, .isInFrame, .hasStopCodon, .isComplete, .fwr1, .cdr1, .fwr2, .cdr2, .fwr3,
      .cdr3, .fwr4, .np1, .np2, .np1Length, .np2Length, .cdr3AA, .cdr3Start, .cdr3End, .vScore,
      .vIdentity, .dScore, .dIdentity, .jScore, .jIdentity, .cScore, .cIdentity, .cCigar,
      .vSequenceStart, .vSequenceEnd, .vGermlineStart, .vGermlineEnd, .dSequenceStart,
      .dSequenceEnd, .dGermlineStart, .dGermlineEnd, .jSequenceStart, .jSequenceEnd,
      .jGermlineStart, .jGermlineEnd, .cSequenceStart, .cSequenceEnd, .cGermlineStart,
      .cGermlineEnd, .mate,
    ]

  /// The 14 columns that the AIRR schema demands, in its order.
  public static let required = Array(allCases.prefix(14))
}
