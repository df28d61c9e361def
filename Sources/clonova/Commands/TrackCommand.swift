import ArgumentParser
import RepertoirePipeline

/// `clonova track`.
struct TrackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Newly expanded clones of every patient, from clonotype tables.",
    discussion: """
      Tables may be our own, AIRR Rearrangement, immunoSEQ, MiXCR, VDJtools, Cell Ranger or TRUST4 \
      ones; they are recognised by their columns and may be gzipped. Name them in the sheet's \
      column `clonotypes`, or give the folder of an earlier run.

      EXAMPLES
        clonova track tables.tsv -o results
        clonova track samples.tsv -o results2 --clonotypes results --seed 7
      """)

  @Argument(help: "The sample sheet (TSV or CSV).")
  var sheet: String

  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Where to look for tables that the sheet does not name.", valueName: "dir"))
  var clonotypes: String?

  @Option(
    help: ArgumentHelp(
      "The species that repertoires.airr.yaml names, human or mouse. (default: that of the samples' "
        + "qc.json, else human)"))
  var species: String?

  @OptionGroup var lociOptions: LociOptions
  @OptionGroup(title: "Tracking") var tracking: TrackingOptions
  @OptionGroup(title: "Running") var options: RunOptions

  func validate() throws {
    _ = try lociOptions.selected()
    _ = try tracking.parameters()
    if let species, !GermlineListing.species.contains(species) {
      throw ValidationError(
        "--species: '\(species)' given; expected one of "
          + "\(GermlineListing.species.joined(separator: ", ")).")
    }
  }

  func run() async throws {
    let sheet = try SampleSheet(path: sheet, for: .tracking)
    let log = try options.log()
    log.tellRemarks(of: sheet)
    let run = try TrackRun(
      sheet: sheet, clonotypes: clonotypes, output: output.path,
      tracking: try tracking.settings(), loci: try lociOptions.selected(), species: species,
      threads: options.threadCount, force: options.force, log: log)
    if options.dryRun { return try options.show(preview: run.preview()) }
    let summary = try await run.run()
    try options.show(summary)
    if !summary.failedSamples.isEmpty { throw StatusError(status: .samplesFailed) }
  }
}
