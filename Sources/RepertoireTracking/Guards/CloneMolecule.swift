import Repertoires

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
