public import Repertoires

/// Molecules of one clone in one sample that a larger sample shows too: a row of
/// `stray_molecules.tsv`.
public struct StrayMolecules: Sendable, Equatable {
  /// What the molecules mean for the clone.
  public enum Verdict: String, CaseIterable, Sendable {
    /// At least two molecules of the side are in no larger sample.
    case kept
    /// Fewer are: the clone left the strict set.
    case stray
    /// So few identifiers that chance alone may give this; nothing follows.
    case tooFewIdentifiers = "too_few_identifiers"
    /// A sample of the side has no table of molecules; nothing follows.
    case incomplete
  }

  /// The patient.
  public var patientID: String
  /// The clone.
  public var cloneID: CloneID
  /// Its locus.
  public var locus: Locus
  /// Its junction in amino acids.
  public var junctionAA: String
  /// The side of the evidence: post-treatment biopsies, or the blood of the best day.
  public var tissue: Tissue
  /// The sample that shows the molecules.
  public var sample: String
  /// The sample that they may come from.
  public var source: String
  /// Molecules of the clone in the sample that count.
  public var molecules: Int
  /// Molecules of the clone in the source.
  public var sourceMolecules: Int
  /// Molecules that the source shows with no fewer reads.
  public var shared: Int
  /// Molecules that both would show by chance.
  public var expected: Double
  /// Natural logarithm of the probability of so many or more by chance.
  public var logP: Double
  /// Molecules of the whole side that are in no larger sample.
  public var own: Int
  /// What follows.
  public var verdict: Verdict
}
