extension RunLog {
  /// Tells what came of a sample: reads, clonotypes, and checks that are not all well.
  func tell(_ outcome: SampleRun.Outcome, of id: String) {
    let quality = outcome.quality
    let share = Double(quality.reads.rearranged) / Double(max(quality.reads.total, 1))
    let facts = ["sample_id": id, "reads": "\(quality.reads.total)"]
    note(
      "sample \(id)\(outcome.isReused ? " (reused)" : ""): "
        + "\(ProgressMeter.grouped(quality.reads.total)) reads, "
        + "\(ProgressMeter.grouped(quality.reads.rearranged)) rearranged "
        + "(\(Int((share * 100).rounded())) %), "
        + "\(ProgressMeter.grouped(quality.folding.clonotypesAfter)) clonotypes", facts)
    for note in quality.notes { warn("sample \(id): \(note)", facts) }
    for warning in quality.warnings { warn("sample \(id): \(warning)", facts) }
    guard quality.warnings.isEmpty else { return }
    for check in quality.checks where check.status != "OK" {
      let value = check.value.map { "\(Int(($0 * 100).rounded())) %" } ?? "no value"
      warn("sample \(id): \(check.check) \(value) is \(check.status). \(check.advice)", facts)
    }
  }
}
