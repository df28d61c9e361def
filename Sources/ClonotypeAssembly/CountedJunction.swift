/// What a counting table holds of one junction, without the places in that table.
public struct CountedJunction: Sendable, Equatable {
  /// One V set with one J set, and the reads that have both.
  public struct Tie: Sendable, Equatable {
    /// Number of the V set: a target, or behind the targets a place in ``TableNumbering/vSets``.
    public var v: UInt32
    /// Number of the J set.
    public var j: UInt32
    /// Reads.
    public var reads: Int

    /// A pair of sets with its reads.
    public init(v: UInt32, j: UInt32, reads: Int) {
      self.v = v
      self.j = j
      self.reads = reads
    }
  }

  /// The read that stands for the junction.
  public struct Representative: Sendable, Equatable {
    /// Bases.
    public var length = 0
    /// How good it is beside others of the junction; not below 0.
    public var worth = 0
    /// First base of the junction, 0-based.
    public var junctionStart = 0
    /// Whether unknown lanes follow the bases.
    public var hasUnknown = false
    /// Packed bases, then unknown lanes where there are any.
    public var words: [UInt64] = []
  }

  /// `Locus.index`.
  public var locus = 0
  /// Bases of the junction.
  public var length = 0
  /// The packed junction.
  public var words: [UInt64] = []
  /// Reads.
  public var reads = 0
  /// Sum of Phred scores at each base, stopped at 65,535.
  public var qualitySums: [UInt16] = []
  /// The V/J sets of the reads, by number.
  public var ties: [Tie] = []
  /// The best read.
  public var representative = Representative()

  /// Whether the last word has no base behind the junction's end.
  var hasNothingBehindItsEnd: Bool {
    let rest = UInt64(length % 32)
    return rest == 0 || words.last.map { $0 >> (2 * rest) == 0 } ?? true
  }

  /// A junction of nothing, to be filled.
  public init() {}
}
