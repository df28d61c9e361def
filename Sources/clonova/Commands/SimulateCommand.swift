import ArgumentParser
import RepertoirePipeline

/// `clonova simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A small simulated trial with planted clones and their truth.",
    discussion: """
      Writes DIR/fastq, DIR/samples.tsv (for `clonova run`), DIR/truth.tsv and truth_samples.tsv. \
      The same seed gives the same files.

      EXAMPLES
        clonova simulate -o demo --seed 1
        clonova simulate -o demo --seed 1 --patients 1 --scale 0.1
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var output: String

  @Option(
    parsing: .unconditional, help: "Seed of all random draws. (default: 1)",
    transform: { try OptionNumber.whole($0, in: 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional, help: "Patients, 1 to 3. (default: 3)",
    transform: { try OptionNumber.whole($0, in: 1...3) })
  var patients = 3

  @Option(
    parsing: .unconditional,
    help: "Cells and background clones relative to the demo trial, 0.01 to 10. (default: 1)",
    transform: {
      try OptionNumber.real($0, expected: "a number from 0.01 to 10") { (0.01...10).contains($0) }
    })
  var scale = 1.0

  @Flag(help: "Replace an earlier simulated trial of this name.")
  var force = false

  @Flag(help: "Nothing on standard error but faults.")
  var quiet = false

  func validate() throws {
    try OutputOptions.check(output)
  }

  func run() async throws {
    let simulation = Simulation(
      output: output, seed: seed, patients: patients, scale: scale, force: force)
    try simulation.run(log: try RunLog(isQuiet: quiet))
  }
}
