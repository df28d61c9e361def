import Repertoires

/// What is known of the molecules of one sample without the molecules themselves.
struct MoleculeLibraryFacts: Sendable {
  /// Distinct molecules.
  let total: Int
  /// The bases of their identifiers.
  let composition: IdentifierComposition
  private let table: SampleMolecules

  init(of table: SampleMolecules) {
    total = table.total
    composition = table.composition
    self.table = table.withoutMolecules()
  }

  /// Reads that a molecule needs to count; see ``SampleMolecules/leastReads(forTotal:)``.
  func leastReads(_ counted: Int?) -> Int { table.leastReads(forTotal: counted) }
}

/// What two samples have in common, summed over all identifiers.
struct PairSums: Sendable {
  /// Molecules of both: one identifier on one junction.
  var shared = 0
  /// Their reads.
  var firstReads = 0
  var secondReads = 0
  /// Pairs of molecules with one identifier, on whatever junctions.
  var coincidences = 0
  /// Pairs of molecules on one junction, with whatever identifiers.
  var likePairs = 0
}

/// One molecule of a clone that was asked for.
struct CloneMolecule: Sendable, Comparable {
  var junctionHash: UInt64
  var sample: Int
  var identifier: UMI
  var reads: Int

  static func < (a: CloneMolecule, b: CloneMolecule) -> Bool {
    (a.junctionHash, a.sample, a.identifier) < (b.junctionHash, b.sample, b.identifier)
  }
}
