internal import ClonotypeAssembly
internal import Germline
internal import Repertoires
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// Puts the shards of a sample together: the command `merge`.
///
/// What `analyze` does with the tables of its threads, done with those of other processes: so the
/// results are the same bytes.
public struct MergeRun: Sendable {
  private let paths: [String]
  private let output: String
  private let threads: Int
  private let memory: Int
  private let force: Bool
  private let log: RunLog

  /// A merge of files into a results folder; `memory` is that of ``AnalysisSettings``.
  public init(
    shards paths: [String], output: String, threads: Int, memory: Int, force: Bool, log: RunLog
  ) {
    self.paths = paths
    self.output = output
    self.threads = threads
    self.memory = memory
    self.force = force
    self.log = log
  }

  /// Says what a run would do; changes nothing.
  ///
  /// - Throws: what is wrong with the shards; see ``ShardSet``.
  public func preview() throws -> [String] {
    try ResultsFolder.check(path: output, force: force)
    let origin = try tellingDamage { try ShardSet(paths: paths).origin }
    return [
      "\(origin.sampleID): merge \(origin.shards) shards into "
        + "\(output)/samples/\(FolderName.of(origin.sampleID))"
    ]
  }

  /// Runs to the end.
  ///
  /// - Throws: what is wrong with the shards, see ``ShardSet``, or the output folder.
  public func run() async throws -> StudySummary {
    let start = ContinuousClock.now
    let shards = try tellingDamage { try ShardSet(paths: paths) }
    let name = FolderName.of(shards.origin.sampleID)
    let results = try ResultsFolder(path: output, force: force, for: .sample(name))
    let path = results.samplePath(name)
    var folder = try AtomicFolder(path: path, mayReplace: true)
    let plan = try tellingDamage { try self.plan(of: shards, in: folder.temporaryPath) }
    let run = SampleRun(plan: plan, path: path, progress: { _, _ in })
    let counted = try read(shards, for: plan, in: folder.temporaryPath)
    let result = try await run.assembled(counted, in: folder.temporaryPath)
    let outcome = try await run.write(
      result, firstReads: .shard(shards.headers[0]), into: &folder,
      inputs: shards.origin.inputs, start: start)
    let id = plan.member.sample.id
    log.tell(outcome, of: id, funnel: true)
    var record = RunRecord(command: "merge", threads: threads)
    record.describe(plan.settings)
    record.parameters["shards"] = "\(shards.origin.shards)"
    record.add(outcome, of: id)
    try SampleAnalysisRun.write(
      schema: Array(StudySchema.json.utf8), to: results.path + "/schema.json")
    try record.finish(since: start, to: "\(path)/\(name).run.json")
    return StudySummary(command: "merge", output: results.path, samples: [.init(id, outcome)])
  }

  /// What is wrong with the heads of shards; but where a shard is damaged that, since its head may
  /// then say anything and checksums come last.
  private func tellingDamage<Found>(_ look: () throws -> Found) throws -> Found {
    do {
      return try look()
    } catch {
      if ExitStatus(of: error) != .ioFailed {
        for path in paths where WholeFile.exists(path) { try ShardReader.requireWhole(path) }
      }
      throw error
    }
  }

  /// The plan that the shards were made by.
  private func plan(of shards: ShardSet, in folder: String) throws -> SamplePlan {
    let header = shards.headers[0]
    let origin = header.origin
    let loci = origin.loci.compactMap { Locus(rawValue: $0) }
    let named = AnalysisSettings(speciesName: origin.species, loci: loci, threads: threads)
    guard var settings = named, loci.count == origin.loci.count, !loci.isEmpty else {
      throw Self.fault(shards.paths[0], "a species or loci that do not exist")
    }
    settings.memory = memory
    settings.readStructures = origin.readStructures
    settings.minReadsPerUMI = origin.minReadsPerUMI
    settings.writesRearrangements = origin.writesRearrangements
    if let table = header.germlineTable {
      // Its reader reads files; the name goes with the value.
      let file = try AtomicFile(path: folder + "/germline.tsv")
      try AtomicFile.write(Array(table.utf8), to: file.temporaryPath)
      settings.germline = try GermlineReference(tableAt: file.temporaryPath)
    }
    guard settings.reference.digest == origin.germlineDigest else {
      throw Self.fault(shards.paths[0], "another germline than this program has")
    }
    settings.targets = origin.targets.map { TargetSet($0, settings: settings) }
    let files = origin.inputs.map(\.path)
    var sample = Sample(id: origin.sampleID, patientID: "", tissue: .other, day: 0)
    sample.kit = origin.kit
    let member = StudySample(
      sample: sample,
      input: .reads(
        r1: Array(files.prefix(origin.lanes)), r2: Array(files.dropFirst(origin.lanes))),
      folderName: FolderName.of(origin.sampleID), line: 0)
    let plan = try SamplePlan(member: member, settings: settings, place: shards.paths[0])
    guard plan.kit.digest == origin.kitDigest else {
      throw Self.fault(shards.paths[0], "another kit '\(origin.kit)' than this program has")
    }
    return plan
  }

