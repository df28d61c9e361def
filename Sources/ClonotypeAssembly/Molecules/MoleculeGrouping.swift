import Sequences
public import VDJAlignment

/// Makes molecules of the reads that share an identifier; a worker's own, over a table that all share.
///
/// Reads whose junctions are copies of one another with errors are one molecule, whose junction is
/// their consensus; unrelated junctions with one identifier are a collision and part into several.
/// What the workers found is put together by ``GroupedMolecules``.
public struct MoleculeGrouping: Sendable {
  /// Junctions of one molecule differ in no more bases that are certain in both.
  private static let mostCertainDifferences = 2
  /// A base is certain from this sum of scores on.
  private static let certainQuality = 20
  /// Or in more than one of so many bases, however bad.
  private static let mostDifferencesShare = 4
  /// Bases by which junctions of one molecule may differ in length.
  private static let mostIndelBases = 2

  /// The sample's junctions, which all workers share.
  let table: ClonotypeCounter
  /// Consensus junctions that no read shows; their numbers follow those of the table.
  private(set) var added: AddedJunctions
  /// The sets of the table, and those that reads of one molecule have in common.
  private(set) var vTies: TieTable
  private(set) var jTies: TieTable
  /// How often the bases stand at each place of an identifier.
  private(set) var composition = UMIComposition()
  /// Molecules that share their identifier with an unrelated one.
  private(set) var collidingMolecules = 0

  private let germline: GermlineCorrection
  private let families: [UInt32]
  // Room that is used for one identifier after the other.
  private var junctions: [GroupedJunction] = []
  private var mains: [Int] = []
  private var sums: [Int32] = []
  private var words: [UInt64] = []
  private var codes: [UInt8] = []
  private var members: [(v: UInt32, j: UInt32)] = []

  /// Starts with the table that all records are numbered in.
  public init(table: ClonotypeCounter, families: JunctionFamilies, index: AlignmentIndex) {
    germline = GermlineCorrection(index: index)
    self.table = table
    self.families = families.roots
    added = AddedJunctions(behind: table, index: index)
    vTies = table.vTies
    jTies = table.jTies
  }

  /// One junction among the reads of an identifier.
  struct GroupedJunction {
    let entry: UInt32
    /// Its records: a range of the sorted group.
    let records: Range<Int>
    let reads: Int
    /// Sum of its scores.
    let quality: Int
    var cluster = -1
  }

  /// Makes the molecules of one identifier.
  ///
  /// - Parameters:
  ///   - group: All its reads; sorted here.
  ///   - molecules: Its molecules, whose `reads` are their reads, are appended here in a fixed order.
  public mutating func group(
    _ group: inout [MoleculeRecord], into molecules: inout [MoleculeRecord]
  ) {
    precondition(!group.isEmpty, "an identifier has reads")
    composition.count(group[0].umi)
    sortByEntry(&group)
    if group[0].entry == group[group.count - 1].entry {
      var molecule = moleculeOfOneJunction(group)
      correctByGermline(&molecule)
      molecules.append(molecule)
      return
    }
    collectJunctions(of: group)
    cluster(group)
    let clusters = mains.count
    if clusters > 1 { collidingMolecules += clusters }
    for number in 0..<clusters {
      var molecule = molecule(number, of: group)
      // The clusters stand in the order of their best junctions, which is nearly that of reads.
      molecule.rivalReads = UInt32(number > 0 ? reads(ofCluster: 0) : 0)
      correctByGermline(&molecule)
      molecules.append(molecule)
    }
  }

  /// Most groups are a few records of one junction.
  private func sortByEntry(_ group: inout [MoleculeRecord]) {
    guard group.count <= 32 else { return group.sort { $0.entry < $1.entry } }
    var end = 1
    while end < group.count {
      var at = end
      while at > 0 && group[at &- 1].entry > group[at].entry {
        group.swapAt(at &- 1, at)
        at &-= 1
      }
      end &+= 1
    }
  }

  /// What ``molecule(_:of:)`` gives where all reads show one junction, which is then the consensus.
  private mutating func moleculeOfOneJunction(_ group: [MoleculeRecord]) -> MoleculeRecord {
    var molecule = group[0]
    molecule.family = families[Int(molecule.entry)]
    guard group.count > 1 else { return molecule }
    let length = Int(table.entries[Int(molecule.entry)].length)
    var isPlain = molecule.quality.isPositive(length)
    var at = 1
    while at < group.count {
      molecule.reads += group[at].reads
      molecule.umiQuality = Self.higher(molecule.umiQuality, group[at].umiQuality)
      isPlain = isPlain && group[at].quality.isPositive(length)
      molecule.quality.add(group[at].quality)
      at &+= 1
    }
    if !isPlain { molecule.quality = quality(of: group, length: length) }
    molecule.v = vTies.common(of: group.lazy.map(\.v))
    molecule.j = jTies.common(of: group.lazy.map(\.j))
    return molecule
  }

