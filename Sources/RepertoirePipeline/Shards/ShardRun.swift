internal import ClonotypeAssembly
internal import Germline
internal import Repertoires
internal import SequenceIO
internal import VDJAlignment

/// Analyzes one share of a sample's records into a file: the command `analyze --shard`.
public struct ShardRun: Sendable {
  private let plan: SamplePlan
  private let share: InputShare
  private let output: String
  private let force: Bool
  private let log: RunLog

  /// A run of a plan for a shard; its file goes into `shards/` of the results folder.
  ///
  /// - Throws: 64 when an input is a pipe: every shard reads the whole input.
  public init(
    plan: SamplePlan, share: InputShare, output: String, force: Bool, log: RunLog
  ) throws(PipelineError) {
    guard plan.isRepeatable else {
      throw PipelineError(
        .usage, at: "--shard", found: "an input that can be read only once (a pipe)",
        expected: "files: every shard looks for its own records in all of them",
        remedy: "Write the reads to a file, or leave --shard out")
    }
    self.plan = plan
    self.share = share
    self.output = output
    self.force = force
    self.log = log
  }

  private var name: String { plan.member.folderName }

  /// Says what a run would do; changes nothing.
  public func preview() throws -> [String] {
    try CopiedInputs(ofLanes: plan.member).check()
    try InputStarts.check([plan])
    try ResultsFolder.check(path: output, force: force)
    return [
      "\(plan.member.sample.id), shard \(share.text): analyze into "
        + "\(output)/\(ResultsFolder.shardPath(name, share))"
    ]
  }

  /// Runs to the end.
  ///
  /// - Throws: what is wrong with the input or the output folder.
  public func run() async throws -> ShardSummary {
    try CopiedInputs(ofLanes: plan.member).check()
    try InputStarts.check([plan], log)
    try DiskSpace(at: output, inputBytes: plan.inputBytes / share.count).check(output, log: log)
    let folder = try ResultsFolder(path: output, force: force, for: .shard(name, share))
    let path = folder.path + "/" + ResultsFolder.shardPath(name, share)
    var file = try AtomicFile(path: path)
    // Never committed: it goes with the value, once its bytes are in the shard.
    let rows = try AtomicFile(path: path)
    let rowsPath = plan.settings.writesRearrangements ? rows.temporaryPath : nil
    let meter = ProgressMeter(log: log, inputBytes: [plan.inputBytes])
    defer { meter.finish() }
    let run = SampleRun(plan: plan, path: path) { share, reads in
      meter.update(sample: 0, share: share, reads: reads)
    }
    let plan = plan
    async let inputs = SampleRun.inputs(of: plan)
    let counted = try await run.counted(
      share, in: FileTree.parts(of: path).folder, rearrangements: rowsPath)
    let numbering = TableNumbering(of: counted.table)
    let start = InputStart(plan)
    let header = ShardHeader(
      origin: ShardHeader.Origin(plan, share: share, inputs: try await inputs),
      number: share.number, account: counted.account, targetAccount: counted.targets,
      inputsWithoutEndMarker: counted.inputsWithoutEndMarker,
      // Whether it is needed shows when all reads are counted, maybe where the input is not.
      secondLook: share.number == 1 ? try SecondLook.of(start) : nil,
      identifierLook: share.number == 1 ? try IdentifierLook.of(start) : nil,
      kitContradictions: share.number == 1 ? try KitDoubt.contradictions(of: start) : nil,
      germlineTable: plan.settings.germline?.tableText, vSets: numbering.vSets,
      jSets: numbering.jSets, junctions: numbering.count, memberSizes: counted.memberSizes)
    try ShardWriter.write(
      counted, numbering: numbering, header: header, rows: rowsPath, to: file.temporaryPath)
    try file.commit()
    _ = consume rows
    meter.finish()
    let summary = ShardSummary(
      output: folder.path, sampleID: plan.member.sample.id, shard: share.number,
      shards: share.count, file: path, reads: counted.account.reads,
      rearranged: counted.account.rearrangements, junctions: numbering.count)
    log.note(
      "shard \(share.text) of sample \(summary.sampleID) is whole",
      ["sample_id": summary.sampleID, "shard": share.text, "reads": "\(summary.reads)"])
    return summary
  }
}
