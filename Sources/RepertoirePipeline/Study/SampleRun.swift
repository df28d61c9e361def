internal import RepertoireTables
internal import Repertoires
internal import SequenceIO

/// Runs one planned sample and leaves its folder whole, or not there at all.
struct SampleRun {
  /// What came of a sample.
  struct Outcome: Sendable {
    /// Whether finished work of an earlier run was taken.
    var isReused: Bool
    /// The digests of its input files; empty when it cannot be read again.
    var inputs: [RunRecord.Input]
    /// What its library is.
    var kit: Kit
    /// Its quality account.
    var quality: SampleQuality
    /// Time taken.
    var duration: Duration
  }

  /// Bytes of input files up to which their digest leaves threads to the reads: behind these it may be
  /// waited for, some 60 ms at most.
  private static let smallInput = 64 << 20

  let plan: SamplePlan
  /// The folder it will have.
  let path: String
  /// Called with the share of input bytes read and the reads so far.
  let progress: @Sendable (Double?, Int) -> Void

  private var name: String { plan.member.folderName }

  /// The name of the clonotype table in the folder of a sample.
  static func tableName(of folderName: String) -> String { folderName + ".clonotypes.tsv" }

  /// The name of the table of reads in the folder of a sample.
  static func readTableName(of folderName: String) -> String {
    folderName + ".rearrangements.tsv.gz"
  }

  /// The name of the table of molecules in the folder of a sample.
  static func moleculeTableName(of folderName: String) -> String { folderName + ".umis.tsv.gz" }

  private static func qualityName(of folderName: String) -> String { folderName + ".qc.json" }

  /// The quality account in the folder of a sample's table; nil where there is none of ours.
  static func quality(beside table: String, of folderName: String) -> SampleQuality? {
    JSONText.value(
      SampleQuality.self, at: FileTree.parts(of: table).folder + "/" + qualityName(of: folderName))
  }

  func run() async throws -> Outcome {
    let start = ContinuousClock.now
    if WholeFile.exists(path + "/" + DoneMarker.name(of: name)), plan.isRepeatable {
      let inputs = try Self.inputs(of: plan)
      if let quality = finishedQuality(key: key(inputs)) {
        return Outcome(
          isReused: true, inputs: inputs, kit: plan.kit, quality: quality,
          duration: ContinuousClock.now - start)
      }
      return try await analyze(inputs: inputs, start: start)
    }
    guard plan.isRepeatable else { return try await analyze(inputs: nil, start: start) }
    // The digest of the input is taken beside the analysis, which reads the same pages; that of a small
    // one before and behind the reads, when not all threads have work: .98 of the time of 41 MB.
    let plan = plan
    async let inputs =
      plan.inputBytes <= Self.smallInput
      ? Self.inputsGivingWay(of: plan) : Self.inputs(of: plan)
    var folder = try AtomicFolder(path: path, mayReplace: true)
    let result = try await analyzed(in: folder.temporaryPath)
    return try await write(
      result, firstReads: .input(InputStart(plan)), into: &folder, inputs: inputs, start: start)
  }

  /// Whether the same plan has been finished in the folder already.
  func isDone() throws -> Bool {
    guard WholeFile.exists(path + "/" + DoneMarker.name(of: name)), plan.isRepeatable else {
      return false
    }
    return finishedQuality(key: key(try Self.inputs(of: plan))) != nil
  }

  private func finishedQuality(key: SampleKey) -> SampleQuality? {
    guard DoneMarker.isDone(folder: path, folderName: name, key: key) else { return nil }
    return JSONText.value(SampleQuality.self, at: path + "/" + Self.qualityName(of: name))
  }

  /// Analyzes the reads and writes what they give; inputs are nil where they cannot be read again, so
  /// that their start is kept.
  private func analyze(
    inputs: [RunRecord.Input]?, start: ContinuousClock.Instant
  ) async throws -> Outcome {
    let keeper = inputs == nil ? StartKeeper(isPaired: !plan.r2.isEmpty) : nil
    var folder = try AtomicFolder(path: path, mayReplace: true)
    let result = try await analyzed(in: folder.temporaryPath, keeper: keeper)
    return try await write(
      result, firstReads: .input(InputStart(plan, kept: keeper)), into: &folder, inputs: inputs,
      start: start)
  }

  /// Analyzes the reads; their own table, where it is wanted, is written meanwhile.
  private func analyzed(
    in folder: String, keeper: StartKeeper? = nil
  ) async throws -> AnalyzedSample {
    let table = plan.settings.writesRearrangements ? Self.readTableName(of: name) : nil
    return try await assembled(
      try await counted(
        in: folder, keeper: keeper, rearrangements: table.map { folder + "/" + $0 }),
      in: folder)
  }

