import Sequences
public import VDJAlignment

/// Counts reads by locus and junction nucleotides; a worker's own table, merged at the end.
///
/// Everything it adds up is a commutative integer: reads, saturated quality sums by junction base,
/// reads by V and J tie set, and the best read by a total order. So the result does not depend on
/// the order of reads, batches or merges.
public struct ClonotypeCounter: Sendable {
  var entries: [JunctionEntry] = []
  /// Words of junctions behind their first 64 bases.
  var tailWords: [UInt64] = []
  /// Sum of Phred scores at each junction base, stopped at 255; behind the sums of an entry of which any
  /// comes further the same in two bytes, stopped at 65,535.
  var qualitySums: [UInt8] = []
  var tieCounts: [TieCount] = []
  var readWords: [UInt64] = []
  var vTies: TieTable
  var jTies: TieTable
  /// Open addressing: the upper half of the hash and the number of the entry; `empty` if free.
  var slots: [UInt64]
  static let empty = UInt64.max
  /// Bases of a junction and words of a read to make room for: TRB junctions have 45 bases on
  /// average; 150 bases take 5 words.
  private static let usualJunction = 48
  private static let usualReadWords = 5
  /// The packed junction that is looked up; its first words, the others are left from before.
  var keyScratch: [UInt64]
  /// What `fetch` read, so that it is read.
  private var fetched: [UInt64] = []

  /// An empty table for the targets of an index.
  ///
  /// - Parameter room: Junctions that it holds without moving what it has. Room costs address space
  ///   and no memory until it is used, whereas growing by doubling copied each entry twice and took
  ///   fresh pages for it: an eighth of the processor time of a million reads.
  public init(index: AlignmentIndex, room: Int = 0) {
    entries.reserveCapacity(room)
    qualitySums.reserveCapacity(room * Self.usualJunction)
    readWords.reserveCapacity(room * Self.usualReadWords)
    vTies = TieTable(targetCount: index.vTargets.count)
    jTies = TieTable(targetCount: index.jTargets.count)
    slots = [UInt64](repeating: Self.empty, count: 1 << 12)
    keyScratch = [UInt64](repeating: 0, count: 64)
  }

  /// Distinct (locus, junction) counted so far.
  public var distinctJunctions: Int { entries.count }

  /// Entries of another table whose places in this one are fetched together.
  private static let lookAhead = 32

  /// Touches what entries of another table will meet here, so that their cache misses overlap: one
  /// after the other they took half of the time of a merge.
  private mutating func fetch(_ other: borrowing ClonotypeCounter, _ range: Range<Int>) {
    let mask = slots.count &- 1
    fetched.removeAll(keepingCapacity: true)
    for from in range {
      fetched.append(slots[Int(truncatingIfNeeded: other.entries[from].hash) & mask])
    }
    // An entry has more bytes than a line of the cache: its first and its last are read, then the
    // first of its quality sums.
    var seen: UInt64 = 0
    for (from, slot) in zip(range, fetched)
    where slot != Self.empty && slot &>> 32 == other.entries[from].hash &>> 32 {
      let at = Int(slot & 0xFFFF_FFFF)
      seen &+= entries[at].hash &+ UInt64(entries[at].locus)
    }
    for (from, slot) in zip(range, fetched)
    where slot != Self.empty && slot &>> 32 == other.entries[from].hash &>> 32 {
      seen &+= UInt64(qualitySums[entries[Int(slot & 0xFFFF_FFFF)].qualities])
    }
    fetched[0] = seen
  }

  /// Adds the table of another worker over the same index.
  ///
  /// - Returns: How the numbers of the other table turn into those of this one.
  @discardableResult
  public mutating func merge(_ other: borrowing ClonotypeCounter) -> RecordMapping {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(other.entries.count)
    // The numbers of tie sets differ from worker to worker.
    let vNumbers = other.vTies.allTargets().map { vTies.number(of: $0) }
    let jNumbers = other.jTies.allTargets().map { jTies.number(of: $0) }
    reserveSlots(entries.count + other.entries.count / 2)
    // Of ten million reads most junctions are errors, which two workers seldom share: arrays that grew
    // at the end of a merge, by copying, were the peak of its memory. Room costs address space alone.
    entries.reserveCapacity(entries.count + other.entries.count)
    qualitySums.reserveCapacity(qualitySums.count + 2 * other.qualitySums.count)
    readWords.reserveCapacity(readWords.count + other.readWords.count)
    for from in other.entries.indices {
      if from % Self.lookAhead == 0 {
        fetch(other, from..<min(other.entries.count, from + Self.lookAhead))
      }
      let at = entry(ofJunction: from, in: other)
      numbers.append(UInt32(truncatingIfNeeded: at))
      entries[at].reads += other.entries[from].reads
      addQualitySums(of: other.entries[from], in: other, to: at)
      let tie = other.entries[from].tie
      if tie.reads > 0 {
        addTies(v: vNumbers[Int(tie.v)], j: jNumbers[Int(tie.j)], reads: tie.reads, to: at)
      }
      var next = tie.next
      while next >= 0 {
        let further = other.tieCounts[Int(next)]
        addTies(
          v: vNumbers[Int(further.v)], j: jNumbers[Int(further.j)], reads: further.reads, to: at)
        next = further.next
      }
      offer(other.entries[from].representative, words: other.readWords, to: at)
    }
    return RecordMapping(entries: numbers, v: vNumbers, j: jNumbers)
  }
}
