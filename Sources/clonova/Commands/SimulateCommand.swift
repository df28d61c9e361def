import ArgumentParser
import RepertoirePipeline

/// `clonova simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A small simulated trial, or a library with UMIs, with the truth.",
    discussion: """
      Writes DIR/fastq, DIR/samples.tsv (for `clonova run`), DIR/truth.tsv and truth_samples.tsv.
      With --umi-library: one library of 50,000 molecules with a UMI of 14 bases in R1, in
      DIR/fastq, and its truth.tsv. The same seed gives the same files.

      EXAMPLES
        clonova simulate -o demo --seed 1
        clonova simulate -o demo --seed 1 --patients 1 --scale 0.1
        clonova simulate --umi-library -o umi --seed 1
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var output: String

  @Option(help: "Seed of all random draws.")
  var seed: UInt64 = 1

  @Option(help: "Patients, 1 to 3.")
  var patients = 3

  @Flag(help: "A library with molecular identifiers instead of a trial.")
  var umiLibrary = false

  @Option(help: "Reads a molecule in the mean, 1 to 1000, for --umi-library.")
  var readsPerMolecule = 6

  @Option(
    help: "Cells and background clones, or molecules and clones, relative to the usual, 0.01 to 10."
  )
  var scale = 1.0

  @Flag(help: "Replace an earlier simulated trial of this name.")
  var force = false

  @Flag(help: "Nothing on standard error but faults.")
  var quiet = false

  func validate() throws {
    try OutputOptions.check(output)
    guard (1...3).contains(patients) else {
      throw ValidationError("--patients: \(patients) given; expected 1 to 3.")
    }
    guard (1...1000).contains(readsPerMolecule) else {
      throw ValidationError("--reads-per-molecule: \(readsPerMolecule) given; expected 1 to 1000.")
    }
    guard (0.01...10).contains(scale) else {
      throw ValidationError("--scale: \(scale) given; expected 0.01 to 10.")
    }
  }

  func run() async throws {
    if umiLibrary {
      let simulation = MoleculeSimulation(
        output: output, seed: seed, scale: scale, readsPerMolecule: readsPerMolecule, force: force)
      return try simulation.run(log: try RunLog(isQuiet: quiet))
    }
    let simulation = Simulation(
      output: output, seed: seed, patients: patients, scale: scale, force: force)
    try simulation.run(log: try RunLog(isQuiet: quiet))
  }
}
