import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("True neighbours where no other rate can be learnt")
struct NeighbourCensusTests {
  /// Clones of one V and one J that differ in four added bases, of one to three reads each.
  private static func crowd(_ count: Int, v: String, j: String, seed: UInt64) -> Sequencing {
    var random = SeededGenerator(seed: seed)
    var worker = Sequencing()
    for number in Array(0..<256).shuffled(using: &random).prefix(count) {
      let added = (0..<4).map { UInt8(number >> (2 * $0) & 3) }
      let clone = MadeClone(v: v, j: j, between: added)
      worker.take(MadeRead(clone.codes), copies: 1 + number % 3)
    }
    return worker
  }

  @Test(
    "crowded clonotypes stay, of TRG as is usual and of any locus as the sample shows",
    arguments: [
      ("TRGV8*01", "TRGJ1*02", Locus.trg, 60), ("TRGV8*01", "TRGJ1*02", .trg, 200),
      ("TRBV9*01", "TRBJ2-1*01", .trb, 200),
    ])
  func crowded(_ v: String, _ j: String, _ locus: Locus, _ count: Int) async {
    let worker = Self.crowd(count, v: v, j: j, seed: UInt64(count))
    let found = await Sequencing.repertoire(worker.counter)
    #expect(found.folding.rates.source == .assumed)
    #expect(found.folding.rates.neighbours[locus.index] > 2e-4)
    #expect(found.repertoire.clonotypes.count == count)
  }

  @Test("a crowd of molecules stays") func crowdOfMolecules() async {
    let worker = Self.crowd(200, v: "TRBV9*01", j: "TRBJ2-1*01", seed: 5)
    var table = worker.counter
    let assembler = RepertoireAssembler(index: MadeClone.index)
    let nodes = await assembler.sortedNodes(of: &table, threads: 1)
    let found = await assembler.assemble(
      table, nodes, sample: Sequencing.sample, threads: 1, readsOfMolecules: nodes.map(\.reads))
    #expect(found.repertoire.clonotypes.count == 200)
  }

  @Test("errors are as many at the ends of the junction as in its middle, and no neighbours")
  func errors() async {
    var random = SeededGenerator(seed: 6)
    var worker = Sequencing()
    for _ in 0..<60 {
      let clone = MadeClone(added: 9, using: &random)
      worker.take(MadeRead(clone.codes), copies: 20)
      for place in Array(0..<clone.junction.count).shuffled(using: &random).prefix(8) {
        worker.take(MadeRead(clone.codes(changing: [place])))
        if place % 2 == 0 { worker.take(MadeRead(clone.codes(changing: [place], by: 2))) }
      }
    }
    let found = await Sequencing.repertoire(worker.counter)
    #expect(found.folding.rates.source == .assumed)
    // Errors at one place are neighbours of one another too.
    #expect(found.folding.rates.neighbours[Locus.trb.index] == 2e-5)
    #expect(found.repertoire.clonotypes.count == 60)
  }

  @Test(
    "copies of a few abundant clones teach no neighbours, and are no clonotypes that crowd",
    arguments: [
      ("TRBV9*01", "TRBJ2-1*01", Locus.trb, 2e-5), ("TRGV8*01", "TRGJ1*02", .trg, 1e-3),
    ], [(0.01, UInt8(20)), (0.001, 37)])
  func abundantClones(
    _ genes: (v: String, j: String, locus: Locus, most: Double),
    _ errors: (chance: Double, quality: UInt8)
  ) async {
    var random = SeededGenerator(seed: 7)
    var worker = Sequencing()
    for _ in 0..<3 {
      let clone = MadeClone(v: genes.v, j: genes.j, added: 9, using: &random)
      for _ in 0..<1500 {
        let wrong = (0..<clone.junction.count).filter { _ in
          Double.random(in: 0..<1, using: &random) < errors.chance
        }
        let step = UInt8.random(in: 1...3, using: &random)
        worker.take(
          MadeRead(
            clone.codes(changing: wrong, by: step),
            low: wrong.map { $0 + clone.junction.lowerBound }, lowQuality: errors.quality))
      }
    }
    let found = await Sequencing.repertoire(worker.counter)
    let chance = found.folding.rates.neighbours[genes.locus.index]
    #expect(found.folding.rates.source == .assumed)
    #expect(chance <= genes.most, "\(chance)")
    #expect(found.repertoire.clonotypes.count <= 5, "\(found.folding.clonotypesAfter)")
  }

  @Test("a single read beside many is seldom a clonotype where few have one read") func singles() {
    var rates = ErrorRates()
    rates.singles[Locus.trg.index] = 0.01
    let (few, usual) = (ErrorModel(rates), ErrorModel())
    func less(reads: Int) -> Int {
      usual.foldAbove(differences: 1, locus: UInt8(Locus.trg.index), reads: reads)
        - few.foldAbove(differences: 1, locus: UInt8(Locus.trg.index), reads: reads)
    }
    #expect(less(reads: 1) == 2000)
    #expect(less(reads: 2) == 0)
  }

  @Test("what is usual grows with the clonotypes of TRG alone, between bounds")
  func usual() {
    for (count, chance) in [(0, 2e-5), (100, 5e-4), (400, 2e-3), (1_000_000, 5e-3)] {
      let usual = ErrorRates.usualNeighbours(of: InlineArray(repeating: count))
      #expect(abs(usual[Locus.trg.index] - chance) < 1e-9)
      for locus in [Locus.tra, .trb, .trd] { #expect(usual[locus.index] == 2e-5) }
    }
  }
}
