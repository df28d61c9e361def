/// How many reads of a sample are reads of constructs, beside the account of rearrangements.
///
/// A pair counts as one read. A read may be counted here and be a rearrangement too: the spike-in
/// of a receptor template is both.
public struct ConstructAccount: Sendable, Equatable, Codable {
  /// Reads, or pairs, that were looked at.
  public internal(set) var reads = 0
  /// Those of them without a mate that holds the words which evidence takes: no construct can be
  /// seen in them, so they say nothing of its absence.
  public internal(set) var tooShortReads = 0
  /// Reads that fit two constructs or more equally well; they count for none.
  public internal(set) var ambiguousReads = 0
  /// Bases of the longest single read or first mate.
  public internal(set) var longestRead = 0
  /// Bases of the longest second mate; 0 for single reads.
  public internal(set) var longestMate = 0
  /// Reads of each construct, in the order of the index.
  public internal(set) var readsOfConstruct: [Int]
  /// Reads that fit a construct and another equally well, in the order of the index.
  public internal(set) var ambiguousOfConstruct: [Int]
  /// Bit by base of all constructs, one after the other on word boundaries.
  var covered: [UInt64]
  /// The first word of each construct in `covered`, and the end.
  let starts: [Int]

  /// An account of nothing.
  public init(index: ConstructIndex) {
    readsOfConstruct = [Int](repeating: 0, count: index.constructs.count)
    ambiguousOfConstruct = readsOfConstruct
    var starts = [0]
    for length in index.lengths { starts.append(starts[starts.count - 1] + (length + 63) / 64) }
    self.starts = starts
    covered = [UInt64](repeating: 0, count: starts[starts.count - 1])
  }

  /// Bases of a construct that an exact word of any of its reads covers.
  public func coveredBases(of construct: Int) -> Int {
    covered[starts[construct]..<starts[construct + 1]].reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Whether it is over the same index, as far as lengths tell; one that was decoded may not be.
  public func fits(_ other: ConstructAccount) -> Bool {
    starts == other.starts && covered.count == other.covered.count
      && readsOfConstruct.count == other.readsOfConstruct.count
      && ambiguousOfConstruct.count == other.ambiguousOfConstruct.count
  }

  /// Adds the account of other reads against the same index.
  public mutating func merge(_ other: ConstructAccount) {
    precondition(starts == other.starts, "accounts are merged over one index")
    reads += other.reads
    tooShortReads += other.tooShortReads
    ambiguousReads += other.ambiguousReads
    longestRead = max(longestRead, other.longestRead)
    longestMate = max(longestMate, other.longestMate)
    for i in readsOfConstruct.indices { readsOfConstruct[i] += other.readsOfConstruct[i] }
    for i in ambiguousOfConstruct.indices {
      ambiguousOfConstruct[i] += other.ambiguousOfConstruct[i]
    }
    for i in covered.indices { covered[i] |= other.covered[i] }
  }

  /// Marks a word of a construct, which begins at a base of it.
  mutating func cover(_ construct: Int, from first: Int, count: Int) {
    var base = first
    while base < first &+ count {
      covered[starts[construct] &+ base &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: base & 63)
      base &+= 1
    }
  }
}
