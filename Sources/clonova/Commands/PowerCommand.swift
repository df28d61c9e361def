import ArgumentParser
import RepertoirePipeline

/// `clonova power`.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Which rises a planned draw can show, by simulation.",
    discussion: """
      Clones of known frequency and fold change are planted into simulated blood, and the same \
      comparison is run on it as on samples. The number of cells decides, not the number of reads.

      EXAMPLES
        clonova power --cells 100000 --unit umi --counts-per-cell 3
        clonova power --cells 20000 --unit reads --counts-per-cell 50 --runs 20
        clonova power --cells 100000 --counts-per-cell 3 --depth 50000
      """)

  @Option(
    parsing: .unconditional, help: "T cells put into each library, 100 to 10,000,000.",
    transform: { try OptionNumber.whole($0, in: 100...10_000_000) })
  var cells: Int

  @Option(help: "What is counted: umi, templates, reads or cells.")
  var unit = "umi"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Counts that a cell gives on average, up to 1000; for templates and cells the share that is "
        + "caught, up to 1. (default: 3 for umi, 10 for reads, 1 else)", valueName: "number"),
    transform: {
      try OptionNumber.real($0, expected: "a number above 0 and up to 1000") {
        $0 > 0 && $0 <= 1000
      }
    })
  var countsPerCell: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Counts of a library that are sequenced, 100 to 1,000,000,000. (default: all)",
      valueName: "counts"),
    transform: { try OptionNumber.whole($0, in: 100...1_000_000_000) })
  var depth: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Log SD of what clones do without treatment between the days, 0 to 2. (default: 0.25)",
      valueName: "number"),
    transform: {
      try OptionNumber.real($0, expected: "a number from 0 to 2") { (0...2).contains($0) }
    })
  var drift = 0.25

  @Option(
    parsing: .unconditional, help: "Simulated pairs of samples, 1 to 1000. (default: 10)",
    transform: { try OptionNumber.whole($0, in: 1...1000) })
  var runs = 10

  @Option(
    parsing: .unconditional, help: "Seed of all random draws. (default: 1)",
    transform: { try OptionNumber.whole($0, in: 0...UInt64.max) })
  var seed: UInt64 = 1

  @Flag(help: "Write the result as JSON to standard output.")
  var json = false

  private func planned() throws -> PowerRun {
    guard PowerRun.units.contains(unit) else {
      throw ValidationError(
        "--unit: '\(unit)' given; expected one of \(PowerRun.units.joined(separator: ", ")).")
    }
    let usualCounts: [String: Double] = ["umi": 3, "reads": 10]
    let usual = usualCounts[unit] ?? 1
    let run = PowerRun(
      unit: unit, cells: cells, countsPerCell: countsPerCell ?? usual, depth: depth, drift: drift,
      runs: runs, seed: seed)
    guard let run else {
      throw ValidationError(
        "--counts-per-cell: \(countsPerCell ?? usual) given with --unit \(unit), which counts a "
          + "cell once at most; expected the share that is caught, up to 1.")
    }
    return run
  }

  func validate() throws { _ = try planned() }

  func run() throws { try StandardStreams.writeOutput(planned().run(asJSON: json)) }
}
