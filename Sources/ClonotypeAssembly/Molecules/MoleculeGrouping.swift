import Sequences
public import VDJAlignment

/// Makes molecules of the reads that share an identifier.
///
/// Reads whose junctions are copies of one another with errors are one molecule, whose junction is
/// their consensus; unrelated junctions with one identifier are a collision and part into several.
public struct MoleculeGrouping: Sendable {
  /// Junctions of one molecule differ in no more bases that are certain in both.
  private static let mostCertainDifferences = 2
  /// A base is certain from this sum of scores on.
  private static let certainQuality = 20
  /// Or in more than one of so many bases, however bad.
  private static let mostDifferencesShare = 4
  /// Bases by which junctions of one molecule may differ in length.
  private static let mostIndelBases = 2

  /// The sample's junctions; consensus junctions that no read shows are added, without reads.
  public private(set) var table: ClonotypeCounter
  /// How often the bases stand at each place of an identifier.
  public private(set) var composition = UMIComposition()
  /// Molecules that share their identifier with an unrelated one.
  public private(set) var collidingMolecules = 0

  private let germline: GermlineCorrection
  private var families: [UInt32]
  private var junctions: [GroupedJunction] = []
  private var sums: [Int32] = []

  /// Starts with the table that all records are numbered in.
  public init(table: ClonotypeCounter, families: JunctionFamilies, index: AlignmentIndex) {
    germline = GermlineCorrection(index: index)
    self.table = table
    self.families = families.roots
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
  ///   - emit: Called for each molecule, whose `reads` are its reads; in a fixed order.
  public mutating func group(
    _ group: inout [MoleculeRecord], _ emit: (MoleculeRecord) throws -> Void
  ) rethrows {
    precondition(!group.isEmpty, "an identifier has reads")
    if group.count == 1 {
      var molecule = group[0]
      molecule.family = families[Int(molecule.entry)]
      composition.count(molecule.umi)
      correctByGermline(&molecule)
      return try emit(molecule)
    }
    group.sort { $0.entry < $1.entry }
    collectJunctions(of: group)
    let clusters = cluster(group)
    composition.count(group[0].umi)
    if clusters > 1 { collidingMolecules += clusters }
    for number in 0..<clusters {
      var molecule = molecule(number, of: group)
      // The clusters stand in the order of their best junctions, which is nearly that of reads.
      molecule.rivalReads = UInt32(number > 0 ? reads(ofCluster: 0) : 0)
      correctByGermline(&molecule)
      try emit(molecule)
    }
  }

  /// The junctions of a group, the most certain first.
  private mutating func collectJunctions(of group: [MoleculeRecord]) {
    junctions.removeAll(keepingCapacity: true)
    // Scores only serve to order several junctions.
    let isOne = group.first?.entry == group.last?.entry
    var start = 0
    while start < group.count {
      var end = start + 1
      while end < group.count && group[end].entry == group[start].entry { end += 1 }
      let length = Int(table.entries[Int(group[start].entry)].length)
      var quality = 0
      var reads = 0
      for record in group[start..<end] {
        reads += Int(record.reads)
        if isOne { continue }
        for i in 0..<length { quality += record.quality.score(at: i) }
      }
      junctions.append(
        GroupedJunction(
          entry: group[start].entry, records: start..<end, reads: reads, quality: quality))
      start = end
    }
    guard junctions.count > 1 else { return }
    let table = table
    junctions.sort { a, b in
      if a.reads != b.reads { return a.reads > b.reads }
      if a.quality != b.quality { return a.quality > b.quality }
      return table.precedes(Int(a.entry), Int(b.entry))
    }
  }

  /// Numbers the clusters: each junction joins the first whose best one it may be a copy of.
  private mutating func cluster(_ group: [MoleculeRecord]) -> Int {
    var mains: [Int] = []
    for number in junctions.indices {
      let own = mains.firstIndex { areRelated(junctions[$0], junctions[number], in: group) }
      junctions[number].cluster = own ?? mains.count
      if own == nil { mains.append(number) }
    }
    return mains.count
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
        let isCertain = [main, other].allSatisfy { junction in
          var sum = 0
          for record in group[junction.records] { sum += record.quality.score(at: position) }
          return sum >= Self.certainQuality
        }
        certain += isCertain ? 1 : 0
      }
    }
    return certain <= Self.mostCertainDifferences
      && differences * Self.mostDifferencesShare <= Int(a.length)
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
    junctions.reduce(0) { $0 + ($1.cluster == cluster ? $1.reads : 0) }
  }

  /// The molecule of a cluster: consensus of the junctions of its best one's length.
  private mutating func molecule(_ cluster: Int, of group: [MoleculeRecord]) -> MoleculeRecord {
    guard let main = junctions.first(where: { $0.cluster == cluster }) else {
      preconditionFailure("a cluster has a junction")
    }
    let entry = table.entries[Int(main.entry)]
    let length = Int(entry.length)
    vote(cluster, length: length, of: group)
    var words = [UInt64](repeating: 0, count: entry.wordCount)
    var molecule = group[main.records.lowerBound]
    molecule.quality = PackedQuality()
    for position in 0..<length {
      var best = Int(table.base(of: entry, at: position))
      for code in 0..<4 where sums[position * 4 + code] > sums[position * 4 + best] { best = code }
      var second: Int32 = 0
      for code in 0..<4 where code != best { second = max(second, sums[position * 4 + code]) }
      molecule.quality.set(Int(sums[position * 4 + best] - second), at: position)
      words[position / 32] |= UInt64(best) << UInt64(position % 32 * 2)
    }
    molecule.family = families[Int(main.entry)]
    molecule.entry = consensusEntry(words, like: Int(main.entry))
    molecule.cluster = UInt32(cluster)
    let members = junctions.filter { $0.cluster == cluster }
    molecule.reads = UInt32(members.reduce(0) { $0 + $1.reads })
    let records = members.map { group[$0.records] }.joined()
    molecule.v = table.vTies.common(of: records.lazy.map(\.v))
    molecule.j = table.jTies.common(of: records.lazy.map(\.j))
    for record in records {
      molecule.umiQuality = Self.higher(molecule.umiQuality, record.umiQuality)
    }
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
        for record in group[junction.records] { sum += max(1, record.quality.score(at: position)) }
        sums[position * 4 + Int(table.base(of: entry, at: position))] += Int32(sum)
      }
    }
  }

  /// Replaces uncertain bases of the junction that stand inside V or J.
  private mutating func correctByGermline(_ molecule: inout MoleculeRecord) {
    let entry = table.entries[Int(molecule.entry)]
    let length = Int(entry.length)
    var junction: [UInt8] = []
    junction.reserveCapacity(length)
    for position in 0..<length { junction.append(table.base(of: entry, at: position)) }
    let isChanged = germline.correct(
      &junction, quality: molecule.quality, v: table.vTies.targets(of: molecule.v),
      j: table.jTies.targets(of: molecule.j))
    if isChanged {
      let words = PackedWord.pack(codes: junction)
      molecule.entry = consensusEntry(words, like: Int(molecule.entry))
    }
  }

  /// The entry of a consensus, which is added like that of the best junction when no read shows it.
  private mutating func consensusEntry(_ words: [UInt64], like main: Int) -> UInt32 {
    let entry = table.entries[main]
    if let found = table.find(words, length: Int(entry.length), locus: entry.locus) {
      return UInt32(found)
    }
    let added = table.addJunction(words, like: main)
    families.append(families[main])
    return UInt32(added)
  }
}

extension ClonotypeCounter {
  /// The code of a junction's base.
  @inline(__always)
  func base(of entry: JunctionEntry, at position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: word(position / 32, of: entry) >> UInt64(position % 32 * 2)) & 3
  }

  /// Adds a junction without reads, with the length, locus and representative read of another.
  mutating func addJunction(_ words: [UInt64], like other: Int) -> Int {
    reserveKey(words.count)
    for number in words.indices { keyScratch[number] = words[number] }
    let entry = entries[other]
    let hash = Self.hash(words.span, length: Int(entry.length), locus: entry.locus)
    let at = self.entry(hash: hash, length: Int(entry.length), locus: entry.locus)
    entries[at].representative = entry.representative
    // The words belong to the other: they may be read, not written.
    entries[at].representative.capacity = 0
    return at
  }
}

extension TieTable {
  /// The number of the targets that all of some sets share; sets that share none with those of more
  /// reads are passed over.
  mutating func common(of numbers: some Sequence<UInt32>) -> UInt32 {
    var counts: [(number: UInt32, reads: Int)] = []
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
