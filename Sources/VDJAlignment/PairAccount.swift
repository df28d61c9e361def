/// How the mates of the pairs of a sample lie to each other.
///
/// Law, tested: `pairs` = `merged` + `apart`; the other numbers are parts of these. Orientation is
/// looked at where mates are template as a whole, and is zero for structured ones.
public struct PairAccount: Sendable, Equatable, Codable {
  /// Pairs that went in.
  ///
  /// Where mates are found by their structure: those with an identifier, if the kit wants one, of
  /// kits that have template in both mates.
  public var pairs = 0
  /// Pairs whose mates overlap and were read as one.
  public var merged = 0
  /// Merged pairs whose fragment is shorter than a mate, so that adapter, or a linker, was cut.
  public var readThrough = 0
  /// Pairs of which each mate was looked at alone.
  public var apart = 0
  /// Pairs with both mates on one strand of the receptor.
  public var sameStrand = 0
  /// Pairs that point away from each other: the mate on the receptor's strand lies downstream.
  public var outward = 0
  /// Pairs whose mates were held against each other: merged ones, and those apart of which both mates
  /// hold a whole junction, or one does and both enough of V.
  ///
  /// Of structured mates every 64th pair of the input is looked at, since there the second mate
  /// is else not asked once the first shows the junction.
  public var compared = 0
  /// Compared pairs whose mates are of two receptors, as ``ReadAligner/agrees(withMate:outcome:_:quality:mateQuality:)``
  /// tells, or over an end of whose overlap they differ.
  ///
  /// A pair counts as what it was read as all the same.
  public var disagreeing = 0

  /// An account of no pairs.
  public init() {}

  /// Adds the account of other pairs.
  public mutating func merge(_ other: PairAccount) {
    pairs &+= other.pairs
    merged &+= other.merged
    readThrough &+= other.readThrough
    apart &+= other.apart
    sameStrand &+= other.sameStrand
    outward &+= other.outward
    compared &+= other.compared
    disagreeing &+= other.disagreeing
  }

  /// Counts a pair whose mates were held against each other; nil where they could not be.
  public mutating func count(agreement: Bool?) {
    guard let agreement else { return }
    compared &+= 1
    disagreeing &+= agreement ? 0 : 1
  }
}
