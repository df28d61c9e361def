import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("Molecules of several workers")
struct MoleculeWorkerTests {
  @Test("any split among workers, in any order, gives the same repertoire", arguments: 0..<5)
  func splits(seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed))
    let clones = MadeMolecules.clones(6, seed: UInt64(seed) + 100)
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
    let clones = MadeMolecules.clones(6, seed: UInt64(seed) + 200)
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
      #expect(await made.correction(workers: count).shared == made.correction().shared)
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
}
