internal import Repertoires

/// Which comparisons the samples of a study allow, patient by patient.
enum ComparisonCheck {
  /// What each patient lacks, one sentence each, in the order of names.
  static func warnings(of sheet: SampleSheet) -> [String] {
    var warnings: [String] = []
    for patient in sheet.patientIDs {
      let samples = sheet.samples.map(\.sample).filter { $0.patientID == patient }
      warnings += Self.warnings(of: samples).map { "\(sheet.path), patient '\(patient)': \($0)" }
    }
    return warnings
  }

  private static func warnings(of samples: [Sample]) -> [String] {
    func has(_ tissue: Tissue, _ phase: Phase) -> Bool {
      samples.contains { $0.tissue == tissue && $0.phase == phase }
    }
    guard has(.blood, .post) || has(.blood, .pre) else {
      return ["no blood sample, so no expansion can be tested. Add blood before and after day 0"]
    }
    var warnings: [String] = []
    if !has(.blood, .pre) {
      warnings.append(
        "no baseline blood (day 0 or less), so nothing can be called new. Check the days, or state "
          + "the phase")
    }
    if !has(.blood, .post) {
      warnings.append(
        "no blood after day 0, so no expansion can be tested. Check the days, or state the phase")
    }
    if has(.blood, .pre), has(.blood, .post) { warnings += comparabilityWarnings(of: samples) }
    if !has(.tumor, .post) {
      warnings.append(
        "no biopsy after day 0, so no clone can be found in it. The headline table stays empty")
    } else if !has(.tumor, .pre) {
      warnings.append(
        "no biopsy before day 0, so no clone can be told from those that were in the tumor already")
    }
    return warnings
  }

  private static func comparabilityWarnings(of samples: [Sample]) -> [String] {
    let blood = samples.filter { $0.tissue == .blood }
    let before = Set(blood.filter { $0.phase == .pre }.map { $0.cellSubset ?? "" })
    let after = Set(blood.filter { $0.phase == .post }.map { $0.cellSubset ?? "" })
    var warnings: [String] = []
    if before.isDisjoint(with: after) {
      warnings.append(
        "blood before and after day 0 is of different cell subsets, which are not compared. Check "
          + "'cell_subset'")
    }
    let kits = Set(blood.compactMap(\.kit))
    if kits.count > 1 {
      warnings.append(
        "blood samples of different kits (\(kits.sorted().joined(separator: ", "))). Kits amplify "
          + "genes unequally, so changes between them may be none")
    }
    return warnings
  }
}