  /// Counts the reads of all records, or of a share whose molecules are to be written in order;
  /// unnamed files may be made in the folder.
  ///
  /// The first reads go to the keeper, if there is one.
  func counted(
    _ share: InputShare? = nil, in folder: String, keeper: StartKeeper? = nil,
    rearrangements: String?
  ) async throws -> CountedReads {
    if !plan.kit.isPlain {
      return try await analysis(in: folder, rearrangements: rearrangements).count(
        r1: plan.r1, r2: plan.r2, share: share, keeper: keeper, progress: progress)
    }
    return try await SampleAnalysis.count(
      r1: plan.r1, r2: plan.r2, settings: plan.settings, share: share ?? .all, keeper: keeper,
      rearrangements: rearrangements, progress: progress)
  }

  /// What counted reads of all records give; the table of molecules goes into the folder.
  func assembled(
    _ counted: consuming CountedReads, in folder: String
  ) async throws -> AnalyzedSample {
    if !plan.kit.isPlain {
      return try await analysis(in: folder, rearrangements: nil).assemble(counted)
    }
    return await SampleAnalysis.assemble(
      counted, sample: plan.member.sample, settings: plan.settings)
  }

  private func analysis(in folder: String, rearrangements: String?) -> MoleculeAnalysis {
    MoleculeAnalysis(
      sample: plan.member.sample, kit: plan.kit, settings: plan.settings, folder: folder,
      table: folder + "/" + Self.moleculeTableName(of: name), rearrangements: rearrangements)
  }

  /// Writes all files of the sample and gives the folder its name.
  ///
  /// - Parameters:
  ///   - firstReads: Looked at for advice.
  ///   - inputs: What the marker of finished work tells of; nil where there is to be none.
  func write(
    _ result: AnalyzedSample, firstReads: FirstReads, into folder: inout AtomicFolder,
    inputs: [RunRecord.Input]?, start: ContinuousClock.Instant
  ) async throws -> Outcome {
    try Task.checkCancellation()
    let table = Self.tableName(of: name)
    let report = Self.qualityName(of: name)
    // The table's digest is taken of its bytes as they are written, beside the rows that follow:
    // reading it again was 2 % of the wall time of a million reads.
    let digest = RunningDigest()
    async let account = account(of: result, firstReads)
    try await ClonotypeTableWriter.write(
      result.repertoire, to: folder.path(of: table), threads: plan.settings.threads,
      observe: inputs == nil ? nil : { digest.add($0) })
    let (quality, text) = try await account
    try AtomicFile.write(text, to: folder.path(of: report))
    if let inputs {
      var reads = plan.settings.writesRearrangements ? [Self.readTableName(of: name)] : []
      if plan.kit.hasUMI { reads.append(Self.moleculeTableName(of: name)) }
      let marker = DoneMarker(
        key: key(inputs),
        outputs: [DoneMarker.Output(name: table, size: digest.size, sha256: digest.sha256)]
          + (try DoneMarker.outputs(of: folder.temporaryPath, files: [report] + reads)))
      try AtomicFile.write(JSONText.bytes(marker), to: folder.path(of: DoneMarker.name(of: name)))
    }
    try folder.commit()
    return Outcome(
      isReused: false, inputs: inputs ?? [], kit: plan.kit, quality: quality,
      duration: ContinuousClock.now - start)
  }

  /// The quality account, and as the text of its file; made beside the table.
  private func account(
    of result: AnalyzedSample, _ firstReads: FirstReads
  ) async throws -> (quality: SampleQuality, text: [UInt8]) {
    let isDoubted = KitDoubt.isRaised(by: result, kit: plan.kit, loci: plan.settings.loci)
    let quality = SampleQuality(
      result, kit: plan.kit, settings: plan.settings,
      look: SampleAdvice.needsLook(result, kit: plan.kit) ? try firstReads.secondLook() : nil,
      identifierLook: try firstReads.identifierLook(),
      kitContradictions: isDoubted ? try firstReads.kitContradictions() : [])
    return (quality, try JSONText.bytes(quality))
  }

  /// The input files by content.
  static func inputs(of plan: SamplePlan) throws -> [RunRecord.Input] {
    try plan.member.files.map { try RunRecord.Input(of: $0) }
  }

  private static func inputsGivingWay(of plan: SamplePlan) async throws -> [RunRecord.Input] {
    var inputs: [RunRecord.Input] = []
    for path in plan.member.files { inputs.append(try await RunRecord.Input(givingWayOf: path)) }
    return inputs
  }

  private func key(_ inputs: [RunRecord.Input]) -> SampleKey {
    let digests = inputs.map(\.sha256)
    let lanes = plan.r1.count
    return SampleKey(
      sampleID: plan.member.sample.id, r1: Array(digests.prefix(lanes)),
      r2: Array(digests.dropFirst(lanes)), kit: plan.kit, settings: plan.settings,
      germline: plan.germline)
  }
}
