import Repertoires
import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import ClonotypeAssembly

/// A worker's reads with identifiers, and the molecules made of them.
struct MadeMolecules {
  var aligner = ReadAligner(index: MadeClone.index)
  var reads = MoleculeReads(index: MadeClone.index)
  var records: [MoleculeRecord] = []

  static func umi(_ text: String, quality: UInt8 = 37, low: [Int] = []) -> UMIReading {
    var reading = UMIReading()
    for (i, base) in text.utf8.enumerated() {
      reading.append(base: base, quality: low.contains(i) ? 11 : quality)
    }
    return reading
  }

  mutating func take(_ read: MadeRead, umi: UMIReading, copies: Int = 1) {
    let outcome = aligner.align(sequence: read.bases.span, quality: read.quality.span)
    guard case .rearranged(let found) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    for _ in 0..<copies {
      records.append(reads.count(found, from: &aligner, quality: read.quality.span, umi: umi))
    }
  }

  /// One molecule as text.
  struct Molecule: Hashable, Comparable, CustomStringConvertible {
    var umi: String
    var junction: String
    var reads: Int
    var description: String { "\(umi) \(junction) \(reads)" }
    static func < (a: Molecule, b: Molecule) -> Bool {
      (a.umi, a.junction, a.reads) < (b.umi, b.junction, b.reads)
    }
  }

  /// Groups by identifier, without correcting identifiers; by several workers, the identifiers in
  /// any order, if `random` deals them out.
  func grouped(
    workers count: Int = 1, dealtBy random: SeededGenerator? = nil
  ) async -> (grouping: GroupedMolecules, molecules: [MoleculeRecord]) {
    let families = await JunctionFamilies(of: reads.table, index: MadeClone.index, threads: 1)
    var workers = (0..<count).map { _ in
      MoleculeGrouping(table: reads.table, families: families, index: MadeClone.index)
    }
    var groups: [UMI: [MoleculeRecord]] = [:]
    for record in records { groups[record.umi, default: []].append(record) }
    var umis = groups.keys.sorted()
    if var random { umis.shuffle(using: &random) }
    var made = [[MoleculeRecord]](repeating: [], count: count)
    for (number, umi) in umis.enumerated() {
      var group = groups[umi] ?? []
      workers[number % count].group(&group, into: &made[number % count])
    }
    let whole = GroupedMolecules(workers)
    for (worker, mapping) in whole.mappings.enumerated() {
      for number in made[worker].indices { mapping.apply(to: &made[worker][number]) }
    }
    return (whole, made.flatMap { $0 })
  }

  /// The molecules after correction.
  func corrected() async -> (grouping: GroupedMolecules, molecules: [MoleculeRecord]) {
    let (grouping, molecules) = await grouped()
    var correction = UMICorrection(grouping)
    var result: [MoleculeRecord] = []
    for family in Set(molecules.map(\.family)).sorted() {
      var members = molecules.filter { $0.family == family }
      correction.correct(&members)
      result += members
    }
    return (grouping, result)
  }

  static func texts(
    _ grouping: GroupedMolecules, _ molecules: [MoleculeRecord]
  ) -> [Molecule] {
    molecules.map { molecule in
      let entry = grouping.table.entries[Int(molecule.entry)]
      let codes = (0..<Int(entry.length)).map { grouping.table.base(of: entry, at: $0) }
      return Molecule(
        umi: molecule.umi.text, junction: Nucleotide.text(ofCodes: codes),
        reads: Int(molecule.reads))
    }.sorted()
  }

  func groupedTexts() async -> [Molecule] {
    let (grouping, molecules) = await grouped()
    return Self.texts(grouping, molecules)
  }

  func correctedTexts() async -> [Molecule] {
    let (grouping, molecules) = await corrected()
    return Self.texts(grouping, molecules)
  }
}

@Suite("Molecules")
struct MoleculeTests {
  private static let first = "ACGTACGTACGT"

