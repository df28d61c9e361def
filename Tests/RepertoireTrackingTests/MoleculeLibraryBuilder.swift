import RepertoireStatistics
import Repertoires

@testable import RepertoireTracking

/// One molecule of a test library.
struct TestMolecule {
  /// Stands for an identifier of its own; the lowest base is the number's two lowest bits.
  var identifier: UInt64
  var clone: Int
  var reads = 10
}

enum MoleculeLibraryBuilder {
  /// Identifiers of some bases that are unlike each other for unlike numbers.
  static func identifier(_ number: Int, bases: Int) -> UInt64 {
    var generator = SplitMix64(seed: UInt64(number), stream: 77)
    return generator.next() % (1 << UInt64(2 * bases))
  }

  /// The identifiers of some numbers, on one clone.
  static func molecules(
    _ numbers: Range<Int>, clone: Int, reads: Int = 10, bases: Int = 12
  ) -> [TestMolecule] {
    numbers.map {
      TestMolecule(identifier: identifier($0, bases: bases), clone: clone, reads: reads)
    }
  }

  /// The table of a sample as the reader makes it of a file.
  static func table(
    _ molecules: [TestMolecule], bases: Int = 12, part: IdentifierPart = .all
  ) -> SampleMolecules {
    var table = SampleMolecules(part: part)
    let rows = molecules.map { molecule in
      (
        UMI(bases: molecule.identifier, count: bases),
        StableHash.ofJunction(RepertoireBuilder.junction(molecule.clone).utf8, locus: .trb),
        molecule.reads
      )
    }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    for row in rows {
      precondition(table.append(row.0, junctionHash: row.1, reads: row.2), "rows are in order")
    }
    return table
  }
}
