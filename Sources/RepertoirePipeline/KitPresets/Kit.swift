public import Repertoires

/// A library kit: what its reads hold, and which quality its samples are expected to have.
public struct Kit: Sendable, Equatable {
  /// The molecules that the library starts from.
  public enum Material: String, CaseIterable, Sendable { case dna, rna, any }
  /// The sense of R1 against the receptor mRNA.
  public enum Strand: String, CaseIterable, Sendable { case forward, reverse, either }
  /// Where the 5' end of the amplicon lies.
  public enum FivePrimeEnd: String, CaseIterable, Sendable { case v, race, any }
  /// Where the 3' end of the amplicon lies.
  public enum ThreePrimeEnd: String, CaseIterable, Sendable { case j, c, any }

  /// Shares of reads at which a check passes and from which on it only warns.
  public struct Threshold: Sendable, Equatable {
    /// At least this share passes.
    public var good: Double
    /// Below `good` and at least this share warns; less fails.
    public var poor: Double
  }

  /// Name in sheets and on the command line.
  public let id: String
  /// One line for lists.
  public let title: String
  /// What the library starts from.
  public let material: Material
  /// Sense of R1.
  public let strand: Strand
  /// 5' end of the amplicon.
  public let fivePrimeEnd: FivePrimeEnd
  /// 3' end of the amplicon.
  public let threePrimeEnd: ThreePrimeEnd
  /// What each mate holds, by `r1` and `r2`.
  public let readStructures: [String: String]
  /// What is counted.
  public let countUnit: CountUnit
  /// Where these facts are from.
  public let sources: [String]
  /// Thresholds of the quality checks.
  public let quality: [QualityCheck.Measure: Threshold]
  /// The YAML it was read from.
  public let text: String
}
