import ArgumentParser
import RepertoirePipeline

/// `clonova simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A small simulated trial, or a library with UMIs, with the truth.",
    discussion: """
      Writes DIR/fastq, DIR/samples.tsv (for `clonova run`), DIR/truth.tsv and truth_samples.tsv. \
      With --umi-library: one library of 50,000 molecules with a UMI of 14 bases in R1, in \
      DIR/fastq, and its truth.tsv. The same seed gives the same files.

      EXAMPLES
        clonova simulate -o demo --seed 1
        clonova simulate -o demo --seed 1 --patients 1 --scale 0.1
        clonova simulate -o demo --patients 6 --samples-per-patient 10 --scale 0.1
        clonova simulate --umi-library -o umi --seed 1
        clonova simulate --umi-library -o gamma --loci TRG,TRD --scale 0.1
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var output: String

  @Option(
    parsing: .unconditional, help: "Seed of all random draws. (default: 1)",
    transform: { try OptionNumber.whole($0, in: 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional, help: "Patients, 1 to 99. (default: 3)",
    transform: { try OptionNumber.whole($0, in: 1...99) })
  var patients: Int?

  @Option(
    parsing: .unconditional,
    help: "Samples of each patient, 8 to 60: later bloods are added. (default: 7 or 8)",
    transform: { try OptionNumber.whole($0, in: 8...60) })
  var samplesPerPatient: Int?

  @Flag(help: "A library with molecular identifiers instead of a trial.")
  var umiLibrary = false

  @Option(
    parsing: .unconditional,
    help: "Reads a molecule in the mean, 1 to 1000, for --umi-library. (default: 6)",
    transform: { try OptionNumber.whole($0, in: 1...1000) })
  var readsPerMolecule: Int?

  @Option(
    help: ArgumentHelp(
      "Loci of --umi-library, parted by commas. (default: TRA,TRB)", valueName: "list"))
  var loci: String?

  @Option(
    parsing: .unconditional,
    help: "Size relative to the usual (cells or molecules, clones), 0.01 to 10. (default: 1)",
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
    let ofTrial = ["--patients": patients, "--samples-per-patient": samplesPerPatient]
    for (name, value) in ofTrial.sorted(by: { $0.key < $1.key }) where umiLibrary && value != nil {
      throw ValidationError("\(name): given with --umi-library, which is one sample; leave it out.")
    }
    guard umiLibrary || readsPerMolecule == nil else {
      throw ValidationError(
        "--reads-per-molecule: given without --umi-library; a trial's reads have no molecules.")
    }
    guard umiLibrary || loci == nil else {
      throw ValidationError("--loci: given without --umi-library; a trial is of TRB.")
    }
    _ = try loci.map(LociOptions.selected)
  }

  func run() async throws {
    if umiLibrary {
      let simulation = MoleculeSimulation(
        output: output, seed: seed, scale: scale, readsPerMolecule: readsPerMolecule ?? 6,
        loci: try loci.map(LociOptions.selected), force: force)
      return try simulation.run(log: try RunLog(isQuiet: quiet))
    }
    let simulation = Simulation(
      output: output, seed: seed, patients: patients ?? 3, samplesPerPatient: samplesPerPatient,
      scale: scale, force: force)
    try simulation.run(log: try RunLog(isQuiet: quiet))
  }
}
