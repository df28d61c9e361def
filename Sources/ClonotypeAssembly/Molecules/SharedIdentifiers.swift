import Sequences

/// Counts what became of identifiers that unrelated junctions share.
public struct SharedIdentifiers: Sendable, Equatable {
  /// Reads of chimeras of PCR, which have the identifier of another molecule, by `Locus.index`.
  public private(set) var chimericReads = [Int](repeating: 0, count: Locus.allCases.count)
  /// Groups of reads that these were.
  public private(set) var chimericGroups = 0
  /// Molecules that remain and share their identifier with another one that remains.
  public internal(set) var collidingMolecules = 0

  /// Nothing counted.
  public init() {}

  /// Counts a chimera with so many reads.
  mutating func countChimera(of locus: UInt8, reads: Int) {
    chimericReads[Int(locus)] += reads
    chimericGroups += 1
  }

  /// Adds what another worker counted.
  public mutating func merge(_ other: SharedIdentifiers) {
    for locus in chimericReads.indices { chimericReads[locus] += other.chimericReads[locus] }
    chimericGroups += other.chimericGroups
    collidingMolecules += other.collidingMolecules
  }
}
