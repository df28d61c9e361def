import Germline
import RepertoireStatistics
import Sequences

/// A library with molecular identifiers: clones, molecules drawn from them, reads drawn from these.
public struct MoleculeLibrary: Sendable {
  /// What is true of one clone.
  public struct Clone: Sendable {
    /// Its receptor.
    public let receptor: SimulatedRearrangement
    /// Molecules in the library.
    public fileprivate(set) var molecules = 0
    /// Those with a read.
    public fileprivate(set) var molecularReads: [Int] = []
    /// What a molecule holds behind identifier, linker and Gs, as codes.
    fileprivate let fragment: [UInt8]
  }

  /// One labelled copy of a transcript.
  private struct Molecule {
    let clone: Int
    let start: [UInt8]
    let error: TemplateError?
    let yield: Int
  }

  /// The clones with at least one molecule are those with a positive number.
  public private(set) var clones: [Clone] = []
  private var molecules: [Molecule] = []
  private var reads: [Int] = []
  private var random: SplitMix64
  private let simulator: ReadSimulator
  private let design: MoleculeLibraryDesign

  /// Draws clones and molecules; reads are drawn as they are written.
  public init(_ design: MoleculeLibraryDesign) {
    self.design = design
    random = SplitMix64(seed: design.seed, stream: SimulationStream.number("molecules"))
    simulator = ReadSimulator(
      layout: .paired(readLength: design.readLength), quality: design.quality, pcr: design.pcr)
    drawClones()
    let choice = WeightedChoice((0..<clones.count).map { 1_000_000_000 / ($0 + 3) })
    for _ in 0..<design.molecules {
      let clone = choice.draw(using: &random)
      clones[clone].molecules += 1
      var start = (0..<design.umiBases).map { _ in UInt8(random.integer(below: 4)) }
      start += design.linker
      start += repeatElement(2, count: random.integer(in: design.templateSwitchGs))
      let length = start.count + clones[clone].fragment.count
      molecules.append(
        Molecule(
          clone: clone, start: start,
          error: simulator.templateError(fragmentLength: length, using: &random),
          yield: random.integer(in: 40...160)))
    }
    reads = [Int](repeating: 0, count: molecules.count)
  }

  private mutating func drawClones() {
    let reference = GermlineReference.embedded(.human)
    let models = design.loci.map { RecombinationModel(reference: reference, locus: $0) }
    var taken: Set<[UInt8]> = []
    while clones.count < design.clones {
      let model = models[clones.count % models.count]
      // One clone in ten is out of frame or has a stop, as among transcripts.
      let isProductive = random.integer(below: 10) > 0
      let receptor = model.draw(productive: isProductive, using: &random)
      guard taken.insert(receptor.junction).inserted else { continue }
      let transcript = receptor.transcript(in: reference)
      let end = min(transcript.codes.count, transcript.constantStart + design.primerOffset)
      clones.append(Clone(receptor: receptor, fragment: Array(transcript.codes[..<end])))
    }
  }

  /// Draws all pairs, in random order of molecules, and hands each to `body`.
  public mutating func forEachPair<Failure: Error>(
    _ body: (_ first: ReadSimulator.Read, _ second: ReadSimulator.Read) throws(Failure) -> Void
  ) throws(Failure) {
    guard !molecules.isEmpty else { return }
    let choice = WeightedChoice(molecules.map(\.yield))
    for _ in 0..<(design.molecules * design.readsPerMolecule) {
      let number = choice.draw(using: &random)
      let molecule = molecules[number]
      reads[number] += 1
      let construct = molecule.start + clones[molecule.clone].fragment
      let copy = simulator.amplified(construct, molecule.error, using: &random)
      let first = simulator.read(copy, using: &random)
      let second = simulator.read(Nucleotide.reverseComplement(ofCodes: copy), using: &random)
      try body(first, second)
    }
    for (number, molecule) in molecules.enumerated() where reads[number] > 0 {
      clones[molecule.clone].molecularReads.append(reads[number])
    }
  }
}
