public import Sequences

/// One germline allele of a gene segment.
///
/// V alleles have no leader, C alleles are the first exon.
public struct Allele: Sendable, Equatable {
  /// The number within the reference that holds the allele; given by it.
  public internal(set) var id: AlleleID

  /// The name with its allele number: `TRBV9*01`.
  public let name: String

  /// The name without the allele number: `TRBV9`.
  public let gene: String

  /// The locus of the gene's name.
  ///
  /// A V of TRA or TRD recombines with the J of either: see `canRecombine(withJOf:)`.
  public let locus: Locus

  /// The kind of segment.
  public let segment: Segment

  /// Whether the allele can be part of a receptor.
  public let functionality: Functionality

  /// The bases, as codes of `Nucleotide`.
  public let codes: [UInt8]

  /// The offset, in bases, of the first base of the first whole codon; nil for D.
  public let frame: Int?

  /// Where the codon of position 104 (V) or 118 (J) of the IMGT numbering starts, whatever residue
  /// it encodes.
  ///
  /// 0-based. Nil for D and C, and where the record ends before it.
  public let anchorPosition: Int?

  /// Where the anchor codon starts, 0-based: Cys104 of V, Phe118 or Trp118 of J.
  ///
  /// Nil where `anchorPosition` holds another residue or a motif that is none: in human
  /// TRAJ35 (CGSG), TRAJ51, TRAJ61, TRBJ2-2P, TRBJ2-7*02, TRBV7-3*03, TRBV17, TRBV26; in mouse
  /// TRAJ3, 7, 19, 20, 29, 36, 41, 44, 60, 61, TRBJ1-7, TRBJ2-6, TRAV5D-2, TRAV5N-2, TRBV8, TRBV10.
  /// Such alleles still attract their reads, so that these are not called as a neighbour; a
  /// junction that is wanted nevertheless (TRAJ35 is expressed) ends at `anchorPosition`.
  public let anchor: Int?

  /// The regions of a V allele; nil for other segments.
  public let regions: VRegionBoundaries?

  /// Creates an allele that no reference holds yet; its number is 0.
  ///
  /// - Parameters:
  ///   - name: the name with its allele number after an asterisk; without one it is the gene.
  ///   - anchorPosition: where the codon of position 104 or 118 starts.
  ///   - isAnchored: whether that codon is a usable anchor.
  public init(
    name: String, locus: Locus, segment: Segment, functionality: Functionality, codes: [UInt8],
    frame: Int?, anchorPosition: Int?, isAnchored: Bool, regions: VRegionBoundaries?
  ) {
    if let anchorPosition {
      precondition(
        anchorPosition >= 0 && anchorPosition + 3 <= codes.count,
        "the anchor codon lies inside the allele")
    }
    id = AlleleID(rawValue: 0)
    self.name = name
    self.gene = String(name.prefix { $0 != "*" })
    self.locus = locus
    self.segment = segment
    self.functionality = functionality
    self.codes = codes
    self.frame = frame
    self.anchorPosition = anchorPosition
    self.anchor = isAnchored ? anchorPosition : nil
    self.regions = regions
  }

  /// The ASCII residue of the codon at `anchorPosition`; nil without one.
  public var anchorResidue: UInt8? {
    guard let at = anchorPosition else { return nil }
    return GeneticCode.residue(codes[at], codes[at + 1], codes[at + 2])
  }

  /// Whether the gene bears a TRA and a TRD name, such as `TRAV14/DV4`.
  public var isAlphaDelta: Bool { segment == .v && locus == .tra && gene.contains("/DV") }

  /// Whether the allele belongs to `locus` by its name: TRAV14/DV4 belongs to TRA and TRD.
  public func belongs(to locus: Locus) -> Bool {
    self.locus == locus || (locus == .trd && isAlphaDelta)
  }

  /// Whether a V (or D) is found joined to a J of `locus`.
  ///
  /// The TRD genes lie inside the TRA locus: every TRAV may join a TRDJ, every TRDV a TRAJ. The
  /// J decides the locus of the rearrangement.
  public func canRecombine(withJOf locus: Locus) -> Bool {
    self.locus == locus
      || (segment == .v && (self.locus == .tra || self.locus == .trd)
        && (locus == .tra || locus == .trd))
  }
}
