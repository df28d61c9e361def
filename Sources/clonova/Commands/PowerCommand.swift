import ArgumentParser
import RepertoirePipeline

/// `clonova power`.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Which rises a planned draw can show, by simulation.",
    discussion: """
      Clones of known frequency and fold change are planted into simulated blood, and the same
      comparison is run on it as on samples. The number of cells decides, not the number of reads.

      EXAMPLES
        clonova power --cells 100000 --unit umi --counts-per-cell 3
        clonova power --cells 20000 --unit reads --counts-per-cell 50 --runs 20 --json
      """)

  @Option(help: "T cells put into each library, 100 to 10,000,000.")
  var cells: Int

  @Option(help: "What is counted: umi, templates, reads or cells.")
  var unit = "umi"

  @Option(
    help: ArgumentHelp(
      "Counts that a cell gives on average; for templates and cells the share that is caught. "
        + "(default: 3 for umi, 10 for reads, 1 else)", valueName: "number"))
  var countsPerCell: Double?

  @Option(
    help: ArgumentHelp(
      "Log SD of what clones do without treatment between the days.", valueName: "number"))
  var drift = 0.25

  @Option(help: "Simulated pairs of samples, 1 to 1000.")
  var runs = 10

  @Option(help: "Seed of all random draws.")
  var seed: UInt64 = 1

  @Flag(help: "Write the result as JSON to standard output.")
  var json = false

  private func planned() throws -> PowerRun {
    let usualCounts: [String: Double] = ["umi": 3, "reads": 10]
    let usual = usualCounts[unit] ?? 1
    guard
      let run = PowerRun(
        unit: unit, cells: cells, countsPerCell: countsPerCell ?? usual, drift: drift, runs: runs,
        seed: seed)
    else {
      throw ValidationError(
        "--unit '\(unit)', --cells \(cells), --counts-per-cell \(countsPerCell ?? usual), "
          + "--drift \(drift), --runs \(runs): expected umi, templates, reads or cells; 100 to "
          + "10,000,000 cells; above 0 and up to 1000 counts a cell; a drift of 0 to 2; 1 to 1000 "
          + "runs.")
    }
    return run
  }

  func validate() throws { _ = try planned() }

  func run() throws { try StandardStreams.writeOutput(planned().run(asJSON: json)) }
}
