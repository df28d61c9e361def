internal import SequenceIO

/// What other programs read of a study: AIRR repertoire metadata and MultiQC content.
struct StudyMetadata {
  let sheet: SampleSheet
  let outcomes: [StudyRun.SampleOutcome]
  let settings: AnalysisSettings

  /// Writes `repertoires.airr.yaml` and `multiqc/` into a results folder whose lock is held.
  func write(to folder: String) throws {
    let members = zip(sheet.samples, outcomes).filter { !$0.1.hasFailed }.map(\.0)
    let yaml = AIRRRepertoires(sheet: sheet, settings: settings).yaml(of: members)
    try AtomicFile.write(Array(yaml.utf8), to: folder + "/repertoires.airr.yaml")
    let samples = outcomes.compactMap { outcome in
      if case .analyzed(let outcome) = outcome { outcome.quality } else { nil as SampleQuality? }
    }
    var output = try AtomicFolder(path: folder + "/multiqc", mayReplace: true)
    for file in try MultiQCContent(samples: samples).files() {
      try AtomicFile.write(file.bytes, to: output.path(of: file.name))
    }
    try output.commit()
  }
}
