import Sequences
public import VDJAlignment

/// Makes molecules of the reads that share an identifier; a worker's own, over a table that all share.
///
/// Reads whose junctions are copies of one another with errors are one molecule, whose junction is
/// their consensus; unrelated junctions with one identifier are a collision and part into several.
/// What the workers found is put together by ``GroupedMolecules``.
public struct MoleculeGrouping: Sendable {
  /// The sample's junctions, which all workers share.
  let table: ClonotypeCounter
  /// Consensus junctions that no read shows; their numbers follow those of the table.
  private(set) var added: AddedJunctions
  /// The sets of the table, and those that reads of one molecule have in common.
  private(set) var vTies: TieTable
  private(set) var jTies: TieTable
  /// How often the bases stand at each place of an identifier.
  private(set) var composition = UMIComposition()

  private let germline: GermlineCorrection
  private let families: [UInt32]
  // Room that is used for one identifier after the other.
  private var clusters = JunctionClusters()
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
    group.sortFew { $0.entry < $1.entry }
    if group[0].entry == group[group.count - 1].entry {
      var molecule = moleculeOfOneJunction(group)
      correctByGermline(&molecule)
      molecules.append(molecule)
      return
    }
    clusters.form(of: group, in: table)
    for number in 0..<clusters.count {
      var molecule = molecule(number, of: group)
      // The clusters stand in the order of their best junctions, which is nearly that of reads.
      molecule.rivalReads = UInt32(number > 0 ? clusters.reads(of: 0) : 0)
      correctByGermline(&molecule)
      molecules.append(molecule)
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

  /// The molecule of a cluster: consensus of the junctions of its best one's length.
  private mutating func molecule(_ cluster: Int, of group: [MoleculeRecord]) -> MoleculeRecord {
    let main = clusters.main(of: cluster)
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
    molecule.reads = UInt32(clusters.reads(of: cluster))
    members.removeAll(keepingCapacity: true)
    for junction in clusters.junctions where junction.cluster == cluster {
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
    for junction in clusters.junctions where junction.cluster == cluster {
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
