public import Sequences

/// One rearranged read as a row of the table of reads; texts are ASCII.
///
/// Positions are 0-based half-open in ``oriented``.
public struct ReadRearrangement: Sendable {
  /// A segment on the read.
  public struct Segment: Sendable {
    /// Its tied alleles, parted by commas; the alignment is against the first.
    public var call: [UInt8]
    /// Log10 odds against chance.
    public var score: Double
    /// In [0, 1].
    public var identity: Double
    /// The alignment in CIGAR letters.
    public var cigar: String
    /// The bases of the read.
    public var sequence: Range<Int>
    /// Where they lie in the allele.
    public var germline: Range<Int>

    /// A segment of its parts.
    public init(
      call: [UInt8], score: Double, identity: Double, cigar: String, sequence: Range<Int>,
      germline: Range<Int>
    ) {
      self.call = call
      self.score = score
      self.identity = identity
      self.cigar = cigar
      self.sequence = sequence
      self.germline = germline
    }
  }

  /// The read's name up to its first blank.
  public var name: [UInt8]
  /// `1`, `2` or `merged` of a pair; nil for a single read.
  public var mate: String?
  /// The bases as in the file, or of the merged mates.
  public var sequence: [UInt8]
  /// The bases on the strand of the receptor.
  public var oriented: [UInt8]
  /// Whether ``oriented`` is the reverse complement of ``sequence``.
  public var isReverse: Bool
  /// The locus of J.
  public var locus: Locus
  /// V.
  public var v: Segment
  /// D, where one was recognised.
  public var d: Segment?
  /// J.
  public var j: Segment
  /// The constant region, where the read tells.
  public var c: Segment?
  /// Bases between V and D, or V and J without D.
  public var np1: Range<Int>
  /// Bases between D and J; nil without D.
  public var np2: Range<Int>?
  /// CDR3 and both conserved codons.
  public var junction: Range<Int>
  /// The bases from the first one placed on V to the last one placed on J, with gaps.
  public var sequenceAlignment: [UInt8]
  /// The germline beside them.
  public var germlineAlignment: [UInt8]
  /// Framework 1; nil, as the other regions, where the read does not cover it whole.
  public var fwr1: Range<Int>?
  /// The first complementarity-determining region.
  public var cdr1: Range<Int>?
  /// Framework 2.
  public var fwr2: Range<Int>?
  /// The second complementarity-determining region.
  public var cdr2: Range<Int>?
  /// Framework 3.
  public var fwr3: Range<Int>?
  /// Framework 4.
  public var fwr4: Range<Int>?
  /// Whether the whole V to J is aligned.
  public var isComplete: Bool
  /// Whether the aligned sequence has a stop codon.
  public var hasStopCodon: Bool

  /// A row of what every read has; regions and the rest are set after.
  public init(
    name: [UInt8], sequence: [UInt8], oriented: [UInt8], isReverse: Bool, locus: Locus,
    v: Segment, j: Segment, np1: Range<Int>, junction: Range<Int>, sequenceAlignment: [UInt8],
    germlineAlignment: [UInt8]
  ) {
    self.name = name
    self.sequence = sequence
    self.oriented = oriented
    self.isReverse = isReverse
    self.locus = locus
    self.v = v
    self.j = j
    self.np1 = np1
    self.junction = junction
    self.sequenceAlignment = sequenceAlignment
    self.germlineAlignment = germlineAlignment
    isComplete = false
    hasStopCodon = false
  }

  /// Whether V and J are in one frame.
  var isInFrame: Bool { junction.count % 3 == 0 }
  /// In frame, and without a stop codon.
  var isProductive: Bool { isInFrame && !hasStopCodon }
  /// The junction without its conserved codons; nil when it has nothing else.
  var cdr3: Range<Int>? {
    junction.count > 6 ? junction.lowerBound + 3..<junction.upperBound - 3 : nil
  }
}
