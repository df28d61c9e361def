/// The columns of the tracking tables that the report reads.
enum ReportColumn: String {
  case patientID = "patient_id"
  case cloneID = "clone_id"
  case locus
  case cellSubset = "cell_subset"
  case vCall = "v_call"
  case jCall = "j_call"
  case junction
  case junctionAA = "junction_aa"
  case bloodClass = "blood_class"
  case baselineCount = "baseline_count"
  case bestDay = "best_day"
  case bloodCount = "blood_count"
  case log2FC = "log2fc"
  case q
  case tumorClass = "tumor_class"
  case tumorPreCount = "tumor_pre_count"
  case tumorPostCount = "tumor_post_count"
  case headline
  case note
  case tissue
  case day
  case count
  case frequency = "f"
  case frequencyUpper95 = "f_upper95"
  case tested = "n_tested"
  case new = "n_new"
  case newLowBase = "n_new_lowbase"
  case expanded = "n_expanded"
  case expandedInTumor = "n_expanded_in_tumor"
  case headlineCount = "n_headline"
  case strictCount = "n_strict"
}
