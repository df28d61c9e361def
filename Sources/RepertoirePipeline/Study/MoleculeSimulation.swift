internal import RepertoireSimulation
internal import SequenceIO
public import Sequences

/// A simulated library with molecular identifiers: the command `simulate --umi-library`.
public struct MoleculeSimulation: Sendable {
  private let output: String
  private let force: Bool
  private let design: MoleculeLibraryDesign

  /// A library of 50,000 molecules and 20,000 clones, times `scale`, of TRA and TRB or the given loci.
  public init(
    output: String, seed: UInt64, scale: Double, readsPerMolecule: Int, loci: [Locus]? = nil,
    force: Bool
  ) {
    self.output = output
    self.force = force
    var design = MoleculeLibraryDesign(seed: seed)
    design.molecules = max(1, Int(Double(design.molecules) * scale))
    design.clones = max(1, Int(Double(design.clones) * scale))
    design.readsPerMolecule = readsPerMolecule
    if let loci { design.loci = loci }
    self.design = design
  }

  /// Writes the library.
  ///
  /// - Throws: 73 when the folder exists and may not be replaced, or is not one of a simulation;
  ///   74 when the disk is full.
  public func run(log: RunLog) throws {
    let mayReplace = try Simulation.mayReplace(
      output, isForced: force, expected: ["fastq", "truth.tsv"])
    let pairs = try SimulatedMolecules.write(design: design, to: output, mayReplace: mayReplace)
    log.note("\(pairs) pairs in \(output)/fastq; the truth is in \(output)/truth.tsv")
    log.note(
      "analyze them with --kit generic-amplicon-umi --read-structure "
        + design.readStructures.joined(separator: " "))
  }
}
