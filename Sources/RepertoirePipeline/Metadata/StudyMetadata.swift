internal import Germline
internal import Repertoires
internal import SequenceIO
internal import Sequences

/// What other programs read of a study: AIRR repertoire metadata and MultiQC content.
struct StudyMetadata {
  private let repertoires: AIRRRepertoires
  /// The samples that did not fail, each with its table as the metadata names it.
  private let members: [(member: StudySample, table: String)]
  /// The quality accounts that there are.
  private let qualities: [SampleQuality]

  /// The metadata of samples that were analyzed in a run.
  init(sheet: SampleSheet, outcomes: [StudyRun.SampleOutcome], settings: AnalysisSettings) {
    repertoires = AIRRRepertoires(
      species: settings.species, loci: settings.loci, germline: settings.reference.digest)
    members = zip(sheet.samples, outcomes).filter { !$0.1.hasFailed }.map { member, _ in
      (member, Self.table(of: member))
    }
    qualities = outcomes.compactMap { outcome in
      if case .analyzed(let outcome) = outcome { outcome.quality } else { nil as SampleQuality? }
    }
  }

  /// The metadata of samples whose tables were tracked.
  ///
  /// The quality account beside a table of ours tells of its reads, and of species and germline.
  ///
  /// - Parameters:
  ///   - sheet: The study.
  ///   - tables: The table of each sample of it.
  ///   - accounts: What lies beside them.
  ///   - failed: Ids of samples whose tables could not be used.
  ///   - species: Of the samples; nil takes it from their quality accounts, else it is human.
  ///   - loci: Those that were tracked.
  ///   - folder: The results folder.
  init(
    sheet: SampleSheet, tables: [String], accounts: TableAccounts, failed: Set<String>,
    species: Species?, loci: [Locus], folder: String
  ) {
    var members: [(StudySample, String)] = []
    var qualities: [SampleQuality] = []
    for (number, member) in sheet.samples.enumerated() where !failed.contains(member.sample.id) {
      let table = tables[number]
      let own = Self.table(of: member)
      let isHere = WholeFile.identity(of: folder + "/" + own) == WholeFile.identity(of: table)
      members.append((member, isHere ? own : AIRRRepertoires.name(of: table)))
      // In another's table column may stand the table of another sample of ours: its account is
      // not this sample's.
      if case .reads = member.input, let quality = accounts[number] { qualities.append(quality) }
    }
    self.members = members
    self.qualities = qualities
    repertoires = AIRRRepertoires(
      species: species ?? qualities.lazy.compactMap { Species(rawValue: $0.species) }.first
        ?? .human,
      loci: loci, germline: Self.germline(of: qualities)?.digest)
  }

  /// The germline that all accounts name; nil without any, and where they differ.
  var germline: RunRecord.Germline? { Self.germline(of: qualities) }

  private static func germline(of qualities: [SampleQuality]) -> RunRecord.Germline? {
    guard let first = qualities.first,
      qualities.allSatisfy({ $0.species == first.species && $0.germline == first.germline })
    else { return nil }
    return RunRecord.Germline(species: first.species, digest: first.germline)
  }

  private static func table(of member: StudySample) -> String {
    if case .table(let path) = member.input { return AIRRRepertoires.name(of: path) }
    return "samples/\(member.folderName)/\(SampleRun.tableName(of: member.folderName))"
  }

  /// Writes `repertoires.airr.yaml` and `multiqc/` into a results folder whose lock is held.
  func write(to folder: String) throws {
    let yaml = repertoires.yaml(of: members)
    try AtomicFile.write(Array(yaml.utf8), to: folder + "/repertoires.airr.yaml")
    var output = try AtomicFolder(path: folder + "/multiqc", mayReplace: true)
    for file in try MultiQCContent(samples: qualities).files() {
      try AtomicFile.write(file.bytes, to: output.path(of: file.name))
    }
    try output.commit()
  }
}
