/// Where the fragment of a pair ends whose mates were both read through to adapter, for looks at
/// either mate alone.
///
/// The first bases of an adapter may stand for the last ones of an anchor codon: of fragments that end
/// one base before the junction does, four in five gave a junction that ended in adapter. Only a pair
/// that points outward, or overlaps by chance, has receptor there, and then more than an anchor codon.
public struct FragmentEnd: Sendable, Equatable {
  /// Bases beyond the end on which a gene is to be placed, should the junction reach beyond it: met
  /// by chance at one read in 17 million.
  static let leastBeyond = 12

  /// Bases of each mate, from its first one on, that are of the fragment.
  public var lengthInBases: Int
  /// What the read is that both mates make.
  public var reason: Rejection

  /// The end of a fragment of so many bases.
  public init(lengthInBases: Int, reason: Rejection) {
    self.lengthInBases = lengthInBases
    self.reason = reason
  }

  /// Whether the junction that a mate shows alone is of the fragment, or goes on as receptor beyond it.
  ///
  /// - Parameter readLength: Bases of the mate.
  public func admits(_ found: Rearrangement, readLength: Int) -> Bool {
    if found.isReverse {
      let start = readLength &- lengthInBases
      return found.junction.lowerBound >= start
        || start &- found.v.lowerBound >= Self.leastBeyond
    }
    return found.junction.upperBound <= lengthInBases
      || found.j.upperBound &- lengthInBases >= Self.leastBeyond
  }

  /// What a mate is alone: rejected as the read of both mates, where its junction is not admitted.
  public func admitted(_ outcome: AlignmentOutcome, readLength: Int) -> AlignmentOutcome {
    if case .rearranged(let found) = outcome, !admits(found, readLength: readLength) {
      return .rejected(reason)
    }
    return outcome
  }
}