  /// The sums of scores, of which each counts as at least 1.
  private func quality(of group: [MoleculeRecord], length: Int) -> PackedQuality {
    var quality = PackedQuality()
    for position in 0..<length {
      quality.set(group.reduce(0) { $0 + max(1, $1.quality.score(at: position)) }, at: position)
    }
    return quality
  }

  /// The junctions of a group, the most certain first.
  private mutating func collectJunctions(of group: [MoleculeRecord]) {
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
        GroupedJunction(
          entry: group[start].entry, records: start..<end, reads: reads, quality: quality))
      start = end
    }
    // Few junctions, so placing one after the other is fast enough.
    for last in 1..<junctions.count {
      var at = last
      while at > 0 && precedes(junctions[at], junctions[at - 1]) {
        junctions.swapAt(at - 1, at)
        at -= 1
      }
    }
  }

  private func precedes(_ a: GroupedJunction, _ b: GroupedJunction) -> Bool {
    if a.reads != b.reads { return a.reads > b.reads }
    if a.quality != b.quality { return a.quality > b.quality }
    return table.precedes(Int(a.entry), Int(b.entry))
  }

  /// Numbers the clusters: each junction joins the first whose best one it may be a copy of.
  private mutating func cluster(_ group: [MoleculeRecord]) {
    mains.removeAll(keepingCapacity: true)
    for number in junctions.indices {
      var own = 0
      while own < mains.count, !areRelated(junctions[mains[own]], junctions[number], in: group) {
        own += 1
      }
      junctions[number].cluster = own
      if own == mains.count { mains.append(number) }
    }
  }

  private func areRelated(
    _ main: GroupedJunction, _ other: GroupedJunction, in group: [MoleculeRecord]
  ) -> Bool {
    let a = table.entries[Int(main.entry)]
    let b = table.entries[Int(other.entry)]
    guard a.locus == b.locus else { return false }
    guard a.length == b.length else { return haveIndel(a, b) }
    var differences = 0
    var certain = 0
    for word in 0..<a.wordCount {
      var lanes = PackedWord.differences(table.word(word, of: a), table.word(word, of: b))
      while lanes != 0 {
        let position = word * 32 + lanes.trailingZeroBitCount / 2
        lanes &= lanes &- 1
        differences += 1
        let isCertain =
          quality(of: main, at: position, in: group) >= Self.certainQuality
          && quality(of: other, at: position, in: group) >= Self.certainQuality
        certain += isCertain ? 1 : 0
      }
    }
    return certain <= Self.mostCertainDifferences
      && differences * Self.mostDifferencesShare <= Int(a.length)
  }

  private func quality(
    of junction: GroupedJunction, at position: Int, in group: [MoleculeRecord]
  ) -> Int {
    var sum = 0
    for record in junction.records { sum += group[record].quality.score(at: position) }
    return sum
  }

  /// Whether one junction is the other without one or two neighbouring bases.
  private func haveIndel(_ a: JunctionEntry, _ b: JunctionEntry) -> Bool {
    let (short, long) = a.length < b.length ? (a, b) : (b, a)
    let missing = Int(long.length - short.length)
    guard missing <= Self.mostIndelBases else { return false }
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

  private func reads(ofCluster cluster: Int) -> Int {
    var reads = 0
    for junction in junctions where junction.cluster == cluster { reads += junction.reads }
    return reads
  }

  /// The molecule of a cluster: consensus of the junctions of its best one's length.
  private mutating func molecule(_ cluster: Int, of group: [MoleculeRecord]) -> MoleculeRecord {
    let main = junctions[mains[cluster]]
    let entry = table.entries[Int(main.entry)]
    let length = Int(entry.length)
    vote(cluster, length: length, of: group)
    var molecule = group[main.records.lowerBound]
    molecule.quality = PackedQuality()
    words.removeAll(keepingCapacity: true)
    words.append(contentsOf: repeatElement(0, count: entry.wordCount))
    for position in 0..<length {
      var best = Int(table.base(of: entry, at: position))
      for code in 0..<4 where sums[position * 4 + code] > sums[position * 4 + best] { best = code }
      var second: Int32 = 0
      for code in 0..<4 where code != best { second = max(second, sums[position * 4 + code]) }
      molecule.quality.set(Int(sums[position * 4 + best] - second), at: position)
      words[position / 32] |= UInt64(best) << UInt64(position % 32 * 2)
    }
    molecule.family = families[Int(main.entry)]
    molecule.entry = consensusEntry(
      length: length, locus: entry.locus, like: main.entry, umi: molecule.umi)
    molecule.cluster = UInt32(cluster)
    molecule.reads = UInt32(reads(ofCluster: cluster))
    members.removeAll(keepingCapacity: true)
    for junction in junctions where junction.cluster == cluster {
      for record in junction.records {
        members.append((group[record].v, group[record].j))
        molecule.umiQuality = Self.higher(molecule.umiQuality, group[record].umiQuality)
      }
    }
    molecule.v = vTies.common(of: members.lazy.map(\.v))
    molecule.j = jTies.common(of: members.lazy.map(\.j))
    return molecule
  }

  /// The higher of two levels at each base.
  static func higher(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let highA = (a >> 1) & PackedWord.allLanes
    let highB = (b >> 1) & PackedWord.allLanes
    let low = (a & ~(highB & ~highA)) | (b & ~(highA & ~highB))
    return (highA | highB) << 1 | (low & PackedWord.allLanes)
  }

  private mutating func vote(_ cluster: Int, length: Int, of group: [MoleculeRecord]) {
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(0, count: length * 4))
    for junction in junctions where junction.cluster == cluster {
      let entry = table.entries[Int(junction.entry)]
      guard Int(entry.length) == length else { continue }
      for position in 0..<length {
        var sum = 0
        for record in junction.records {
          sum += max(1, group[record].quality.score(at: position))
        }
        sums[position * 4 + Int(table.base(of: entry, at: position))] += Int32(sum)
      }
    }
  }

  /// Replaces uncertain bases of the junction that stand inside V or J.
  private mutating func correctByGermline(_ molecule: inout MoleculeRecord) {
    let shared = table.entries.count
    let at = Int(molecule.entry)
    let entry = at < shared ? table.entries[at] : added.entry(at - shared)
    let length = Int(entry.length)
    guard molecule.quality.isUncertain(length) else { return }
    codes.removeAll(keepingCapacity: true)
    for position in 0..<length {
      codes.append(
        at < shared
          ? table.base(of: entry, at: position) : added.base(of: entry, at: position))
    }
    let isChanged = germline.correct(
      &codes, quality: molecule.quality, v: vTies.targets(of: molecule.v),
      j: jTies.targets(of: molecule.j))
    if isChanged {
      words = PackedWord.pack(codes: codes)
      molecule.entry = consensusEntry(
        length: length, locus: entry.locus, like: molecule.entry, umi: molecule.umi)
    }
  }

  /// The number of the consensus in `words`, which is added like that of the best junction when no
  /// read shows it.
  private mutating func consensusEntry(
    length: Int, locus: UInt8, like main: UInt32, umi: UMI
  ) -> UInt32 {
    if let found = table.find(words, length: length, locus: locus) { return UInt32(found) }
    let number = added.number(of: words, length: length, locus: locus, like: main, umi: umi)
    return UInt32(table.entries.count + number)
  }
}

extension TieTable {
  /// The number of the targets that all of some sets share; sets that share none with those of more
  /// reads are passed over.
  mutating func common(of numbers: some Sequence<UInt32>) -> UInt32 {
    var counts: [(number: UInt32, reads: Int)] = []
    var first: UInt32?
    if numbers.allSatisfy({ number in
      if first == nil { first = number }
      return number == first
    }), let first {
      return first
    }
    for number in numbers {
      if let at = counts.firstIndex(where: { $0.number == number }) {
        counts[at].reads += 1
      } else {
        counts.append((number, 1))
      }
    }
    if counts.count == 1 { return counts[0].number }
    let sets = counts.map { (targets: targets(of: $0.number), reads: $0.reads) }.sorted { a, b in
      a.reads != b.reads
        ? a.reads > b.reads : a.targets.lexicographicallyPrecedes(b.targets)
    }
    var common = sets[0].targets
    for set in sets.dropFirst() {
      let rest = common.filter { set.targets.contains($0) }
      if !rest.isEmpty { common = rest }
    }
    return number(of: common)
  }
}
