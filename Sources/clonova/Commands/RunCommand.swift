import ArgumentParser
import RepertoirePipeline

/// `clonova run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "All samples of a sheet, tracking of all patients, and the report.",
    discussion: """
      The same command on the same folder resumes: finished samples are reused. One bad sample does \
      not stop the others; its patient is not tracked, and the exit code is 2.

      SAMPLE SHEET, tab-separated or CSV, one row a sample or lane; paths start at its folder:
        sample_id    a name; rows of one name are lanes of one library
        patient_id   whose sample it is
        tissue       blood, tumor, product or other
        day          days from the first infusion; 0 and less is baseline
        r1, r2       FASTQ of the mates, plain or gzip (r2 blank for single reads)
        kit          a name of `clonova kits`
      Optional: clonotypes (a table instead of reads), timepoint, phase (pre, post: overrides day), \
      replicate, replicate_type (technical, biological), batch, cells_input, dna_ng, cell_subset, \
      index_type (udi, single). Other columns are carried through. A row needs no more than

        sample_id  patient_id  tissue  day  r1                 kit
        P1-d0      P1          blood   0    P1-d0_R1.fastq.gz  generic-amplicon

      `clonova init 'raw/*.fastq.gz'` writes a sheet to fill in, `clonova check` looks for faults.

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
  @OptionGroup(title: "Running") var quality: QualityOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Go on with the other samples when one fails; else it ends the run.")
  var keepGoing = true

  func validate() throws {
    _ = try tracking.parameters()
  }

  func run() async throws {
    let sheet = try SampleSheet(path: sheet, for: .analysis)
    let plan = try StudyPlan(
      sheet: sheet, output: output.path,
      settings: try detail.added(
        to: molecules.added(to: reference.settings(threads: options.threadCount))),
      tracking: try tracking.settings(), force: options.force)
    molecules.warn(of: plan.kits)
    let log = try options.log()
    log.tellRemarks(of: sheet)
    if options.dryRun { return try options.show(preview: plan.preview()) }
    let summary = try await StudyRun(plan: plan, keepsGoing: keepGoing, log: log).run()
    try options.show(summary)
    try quality.finish(summary)
  }
}
