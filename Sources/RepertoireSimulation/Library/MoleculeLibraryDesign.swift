public import Sequences

/// What a simulated library with molecular identifiers is like.
///
/// 5' RACE as in kits of template switching: R1 begins with the identifier, a linker and a run of
/// Gs, and goes on from the start of V; R2 comes from a primer in the constant region.
public struct MoleculeLibraryDesign: Sendable, Equatable {
  /// Seed of all draws.
  public var seed: UInt64
  /// Loci, alike in numbers.
  public var loci: [Locus] = [.tra, .trb]
  /// Clones of all loci to draw molecules from, by weights that fall with rank.
  public var clones = 20_000
  /// Molecules of the library before sequencing.
  public var molecules = 50_000
  /// Reads a molecule in the mean; single molecules yield 0.4 to 1.6 of it.
  public var readsPerMolecule = 6
  /// Bases of the identifier.
  public var umiBases = 14
  /// Between identifier and Gs, as codes.
  public var linker: [UInt8] = [2, 3, 0, 1]
  /// The length of the run of Gs.
  public var templateSwitchGs = 3...6
  /// Bases of each read.
  public var readLength = 150
  /// Bases of the constant region that R2 begins with.
  public var primerOffset = 27
  /// Qualities and errors of the instrument.
  public var quality = QualityModel.twoColour
  /// Errors of the polymerase.
  public var pcr = PCRModel()

  /// The library of a seed: 50,000 molecules, 6 reads each.
  public init(seed: UInt64) { self.seed = seed }

  /// What its mates hold, as `--read-structure` takes it.
  public var readStructures: [String] {
    [
      "r1=umi:\(umiBases),skip:\(linker.count),trim:G0-\(templateSwitchGs.upperBound + 2),template",
      "r2=template",
    ]
  }
}
