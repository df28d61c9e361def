internal import Repertoires

extension SamplePlan {
  /// The plan for one sample of a sheet.
  ///
  /// - Throws: what reading the sheet throws; 78 when it has no such sample, or one without reads.
  public static func ofSheet(
    _ path: String, sampleID: String, settings: AnalysisSettings
  ) throws(PipelineError) -> SamplePlan {
    let sheet = try SampleSheet(path: path, for: .analysis)
    guard let member = sheet.samples.first(where: { $0.sample.id == sampleID }) else {
      let names = sheet.samples.map(\.sample.id)
      throw PipelineError(
        .badSettings, at: "--sample", found: "no sample '\(sampleID)' in \(path)",
        expected: "one of its \(Count.of(names.count, "sample"))",
        remedy: NearMiss.of(sampleID, among: names).map { "Did you mean '\($0)'?" }
          ?? "Take an id from the sheet's column sample_id")
    }
    return try SamplePlan(
      member: member, settings: settings, place: member.place(in: path))
  }
}
