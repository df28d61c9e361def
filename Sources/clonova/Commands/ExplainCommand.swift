import ArgumentParser
import RepertoirePipeline

/// `clonova explain`.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows rejected reads beside the nearest germline, with the likely cause.",
    discussion: """
      Analyzes the first reads as `analyze` does and shows some of those that it rejects: the \
      reason they are counted under in qc.json, where they fail, the likely cause, and the read over \
      the nearest V, J and C (a dot where the base is the same). Writes nothing.

      EXAMPLES
        clonova explain samples.tsv --sample P01-d14
        clonova explain samples.tsv --sample P01-d14 --reason no_v --reads 5
        clonova explain --r1 a_R1.fq.gz --r2 a_R2.fq.gz --kit takara-smarter-tcr-v2
      """)

  @Argument(help: ArgumentHelp("A sample sheet; or give --r1 and --kit.", valueName: "sheet"))
  var sheet: String?

  @Option(help: ArgumentHelp("The sample of the sheet.", valueName: "id"))
  var sample: String?

  @Option(
    name: .customLong("r1"), parsing: .upToNextOption,
    help: ArgumentHelp("FASTQ of the first mate, plain or gzip.", valueName: "file"))
  var r1: [String] = []

  @Option(
    name: .customLong("r2"), parsing: .upToNextOption,
    help: ArgumentHelp("FASTQ of the second mate.", valueName: "file"))
  var r2: [String] = []

  @Option(help: "The library kit; `clonova kits` lists them.")
  var kit: String?

  @Option(
    help: ArgumentHelp("Only reads rejected for this, as qc.json names it.", valueName: "key"))
  var reason: String?

  @Option(
    parsing: .unconditional, help: "Reads that are shown, 1 to 10,000. (default: 20)",
    transform: { try OptionNumber.whole($0, in: 1...10_000) })
  var reads = 20

  @Option(
    parsing: .unconditional,
    help: "Reads (or pairs) that are looked at, from the start. (default: 100,000)",
    transform: { try OptionNumber.whole($0, in: 1...Int.max) })
  var scan = RejectionReport.standardScan

  @OptionGroup var reference: ReferenceOptions
  @OptionGroup(title: "Molecules") var molecules: MoleculeOptions

  @Flag(help: "Write the reasons and causes as JSON to standard output instead.")
  var json = false

  func validate() throws {
    if sheet != nil {
      guard r1.isEmpty, kit == nil else {
        throw ValidationError("a sheet names reads and kit: leave out --r1, --r2 and --kit.")
      }
      guard sample != nil else { throw ValidationError("--sample: say which one of the sheet.") }
    } else if r1.isEmpty || kit == nil {
      throw ValidationError("give a sheet with --sample, or --r1 and --kit.")
    }
  }

  func run() async throws {
    let settings = try molecules.added(to: reference.settings(threads: 1))
    let plan: SamplePlan
    if let sheet, let sample {
      plan = try SamplePlan.ofSheet(sheet, sampleID: sample, settings: settings)
    } else {
      plan = try SamplePlan.ofReads(
        sampleID: sample ?? "sample", r1: r1, r2: r2, kit: kit ?? "", settings: settings)
    }
    let report = try RejectionReport(plan, reason: reason, count: reads, atMost: scan)
    try StandardStreams.writeOutput(json ? report.json().trimmingEnd() : report.text)
  }
}
