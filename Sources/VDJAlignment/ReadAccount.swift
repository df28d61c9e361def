public import Sequences

/// The full account of the reads of a sample: what went in, and what became of each.
///
/// Law, tested: `reads` = rearrangements of all loci + every rejection. A pair counts as one read.
public struct ReadAccount: Sendable, Equatable, Codable {
  /// Reads (or pairs) that went in.
  public var reads = 0
  /// Reads on the reverse strand among the rearrangements.
  public var reverseStrandReads = 0
  /// What was found of the mates of pairs.
  public var pairs = PairAccount()
  private var rearranged = [Int](repeating: 0, count: Locus.allCases.count)
  private var productive = [Int](repeating: 0, count: Locus.allCases.count)
  private var rejected = [Int](repeating: 0, count: Rejection.allCases.count)

  /// An account of nothing.
  public init() {}

  /// Counts a rearrangement.
  public mutating func countRearrangement(of locus: Locus, isReverse: Bool) {
    reads &+= 1
    rearranged[locus.index] &+= 1
    reverseStrandReads &+= isReverse ? 1 : 0
  }

  /// Notes how many of a locus's rearranged reads are in productive clonotypes.
  public mutating func setProductiveRearrangements(_ reads: Int, of locus: Locus) {
    productive[locus.index] = reads
  }

  /// Counts a read that is no rearrangement.
  public mutating func count(_ rejection: Rejection) {
    reads &+= 1
    rejected[rejection.index] &+= 1
  }

  /// Turns rearranged reads of a locus into rejected ones, as when their molecules do not count.
  public mutating func reject(_ reads: Int, of locus: Locus, as rejection: Rejection) {
    rearranged[locus.index] &-= reads
    rejected[rejection.index] &+= reads
  }

  /// Reads that are rearrangements of a locus.
  public func rearrangements(of locus: Locus) -> Int { rearranged[locus.index] }

  /// Reads of a locus in productive clonotypes; known only once the clonotypes are.
  public func productiveRearrangements(of locus: Locus) -> Int { productive[locus.index] }

  /// Reads that are rearrangements.
  public var rearrangements: Int { rearranged.reduce(0, +) }

  /// Reads of a rejection.
  public func rejections(_ rejection: Rejection) -> Int { rejected[rejection.index] }

  /// Whether it has a number for every locus and rejection; one that was decoded may not.
  public var isWhole: Bool {
    rearranged.count == Locus.allCases.count && productive.count == Locus.allCases.count
      && rejected.count == Rejection.allCases.count
  }

  /// Adds the account of other reads.
  public mutating func merge(_ other: ReadAccount) {
    reads &+= other.reads
    reverseStrandReads &+= other.reverseStrandReads
    pairs.merge(other.pairs)
    for i in rearranged.indices {
      rearranged[i] &+= other.rearranged[i]
      productive[i] &+= other.productive[i]
    }
    for i in rejected.indices { rejected[i] &+= other.rejected[i] }
  }
}
