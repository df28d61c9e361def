/// The name of a junction in tables of molecules.
extension StableHash {
  /// The hash of a locus, which names one of its junctions once it has taken in the bases.
  ///
  /// The bases are upper-case ASCII, from the first on.
  @inlinable public init(junctionOf locus: Locus) {
    self.init()
    combine(locus.rawValue.utf8)
  }

  /// The name of a junction, given as upper-case ASCII bases.
  @inlinable public static func ofJunction(
    _ junction: some Sequence<UInt8>, locus: Locus
  ) -> UInt64 {
    var hash = StableHash(junctionOf: locus)
    hash.combine(junction)
    return hash.value
  }
}
