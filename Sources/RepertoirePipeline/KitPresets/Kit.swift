public import Repertoires
public import SequenceIO
public import Sequences

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

  /// How much of the receptor the reads cover when they are as long as the kit's maker says.
  public enum Region: String, CaseIterable, Sendable {
    /// The junction and little more.
    case cdr3
    /// From FR3, CDR2 or CDR1 to the end of J.
    case fr3ToFR4 = "fr3_fr4"
    case cdr2ToFR4 = "cdr2_fr4"
    case cdr1ToFR4 = "cdr1_fr4"
    /// The whole variable domain.
    case vdj
  }
  /// Which file holds which mate.
  public enum MateOrder: String, CaseIterable, Sendable {
    /// R1 has the structure of R1.
    case fixed
    /// A fragment may have been read from either end: the structures fit the mates in one order or
    /// in the other.
    case either
  }
  /// Where the molecular identifier is.
  public enum UMIPlace: String, CaseIterable, Sendable {
    case none, r1, r2, both, header
    /// As the read structure says that the user gives.
    case given
  }
  /// Whether the user says what the reads hold.
  public enum StructureOption: String, CaseIterable, Sendable {
    /// The kit says it.
    case kit
    /// The user may say it, with `--read-structure`.
    case optional
    /// The user must say it.
    case required
  }

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
  /// Loci whose receptors it amplifies.
  public let loci: [Locus]
  /// What its reads cover.
  public let region: Region
  /// What the first mate holds.
  public internal(set) var first: ReadStructure
  /// What the second mate holds; nil where there is none or nothing is kept of it.
  public internal(set) var second: ReadStructure?
  /// Which file holds which mate.
  public let mateOrder: MateOrder
  /// Where the molecular identifier is.
  public let umiPlace: UMIPlace
  /// Whether the user says what the reads hold.
  public let structureOption: StructureOption
  /// What is counted.
  public let countUnit: CountUnit
  /// Where these facts are from.
  public let sources: [String]
  /// What is uncertain or must be heeded.
  public let notes: [String]
  /// Thresholds of the quality checks.
  public let quality: [QualityCheck.Measure: Threshold]
  /// The YAML it was read from.
  public let text: String

  /// 64 hexadecimal digits that change with the text.
  var digest: String { FileDigest.of(parts: [text]) }

  /// Whether its reads say which molecule they are from.
  public var hasUMI: Bool { first.hasUMI || second?.hasUMI ?? false }

  /// The bases of its identifiers in the bases of both mates, cell barcodes included, at most; those
  /// in names have no known length.
  var identifierBases: Int {
    [first, second].compactMap { $0 }.reduce(0) { $0 + $1.umiBases + $1.cellBases }
  }

  /// Whether mates are template as a whole, so that nothing needs to be found in them.
  public var isPlain: Bool {
    first == .template && (second == .template || second == nil) && !hasUMI
  }
}
