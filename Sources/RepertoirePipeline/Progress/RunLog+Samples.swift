extension RunLog {
  /// Tells what came of a sample: reads, clonotypes, and what to do where not all is well.
  ///
  /// - Parameter funnel: Also what became of all reads, one line an outcome.
  func tell(_ outcome: SampleRun.Outcome, of id: String, funnel: Bool = false) {
    let quality = outcome.quality
    let share = Double(quality.reads.rearranged) / Double(max(quality.reads.total, 1))
    let facts = ["sample_id": id, "reads": "\(quality.reads.total)"]
    note(
      "sample \(id)\(outcome.isReused ? " (reused)" : ""): "
        + "\(ProgressMeter.grouped(quality.reads.total)) reads, "
        + "\(ProgressMeter.grouped(quality.reads.rearranged)) rearranged "
        + "(\(Int((share * 100).rounded())) %), "
        + "\(ProgressMeter.grouped(quality.folding.clonotypesAfter)) clonotypes"
        + Self.molecules(of: quality), facts)
    for remark in quality.notes { warn("sample \(id): \(remark)", facts) }
    if funnel || !quality.given.isEmpty { quality.funnel.lines.forEach { note($0, facts) } }
    // Advice says more than a general warning, and than the check that is not met because of it.
    guard quality.given.isEmpty else { return tell(quality.given, of: id, facts) }
    for warning in quality.warnings { warn("sample \(id): \(warning)", facts) }
    guard quality.warnings.isEmpty else { return }
    for check in quality.checks where check.status != "OK" {
      let value = check.value.map { "\(Int(($0 * 100).rounded())) %" } ?? "no value"
      warn("sample \(id): \(check.check) \(value) is \(check.status). \(check.advice)", facts)
    }
  }

  private static func molecules(of quality: SampleQuality) -> String {
    guard let umis = quality.umis else { return "" }
    let least = umis.minReadsPerUMI
    return " of \(ProgressMeter.grouped(umis.molecules)) molecules"
      + (least > 1 ? " with \(least) reads or more" : "")
  }

  private func tell(_ advice: [Advice], of id: String, _ facts: [String: String]) {
    for advice in advice {
      let value = advice.value.map { " (\(Int(($0 * 100).rounded())) %)" } ?? ""
      warn(
        "sample \(id): \(advice.severity) \(advice.code)\(value). \(advice.message)",
        facts.merging(["code": advice.code, "rule": advice.rule]) { $1 })
    }
  }
}
