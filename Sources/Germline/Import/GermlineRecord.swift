/// One record of a germline file as it stands there, before its anchor is found.
///
/// What the file does not state is nil or empty.
public struct GermlineRecord: Sendable, Equatable {
  /// The place in the file, 1-based.
  public var number: Int

  /// The name of the allele as the file spells it.
  public var name: String

  /// The sequence in ASCII; `.` and `-` are gaps of the IMGT numbering.
  public var bases: [UInt8]

  /// The species as the file spells it: `Homo sapiens`, `human`, `Mus musculus_C57BL/6`.
  public var species: String?

  /// The functionality as the file spells it: `F`, `(F)`, `[ORF]`.
  public var functionality: String?

  /// What the sequence covers: `V-REGION`, `EX1`, or the letter of a segment.
  public var region: String?

  /// The locus as the file spells it.
  public var locus: String?

  /// The offset, in ungapped bases, of the first base of the first whole codon.
  public var frame: Int?

  /// Where the file says the anchor codon starts, in ungapped bases, 0-based, best first.
  ///
  /// More than one where writers of the format count differently; translation decides.
  public var anchorPositions: [Int] = []

  /// A place stated for the anchor codon that contradicts the rest of the record: never used, but
  /// told where it proves wrong.
  public var otherAnchor: Int?

  /// The ends of FR1, CDR1, FR2, CDR2 and FR3 of a V, in ungapped bases from its first.
  public var regionEnds: [Int]?

  /// Creates a record that states no more than its name and sequence.
  public init(number: Int, name: String, bases: [UInt8]) {
    self.number = number
    self.name = name
    self.bases = bases
  }
}
