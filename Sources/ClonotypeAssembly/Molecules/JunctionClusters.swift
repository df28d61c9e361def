import Sequences

/// Parts the junctions among the reads of one identifier into molecules.
///
/// Junctions that may be copies of one another with errors are one cluster; the number of a cluster
/// is its place among the best junctions.
struct JunctionClusters: Sendable {
  /// Junctions of one molecule differ in no more bases that are certain in both.
  private static let mostCertainDifferences = 2
  /// Or in more than one of so many bases, however bad.
  private static let mostDifferencesShare = 4
  /// A base is certain from this sum of scores on.
  private static let certainQuality = 20
  /// Bases by which junctions of one molecule may differ in length.
  private static let mostIndelBases = 2

  /// One junction among the reads of an identifier.
  struct Junction {
    let entry: UInt32
    /// Its records: a range of the sorted group.
    let records: Range<Int>
    let reads: Int
    /// Sum of its scores.
    let quality: Int
    var cluster = -1
  }

  /// The most certain first.
  private(set) var junctions: [Junction] = []
  private var mains: [Int] = []

  /// How many clusters there are.
  var count: Int { mains.count }

  /// The best junction of a cluster.
  func main(of cluster: Int) -> Junction { junctions[mains[cluster]] }

  /// Reads of all junctions of a cluster.
  func reads(of cluster: Int) -> Int {
    var reads = 0
    for junction in junctions where junction.cluster == cluster { reads += junction.reads }
    return reads
  }

  /// Takes up the reads of an identifier instead of those before.
  ///
  /// - Parameters:
  ///   - group: The reads, sorted by entry.
  ///   - table: Holds their junctions.
  mutating func form(of group: [MoleculeRecord], in table: ClonotypeCounter) {
    collect(group, in: table)
    mains.removeAll(keepingCapacity: true)
    // Each junction joins the first cluster whose best one it may be a copy of.
    for number in junctions.indices {
      var own = 0
      while own < mains.count,
        !Self.areRelated(junctions[mains[own]], junctions[number], of: group, in: table)
      { own += 1 }
      junctions[number].cluster = own
      if own == mains.count { mains.append(number) }
    }
  }

  private mutating func collect(_ group: [MoleculeRecord], in table: ClonotypeCounter) {
    junctions.removeAll(keepingCapacity: true)
    var start = 0
    while start < group.count {
      var end = start + 1
      while end < group.count && group[end].entry == group[start].entry { end += 1 }
      let length = Int(table.entries[Int(group[start].entry)].length)
      var quality = 0
      var reads = 0
      for at in start..<end {
        reads += Int(group[at].reads)
        for i in 0..<length { quality += group[at].quality.score(at: i) }
      }
      junctions.append(
        Junction(entry: group[start].entry, records: start..<end, reads: reads, quality: quality))
      start = end
    }
    junctions.sortFew { Self.precedes($0, $1, in: table) }
  }

  private static func precedes(_ a: Junction, _ b: Junction, in table: ClonotypeCounter) -> Bool {
    if a.reads != b.reads { return a.reads > b.reads }
    if a.quality != b.quality { return a.quality > b.quality }
    return table.precedes(Int(a.entry), Int(b.entry))
  }

  private static func areRelated(
    _ main: Junction, _ other: Junction, of group: [MoleculeRecord], in table: ClonotypeCounter
  ) -> Bool {
    let a = table.entries[Int(main.entry)]
    let b = table.entries[Int(other.entry)]
    guard a.locus == b.locus else { return false }
    guard a.length == b.length else { return haveIndel(a, b, in: table) }
    var differences = 0
    var certain = 0
    for word in 0..<a.wordCount {
      var lanes = PackedWord.differences(table.word(word, of: a), table.word(word, of: b))
      while lanes != 0 {
        let position = word * 32 + lanes.trailingZeroBitCount / 2
        lanes &= lanes &- 1
        differences += 1
        let isCertain =
          quality(of: main, at: position, in: group) >= certainQuality
          && quality(of: other, at: position, in: group) >= certainQuality
        certain += isCertain ? 1 : 0
      }
    }
    return certain <= mostCertainDifferences
      && differences * mostDifferencesShare <= Int(a.length)
  }

  private static func quality(
    of junction: Junction, at position: Int, in group: [MoleculeRecord]
  ) -> Int {
    var sum = 0
    for record in junction.records { sum += group[record].quality.score(at: position) }
    return sum
  }

  /// Whether one junction is the other without one or two neighbouring bases.
  private static func haveIndel(
    _ a: JunctionEntry, _ b: JunctionEntry, in table: ClonotypeCounter
  ) -> Bool {
    let (short, long) = a.length < b.length ? (a, b) : (b, a)
    let missing = Int(long.length - short.length)
    guard missing <= mostIndelBases else { return false }
    let length = Int(short.length)
    var prefix = 0
    while prefix < length, table.base(of: short, at: prefix) == table.base(of: long, at: prefix) {
      prefix += 1
    }
    var suffix = 0
    while suffix < length - prefix,
      table.base(of: short, at: length - 1 - suffix)
        == table.base(of: long, at: length + missing - 1 - suffix)
    { suffix += 1 }
    return prefix + suffix == length
  }
}
