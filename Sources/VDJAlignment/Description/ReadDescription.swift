/// One rearranged read with the germline laid on it, in the detail of an AIRR row.
///
/// Positions are 0-based half-open in ``codes``, which stand on the strand of the receptor.
public struct ReadDescription: Sendable, Equatable {
  /// The framework and complementarity-determining regions that the read covers whole.
  ///
  /// CDR3 is not among them: it is the junction without its two conserved codons.
  public struct Regions: Sendable, Equatable {
    /// Framework 1, positions 1 to 26 of the IMGT numbering.
    public var fwr1: Range<Int>?
    /// Positions 27 to 38.
    public var cdr1: Range<Int>?
    /// Positions 39 to 55.
    public var fwr2: Range<Int>?
    /// Positions 56 to 65.
    public var cdr2: Range<Int>?
    /// Positions 66 to 104, the conserved cysteine.
    public var fwr3: Range<Int>?
    /// Position 118, the conserved phenylalanine or tryptophan, to the last whole codon of J.
    public var fwr4: Range<Int>?
  }

  /// What the aligner found.
  public var rearrangement: Rearrangement
  /// The bases of the read, as codes of `Nucleotide`.
  public var codes: [UInt8]
  /// V, D, J and C on the read.
  public var germline: GermlineDescription
  /// From the first base placed on V to the last one placed on J.
  public var aligned: Range<Int>
  /// The bases of ``aligned``, ASCII; `-` where only the germline has one.
  public var sequenceAlignment: [UInt8]
  /// The germline beside them, ASCII; N between the segments, `-` where only the read has a base.
  public var germlineAlignment: [UInt8]
  /// The regions covered whole.
  public var regions: Regions
  /// Whether ``aligned`` begins at the first codon of the mature chain and holds the last whole
  /// codon of J.
  public var isComplete: Bool
  /// Whether a codon of ``aligned``, in the frame of the V anchor, is a stop; gaps are taken for
  /// errors of sequencing, which do not shift the frame.
  public var hasStopCodon: Bool

  /// Whether V and J are in one frame.
  public var isInFrame: Bool { rearrangement.junction.count % 3 == 0 }
}