  private static func clones(_ count: Int, seed: UInt64) -> [MadeClone] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in MadeClone(using: &random) }
  }

  @Test("the junction of a molecule is the consensus of its reads")
  func consensus() async {
    let clone = Self.clones(1, seed: 1)[0]
    var made = MadeMolecules()
    // Each read has an error of its own, so no read shows the truth.
    for place in [10, 14, 18] {
      made.take(MadeRead(clone.codes(changing: [place])), umi: MadeMolecules.umi(Self.first))
    }
    #expect(
      await made.groupedTexts() == [.init(umi: Self.first, junction: clone.junctionText, reads: 3)])
  }

  @Test("of two reads the better one decides a base")
  func weights() async {
    let clone = Self.clones(1, seed: 2)[0]
    let place = clone.junction.lowerBound + 12
    var made = MadeMolecules()
    made.take(
      MadeRead(clone.codes(changing: [12]), low: [place]), umi: MadeMolecules.umi(Self.first))
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(Self.first))
    #expect(
      await made.groupedTexts() == [.init(umi: Self.first, junction: clone.junctionText, reads: 2)])
  }

  @Test("a bad base inside V or J is read as the germline has it; a good or an added one stays")
  func germline() async {
    let clone = Self.clones(1, seed: 10)[0]
    let end = clone.junction.count
    // TRBV9 and TRBJ2-1 reach nine and seventeen bases into the junction.
    for (place, isGermline) in [(3, true), (end - 8, true), (15, false)] {
      for isBad in [true, false] {
        var made = MadeMolecules()
        made.take(
          MadeRead(
            clone.codes(changing: [place]), low: isBad ? [clone.junction.lowerBound + place] : [],
            lowQuality: 11), umi: MadeMolecules.umi(Self.first))
        let expected =
          isGermline && isBad ? clone.junctionText : clone.junctionText(changing: [place])
        #expect(await made.groupedTexts().map(\.junction) == [expected], "\(place) \(isBad)")
      }
    }
  }

  @Test("two unrelated junctions with one identifier are two molecules")
  func collision() async {
    let clones = Self.clones(2, seed: 3)
    var made = MadeMolecules()
    made.take(MadeRead(clones[0].codes), umi: MadeMolecules.umi(Self.first), copies: 3)
    made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi(Self.first), copies: 2)
    let expected = [
      MadeMolecules.Molecule(umi: Self.first, junction: clones[0].junctionText, reads: 3),
      MadeMolecules.Molecule(umi: Self.first, junction: clones[1].junctionText, reads: 2),
    ].sorted()
    #expect(await made.groupedTexts() == expected)
    #expect(await made.grouped().grouping.collidingMolecules == 2)
    #expect(await made.correctedTexts() == expected)
  }

  @Test("one read with the identifier of many and another junction is a chimera, where UMIs abound")
  func chimera() async {
    let clones = Self.clones(2, seed: 3)
    var made = MadeMolecules()
    made.take(MadeRead(clones[0].codes), umi: MadeMolecules.umi(Self.first), copies: 5)
    made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi(Self.first))
    // Other molecules, so that identifiers are seen to be diverse.
    var random = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      let umi = random.bases(12)
      made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi(umi), copies: 2)
    }
    let (grouping, molecules) = await made.corrected()
    #expect(molecules.count == 51)
    #expect(MadeMolecules.texts(grouping, molecules).allSatisfy { $0.reads > 1 })
  }

  @Test("of two single reads of one molecule the better one shows the junction")
  func singles() async {
    let clone = Self.clones(1, seed: 9)[0]
    let place = clone.junction.lowerBound + 12
    for umis in [["ACGTACGTACGT", "ACGTACGTACGA"], ["ACGTACGTACGA", "ACGTACGTACGT"]] {
      var made = MadeMolecules()
      made.take(
        MadeRead(clone.codes(changing: [12]), low: [place]), umi: MadeMolecules.umi(umis[0]))
      made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(umis[1]))
      #expect(await made.correctedTexts().map(\.junction) == [clone.junctionText])
    }
  }

  @Test("a read that lacks a base of the junction belongs to the molecule, and does not vote")
  func indel() async {
    let clone = Self.clones(1, seed: 4)[0]
    var shorter = clone.codes
    shorter.remove(at: clone.junction.lowerBound + 15)
    var made = MadeMolecules()
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(Self.first), copies: 2)
    made.take(MadeRead(shorter), umi: MadeMolecules.umi(Self.first))
    #expect(
      await made.groupedTexts() == [.init(umi: Self.first, junction: clone.junctionText, reads: 3)])
  }

  @Test("an error of an identifier goes to its molecule; a likely neighbour stays")
  func correction() async {
    let clone = Self.clones(1, seed: 5)[0]
    var made = MadeMolecules()
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi("ACGTACGTACGT"), copies: 6)
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi("ACGTACGTACGA"))
    // Two bases of which one is bad.
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi("CCGTACGTACGG", low: [0]))
    // As many reads as the other: no copy of it, but a molecule.
    made.take(MadeRead(clone.codes), umi: MadeMolecules.umi("ACGTAGGTACGT"), copies: 5)
    #expect(
      await made.correctedTexts() == [
        .init(umi: "ACGTACGTACGT", junction: clone.junctionText, reads: 8),
        .init(umi: "ACGTAGGTACGT", junction: clone.junctionText, reads: 5),
      ])
  }

  @Test("identifiers of another clone are left alone")
  func otherClone() async {
    let clones = Self.clones(2, seed: 6)
    var made = MadeMolecules()
    made.take(MadeRead(clones[0].codes), umi: MadeMolecules.umi("ACGTACGTACGT"), copies: 20)
    made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi("ACGTACGTACGA"))
    #expect(await made.correctedTexts().count == 2)
  }

  @Test("where identifiers are few for the clone, neighbours are molecules")
  func shortIdentifiers() async {
    let clone = Self.clones(1, seed: 7)[0]
    var random = SeededGenerator(seed: 7)
    var made = MadeMolecules()
    var umis: Set<String> = []
    while umis.count < 150 {
      let umi = random.bases(4)
      guard umis.insert(umi).inserted else { continue }
      made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(umi), copies: umis.count % 8 + 1)
    }
    // 150 of 256 identifiers are taken: nearly each has neighbours with more reads.
    #expect(await made.correctedTexts().count >= 145)
  }

  @Test("parts of identifiers find the parents that all pairs find", arguments: 0..<10)
  func buckets(seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed))
    let clone = MadeClone(using: &random)
    var made = MadeMolecules()
    for _ in 0..<60 {
      let umi = Array(random.bases(9))
      let copies = Int.random(in: 1...9, using: &random)
      made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(String(umi)), copies: copies)
      for _ in 0..<copies / 3 {
        var wrong = umi
        for _ in 0..<Int.random(in: 1...2, using: &random) {
          wrong[Int.random(in: 0..<9, using: &random)] = "ACGT".randomElement(using: &random) ?? "A"
        }
        made.take(
          MadeRead(clone.codes),
          umi: MadeMolecules.umi(String(wrong), low: [Int.random(in: 0..<9, using: &random)]))
      }
    }
    let (grouping, molecules) = await made.grouped()
    #expect(molecules.count > 60)
    func corrected(smallFamily: Int) -> [MadeMolecules.Molecule] {
      var correction = UMICorrection(grouping, smallFamily: smallFamily)
      var family = molecules
      correction.correct(&family)
      return MadeMolecules.texts(grouping, family)
    }
    let byPairs = corrected(smallFamily: .max)
    #expect(byPairs.count < molecules.count)
    #expect(byPairs.reduce(0) { $0 + $1.reads } == made.records.count)
    #expect(corrected(smallFamily: 0) == byPairs)
  }

  @Test("any split among workers, in any order, gives the same repertoire", arguments: 0..<5)
  func splits(seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed))
    let clones = Self.clones(6, seed: UInt64(seed) + 100)
    var reads: [(read: MadeRead, umi: UMIReading)] = []
    for _ in 0..<40 {
      let clone = clones[Int.random(in: 0..<6, using: &random)]
      let umi = random.bases(8)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let hasError = Int.random(in: 0..<4, using: &random) == 0
        let places = hasError ? [Int.random(in: 6..<24, using: &random)] : []
        reads.append((MadeRead(clone.codes(changing: places)), MadeMolecules.umi(umi)))
      }
    }
    let whole = await Self.repertoire([reads])
    #expect(!whole.isEmpty)
    for parts in 2...3 {
      let shuffled = reads.shuffled(using: &random)
      let split = (0..<parts).map { part in
        shuffled.enumerated().filter { $0.offset % parts == part }.map(\.element)
      }
      #expect(await Self.repertoire(split) == whole)
    }
  }

  /// What the numbers of a record mean in a table.
  private struct Named: Equatable {
    let locus: UInt8
    let length: Int32
    let junction: [UInt64]
    let v: [UInt16]
    let j: [UInt16]

    init(_ record: MoleculeRecord, in table: ClonotypeCounter) {
      let entry = table.entries[Int(record.entry)]
      (locus, length, junction) = (entry.locus, entry.length, table.words(of: entry))
      (v, j) = (table.vTies.targets(of: record.v), table.jTies.targets(of: record.j))
    }
  }

  /// The rows of the repertoire that workers with these reads give.
  private static func repertoire(_ parts: [[(read: MadeRead, umi: UMIReading)]]) async -> [String] {
    let workers = parts.map { part in
      var made = MadeMolecules()
      for (read, umi) in part { made.take(read, umi: umi) }
      return made
    }
    var whole = MadeMolecules()
    whole.reads = workers[0].reads
    var table = workers[0].reads.table
    let mappings = workers.dropFirst().map { table.merge($0.reads.table) }
    for (number, worker) in workers.enumerated() {
      for var record in worker.records {
        let own = Named(record, in: worker.reads.table)
        // The numbers of the table that the others are merged into stay.
        if number > 0 { mappings[number - 1].apply(to: &record) }
        #expect(Named(record, in: table) == own)
        whole.records.append(record)
      }
    }
    whole.reads = MoleculeReads(table: table)
    let (grouping, molecules) = await whole.corrected()
    var counter = MoleculeCounter(grouping, index: MadeClone.index, threshold: 1)
    for molecule in molecules { counter.count(molecule) }
    let assembled = await MoleculeAssembler(index: MadeClone.index).assemble(
      counter, sample: Sequencing.sample)
    #expect(
      assembled.repertoire.clonotypes.reduce(0) { $0 + ($1.consensusCount ?? 0) }
        == whole.records.count)
    #expect(assembled.repertoire.total() == molecules.count)
    return assembled.repertoire.lines
  }

  /// Groups of reads of six clones with errors in their junctions, so that consensus junctions
  /// come about that no read shows.
  private static func library(seed: Int, _ random: inout SeededGenerator) -> MadeMolecules {
    let clones = Self.clones(6, seed: UInt64(seed) + 200)
    var made = MadeMolecules()
    for _ in 0..<80 {
      let clone = clones[Int.random(in: 0..<6, using: &random)]
      let umi = random.bases(8)
      let low = clone.junction.lowerBound + Int.random(in: 0..<9, using: &random)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let places = [
          Int.random(in: 0..<9, using: &random), Int.random(in: 12..<20, using: &random),
        ]
        made.take(
          MadeRead(clone.codes(changing: places), low: [low]), umi: MadeMolecules.umi(umi))
      }
    }
    return made
  }

  @Test("workers that share the identifiers out group as one does", arguments: 0..<10)
  func groupingWorkers(seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed))
    let made = Self.library(seed: seed, &random)
    let (alone, molecules) = await made.grouped()
    #expect(alone.table.entries.count > made.reads.table.entries.count)
    let texts = MadeMolecules.texts(alone, molecules)
    func added(_ grouped: GroupedMolecules) -> [String] {
      grouped.table.entries.dropFirst(made.reads.table.entries.count).map { entry in
        let codes = (0..<Int(entry.length)).map { grouped.table.base(of: entry, at: $0) }
        let read = grouped.table.readWords[
          entry.representative.words..<entry.representative.words + entry.representative.wordCount]
        return Nucleotide.text(ofCodes: codes) + " \(Array(read))"
      }
    }
    for count in 1...4 {
      let (shared, others) = await made.grouped(
        workers: count, dealtBy: SeededGenerator(seed: random.next()))
      #expect(MadeMolecules.texts(shared, others) == texts)
      // The same junctions in the same order, each with the same read.
      #expect(added(shared) == added(alone))
      #expect(shared.collidingMolecules == alone.collidingMolecules)
      #expect(shared.composition.effectiveNumber == alone.composition.effectiveNumber)
    }
  }

  @Test("counters of parts of the molecules add up to that of all", arguments: 0..<5)
  func countingWorkers(seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed) + 50)
    let made = Self.library(seed: seed, &random)
    let (grouped, molecules) = await made.corrected()
    func rows(_ parts: [[MoleculeRecord]]) async -> [String] {
      var counters = parts.map { part in
        var counter = MoleculeCounter(grouped, index: MadeClone.index, threshold: 2)
        for molecule in part { counter.count(molecule) }
        return counter
      }
      var whole = counters.removeFirst()
      for counter in counters { whole.merge(counter) }
      let assembled = await MoleculeAssembler(index: MadeClone.index).assemble(
        whole, sample: Sequencing.sample)
      return assembled.repertoire.lines
        + ["\(whole.readsBelowThreshold) \(whole.moleculesBelowThreshold)"]
    }
    let all = await rows([molecules])
    #expect(all.count > 1)
    for count in 2...4 {
      let shuffled = molecules.shuffled(using: &random)
      let parts = (0..<count).map { part in
        shuffled.indices.filter { $0 % count == part }.map { shuffled[$0] }
      }
      #expect(await rows(parts) == all)
    }
  }

  @Test("scores add up sixteen at a time as one at a time", arguments: 0..<20)
  func packedQualities(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let length = Int.random(in: 0...70, using: &random)
    let highest = [3, 20, 60][seed % 3]
    let scores = (0..<3).map { _ in
      (0..<length).map { _ in Int.random(in: 0...highest, using: &random) }
    }
    let packed = scores.map { scores in
      var quality = PackedQuality()
      for (at, score) in scores.enumerated() { quality.set(score, at: at) }
      return quality
    }
    let kept = 0..<min(length, PackedQuality.capacity)
    for quality in packed {
      #expect(quality.isPositive(length) == kept.allSatisfy { quality.score(at: $0) > 0 })
      #expect(
        quality.isUncertain(length) == (0..<length).contains { quality.score(at: $0) < 16 })
    }
    var sum = packed[0]
    sum.add(packed[1])
    sum.add(packed[2])
    for at in kept {
      let expected = packed.reduce(0) { $0 + $1.score(at: at) }
      #expect(sum.score(at: at) == min(PackedQuality.highest, expected))
    }
  }

  @Test("molecules of one clonotype whose consensus holds an early error are folded into it")
  func earlyErrors() async {
    let clone = Self.clones(1, seed: 8)[0]
    var random = SeededGenerator(seed: 8)
    var made = MadeMolecules()
    for number in 0..<200 {
      let umi = random.bases(12)
      let codes = number == 0 ? clone.codes(changing: [15]) : clone.codes
      made.take(MadeRead(codes), umi: MadeMolecules.umi(umi), copies: 4)
    }
    let (grouping, molecules) = await made.corrected()
    var counter = MoleculeCounter(grouping, index: MadeClone.index, threshold: 1)
    for molecule in molecules { counter.count(molecule) }
    let (repertoire, folding) = await MoleculeAssembler(index: MadeClone.index).assemble(
      counter, sample: Sequencing.sample)
    #expect(repertoire.clonotypes.map(\.duplicateCount) == [200])
    #expect(repertoire.clonotypes.map(\.umiCount) == [200])
    #expect(repertoire.clonotypes.map(\.consensusCount) == [800])
    #expect(folding.readsFolded == 1)
  }
}
