/// How many molecules two samples of a run show alike: a row of `molecule_sharing.tsv`.
///
/// One identifier on one junction in two libraries is, beyond chance, one molecule seen twice:
/// index hopping, a spilled library, or one library sequenced as two samples.
public struct SharedMolecules: Sendable, Equatable {
  /// What the number says.
  public enum Verdict: String, CaseIterable, Sendable {
    /// No more than by chance.
    case asExpected = "as_expected"
    /// More than by chance.
    case shared
    /// So few identifiers that more than a hundredth of the smaller sample is shared by chance.
    case tooFewIdentifiers = "too_few_identifiers"
  }

  /// Name of the sample that comes first by name.
  public var first: String
  /// Name of the other.
  public var second: String
  /// Molecules of the first, below its threshold of reads too.
  public var firstMolecules: Int
  /// Molecules of the second.
  public var secondMolecules: Int
  /// Molecules that both show.
  public var shared: Int
  /// Their reads in the first.
  public var firstReads: Int
  /// Their reads in the second.
  public var secondReads: Int
  /// Molecules that both would show by chance.
  public var expected: Double
  /// Natural logarithm of the probability of so many or more by chance.
  public var logP: Double
  /// What follows.
  public var verdict: Verdict

  /// The sample with more reads of the shared molecules; nil where none are shared, or alike.
  public var source: String? {
    if firstReads == secondReads { return nil }
    return firstReads > secondReads ? first : second
  }

  /// Shared molecules by those of the sample that is not the source; of the smaller without one.
  public var share: Double {
    let smaller = min(firstMolecules, secondMolecules)
    let taken = source.map { $0 == first ? secondMolecules : firstMolecules } ?? smaller
    return taken > 0 ? Double(shared) / Double(taken) : 0
  }
}