  private static func fault(_ path: String, _ found: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: found, expected: "a shard that this program made",
      remedy: "Merge with the program that made the shards")
  }

  /// Reads all shards; the table of reads, where there is one, goes into the folder.
  private func read(
    _ shards: ShardSet, for plan: SamplePlan, in folder: String
  ) throws -> CountedReads {
    let index = AlignmentIndexCache.index(plan.germline, loci: plan.settings.loci)
    var whole = CountedReads(account: ReadAccount(), table: ClonotypeCounter(index: index))
    whole.targets = plan.settings.targets.map {
      ConstructAccount(index: ConstructIndex($0.constructs))
    }
    var records = SortedRuns(
      folder: folder, memory: memory / 2, key: .identifier, partition: .hashed(memory: memory))
    let meter = ProgressMeter(log: log, inputBytes: shards.paths.map { FileSize.of($0) ?? 0 })
    defer { meter.finish() }
    var readers: [ShardReader] = []
    for (place, path) in shards.paths.enumerated() {
      let reader = try ShardReader(path: path)
      guard reader.header == shards.headers[place] else {
        throw PipelineError(
          .badData, at: path, found: "another head than a moment ago",
          expected: "a file that nobody writes", remedy: "Wait for its `analyze --shard` to end")
      }
      var table = try reader.table(index: index)
      let sets = table.setCounts
      var mapping: RecordMapping?
      if place == 0 {
        whole.table = consume table
      } else {
        // The larger table is taken over whole; the order of merges changes nothing.
        mapping = whole.table.merge(table)
        table = ClonotypeCounter(index: index)
      }
      try reader.forEachRecord(sets: sets) { given in
        var record = given
        mapping?.apply(to: &record)
        try records.append(record)
      }
      try add(reader.header, to: &whole, path: path)
      if reader.header.memberSizes.isEmpty { try reader.finish() } else { readers.append(reader) }
      meter.update(sample: place, share: 1, reads: reader.header.account.reads)
    }
    if plan.kit.hasUMI { whole.records = [.init(runs: records, mapping: nil)] }
    if !readers.isEmpty {
      try Self.writeRows(
        of: readers, to: folder + "/" + SampleRun.readTableName(of: plan.member.folderName))
    }
    return whole
  }

  private func add(
    _ header: ShardHeader, to whole: inout CountedReads, path: String
  ) throws(PipelineError) {
    whole.account.merge(header.account)
    if let targets = header.targetAccount {
      guard whole.targets?.fits(targets) == true else {
        throw Self.fault(path, "counts of other targets than it names")
      }
      whole.targets?.merge(targets)
    }
    whole.inputsWithoutEndMarker = header.inputsWithoutEndMarker
  }

  /// Writes the table of reads: each block of records is a member of the shard that has it.
  private static func writeRows(of readers: [ShardReader], to path: String) throws {
    var file = try OutputFile(path: path)
    let members = readers[0].header.memberSizes.count
    for member in 0..<members {
      try Task.checkCancellation()
      for (place, reader) in readers.enumerated() {
        let bytes = try reader.nextMember()
        // All shards have the header; behind it every block is empty but in its own shard.
        if member > 0 || place == 0 { try file.write(bytes) }
      }
    }
    for reader in readers { try reader.finish() }
    try file.finish()
  }
}
