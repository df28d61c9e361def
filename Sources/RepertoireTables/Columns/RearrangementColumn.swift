/// Every column of our clonotype table, named as in the AIRR Rearrangement schema, in file order.
///
/// The order of the cases is the order of the columns: the 14 that AIRR requires, then ours of
/// fixed order. Names that AIRR does not know begin with `tcr_`. An AIRR string that stands
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

  /// The 14 columns that the AIRR schema demands, in its order.
  public static let required = Array(allCases.prefix(14))
}
