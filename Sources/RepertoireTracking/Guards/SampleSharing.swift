public import Repertoires

/// How many clones two samples of a run share, and whether that fits their patients.
public struct SampleSharing: Sendable, Equatable {
  /// What sharing says about the identity of two samples.
  public enum Verdict: String, CaseIterable, Sendable {
    /// Nothing speaks against the sheet.
    case asExpected = "as_expected"
    /// The samples of one patient share less than strangers do, and one of them shares more with
    /// another patient; or the other way round.
    case swapSuspected = "swap_suspected"
    /// Samples of two patients that share as those of one do, though both share with their own too:
    /// one library twice, or one mixed with the other.
    case mixSuspected = "mix_suspected"
    /// Too few clones or pairs to tell.
    case insufficient
  }

  /// Names of the samples, the first before the second.
  public var first: String
  /// Name of the second sample.
  public var second: String
  /// Whether the sheet gives them to one patient.
  public var isOnePatient: Bool
  /// The locus.
  public var locus: Locus
  /// Distinct productive junctions shared.
  public var shared: Int
  /// Shared junctions by the product of both numbers of junctions.
  public var density: Double
  /// Shared junctions by the junctions of either.
  public var jaccard: Double
  /// The 95th percentile of the density between patients, for these two tissues; nil below ten pairs.
  public var limit: Double?
  /// What follows.
  public var verdict: Verdict

  /// The other sample of the pair.
  func partner(of sample: String) -> String { first == sample ? second : first }
}
