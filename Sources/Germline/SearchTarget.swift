public import Sequences

/// One sequence to search for, with every allele that has it.
///
/// Duplicated genes share sequences (21 pairs of mouse TRAV, human TRGJ1 and TRGJ2): a read cannot tell them
/// apart, so they are one target and a call of it is a tie of all its alleles.
public struct SearchTarget: Sendable, Equatable {
  /// The kind of segment.
  public let segment: Segment

  /// The bases, as codes of `Nucleotide`.
  public let codes: [UInt8]

  /// As in `Allele`; the same in all alleles of the target.
  public let anchor: Int?

  /// The alleles with this sequence, ascending; at least one.
  public let alleles: [AlleleID]

  /// The loci a rearrangement with this segment can belong to, ascending: TRA and TRD for their
  /// V, since the J decides.
  public let loci: [Locus]
}
