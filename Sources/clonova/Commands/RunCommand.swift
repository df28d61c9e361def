import ArgumentParser
import RepertoirePipeline

/// `clonova run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "All samples of a sheet, tracking of all patients, and the report.",
    discussion: """
      The same command on the same folder resumes: finished samples are reused. One bad sample does
      not stop the others; its patient is not tracked, and the exit code is 2.

      EXAMPLES
        clonova run samples.tsv -o results
        clonova run samples.tsv -o results --loci TRB --threads 8 --dry-run
      """)

  @Argument(help: "The sample sheet (TSV or CSV).")
  var sheet: String

  @OptionGroup var output: OutputOptions

  @OptionGroup var reference: ReferenceOptions
  @OptionGroup(title: "Molecules") var molecules: MoleculeOptions
  @OptionGroup(title: "Detail") var detail: DetailOptions
  @OptionGroup(title: "Tracking") var tracking: TrackingOptions
  @OptionGroup(title: "Running") var options: RunOptions

  func validate() throws {
    _ = try tracking.parameters()
  }

  func run() async throws {
    let plan = try StudyPlan(
      sheet: try SampleSheet(path: sheet), output: output.path,
      settings: try detail.added(
        to: molecules.added(to: reference.settings(threads: options.threadCount))),
      tracking: try tracking.parameters().parameters, force: options.force)
    if options.dryRun { return try options.show(preview: plan.preview()) }
    let summary = try await StudyRun(plan: plan, log: try options.log()).run()
    try options.show(summary)
    if !summary.failedSamples.isEmpty { throw StatusError(status: .samplesFailed) }
  }
}
