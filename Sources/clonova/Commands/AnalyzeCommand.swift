import ArgumentParser
import RepertoirePipeline

/// `clonova analyze`.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "One sample: from FASTQ to its clonotype table and quality account.",
    discussion: """
      Writes DIR/samples/ID/ID.clonotypes.tsv (AIRR Rearrangement), ID.qc.json and ID.run.json, the \
      record of the command. Several files for one mate are lanes of one library, in the same order \
      for both mates. Jobs of different samples may share DIR at one time, as Snakemake starts them.

      EXAMPLES
        clonova analyze --r1 a_R1.fastq.gz --r2 a_R2.fastq.gz --sample a \\
          --kit generic-amplicon -o results
        zcat reads.fq.gz | clonova analyze --r1 - --sample a \\
          --kit generic-amplicon -o results

      A sample too large for one machine: one job for each of N shards, on any machines, then \
      `clonova merge`; the results are those of one job.
        clonova analyze --shard 2/8 --r1 a.fastq.gz --sample a \\
          --kit generic-amplicon -o results
        clonova merge results/shards/a/*.shard -o results
      """)

  @Option(
    name: .customLong("r1"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "FASTQ of the first mate, plain or gzip; - is standard input.",
      valueName: "file"))
  var r1: [String]

  @Option(
    name: .customLong("r2"), parsing: .upToNextOption,
    help: ArgumentHelp("FASTQ of the second mate, in step with the first.", valueName: "file"))
  var r2: [String] = []

  @Option(help: ArgumentHelp("The sample's name.", valueName: "id"))
  var sample: String

  @Option(help: "The library kit; `clonova kits` lists them.")
  var kit: String

  @Option(
    help: ArgumentHelp(
      "Count only the records of shard I of N (1 to 1000), into DIR/shards/ID/ID.I-of-N.shard.",
      valueName: "i/n"),
    transform: { text in
      guard let share = InputShare(text) else {
        throw ValidationError("expected I/N with I from 1 to N and N at most \(InputShare.most)")
      }
      return share
    })
  var shard: InputShare?

  @OptionGroup var output: OutputOptions

  @OptionGroup var reference: ReferenceOptions
  @OptionGroup(title: "Molecules") var molecules: MoleculeOptions
  @OptionGroup(title: "Detail") var detail: DetailOptions
  @OptionGroup(title: "Running") var options: RunOptions
  @OptionGroup(title: "Running") var quality: QualityOptions

  func validate() throws {
    guard shard == nil || !quality.isStrict else {
      throw ValidationError(
        "--strict-qc: given with --shard; expected one of them. The quality is known to `clonova "
          + "merge --strict-qc`.")
    }
  }

  func run() async throws {
    let settings = try detail.added(
      to: molecules.added(to: reference.settings(threads: options.threadCount)))
    // Takes 8 ms, as long as kit and plan do, where ``LikelyIndex`` did not build it before.
    async let _ = settings.prepareIndex()
    let plan = try SamplePlan.ofReads(
      sampleID: sample, r1: r1, r2: r2, kit: kit, settings: settings)
    molecules.warn(of: [plan.kit])
    if let shard { return try await run(shard, of: plan) }
    let run = SampleAnalysisRun(
      plan: plan, output: output.path, force: options.force, log: try options.log())
    if options.dryRun { return try options.show(preview: run.preview()) }
    let summary = try await run.run()
    try options.show(summary)
    try quality.finish(summary)
  }

  private func run(_ shard: InputShare, of plan: SamplePlan) async throws {
    let run = try ShardRun(
      plan: plan, share: shard, output: output.path, force: options.force, log: try options.log())
    if options.dryRun { return try options.show(preview: run.preview()) }
    try options.show(await run.run())
  }
}
