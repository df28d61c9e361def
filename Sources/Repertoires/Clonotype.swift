/// Whether a junction can make a receptor (AIRR `productive`, `vj_in_frame`, `stop_codon`).
public struct JunctionFlags: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8

  /// Flags from bits.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// V and J are in one frame: the junction length is a multiple of three.
  public static let inFrame = JunctionFlags(rawValue: 1)
  /// A stop codon in the junction's frame.
  public static let stopCodon = JunctionFlags(rawValue: 2)
  /// In frame and without a stop codon.
  public static let productive = JunctionFlags(rawValue: 4)
  /// The table did not say, and nucleotides to tell it from are missing.
  public static let unknown = JunctionFlags(rawValue: 8)
}

/// One row of a ``Repertoire``: the cells that share locus, junction, V and J.
///
/// Texts lie in the repertoire's arena, calls in its call table.
public struct Clonotype: Sendable, Equatable {
  /// The receptor locus.
  public var locus: Locus
  /// Frame, stop and productivity.
  public var flags: JunctionFlags
  /// Tied V calls.
  public var vCall: GeneCallID
  /// Tied D calls; blank where there is none.
  public var dCall: GeneCallID
  /// Tied J calls.
  public var jCall: GeneCallID
  /// Constant-region calls.
  public var cCall: GeneCallID
  /// Junction nucleotides, both anchor codons included, upper-case ASCII; empty where a vendor
  /// table has none.
  public var junction: TextExtent
  /// Junction amino acids; empty when out of frame or unknown.
  public var junctionAA: TextExtent
  /// Copies in the repertoire's count unit (AIRR `duplicate_count`).
  public var duplicateCount: Int
  /// Reads behind them (AIRR `consensus_count`); nil where a table does not tell.
  @Blankable public var consensusCount: Int?
  /// Distinct molecular identifiers (AIRR `umi_count`); nil without them.
  @Blankable public var umiCount: Int?

  /// A clonotype without junction texts and calls.
  public init(locus: Locus, duplicateCount: Int) {
    self.locus = locus
    self.flags = .unknown
    self.vCall = .blank
    self.dCall = .blank
    self.jCall = .blank
    self.cCall = .blank
    self.junction = .empty
    self.junctionAA = .empty
    self.duplicateCount = duplicateCount
  }
}

/// What only our own extraction knows of a clonotype.
///
/// Its representative sequence and how the germline lies in it. Positions are 0-based half-open in `sequence`; texts lie in the arena.
public struct ClonotypeAnnotation: Sendable, Equatable {
  /// The representative read or consensus, in the sense of the receptor, upper-case ASCII.
  public var sequence: TextExtent = .empty
  /// The junction's bases in `sequence`.
  public var junctionStart: Int = 0
  /// Bases between V and D (V and J without D), where both were placed.
  public var np1: TextExtent = .empty
  /// Bases between D and J.
  public var np2: TextExtent = .empty
  /// Length of `np1` in bases; nil where it is not known.
  public var np1Length: Int?
  /// Length of `np2` in bases; nil without a D call.
  public var np2Length: Int?
  /// V bases that match the germline, of all compared, inserted or lost, in [0, 1]; nil when none was.
  public var vIdentity: Double?
  /// J bases that match the germline, of all compared, inserted or lost, in [0, 1].
  public var jIdentity: Double?
  /// CIGAR of V, D and J against the germline allele named first, as AIRR defines it.
  public var vCigar: TextExtent = .empty
  /// CIGAR of D.
  public var dCigar: TextExtent = .empty
  /// CIGAR of J.
  public var jCigar: TextExtent = .empty
  /// Reads folded into this clonotype as errors of it.
  public var foldedReads: Int = 0

  /// An annotation that says nothing yet.
  public init() {}
}
