import Glibc
import Repertoires
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct ErrorRatesTests {
  /// Clones with reads, of which each base is wrong with a chance, at a quality that tells nothing of
  /// it; no copy has two errors.
  private static func sample(
    clones: Int, reads: Int, wrong: Double, quality: UInt8, seed: UInt64
  ) -> Sequencing {
    var generator = SeededGenerator(seed: seed)
    var worker = Sequencing()
    for _ in 0..<clones {
      let clone = MadeClone(added: 15, using: &generator)
      let length = clone.junction.count
      var copies = 0
      for place in 0..<length {
        for _ in 0..<reads where Double.random(in: 0..<1, using: &generator) < wrong {
          let step = UInt8.random(in: 1...3, using: &generator)
          worker.take(MadeRead(clone.codes(changing: [place], by: step), quality: quality))
          copies += 1
        }
      }
      worker.take(MadeRead(clone.codes, quality: quality), copies: reads - copies)
    }
    return worker
  }

  @Test(
    "a single read is at most ten times likelier a true neighbour than usual, if learnt from more")
  func neighbourOfOneRead() {
    var rates = ErrorRates()
    rates.source = .data
    for locus in rates.neighbours.indices { rates.neighbours[locus] = 1e-3 }
    let (many, usual) = (ErrorModel(rates), ErrorModel())
    func more(reads: Int) -> Int {
      many.foldAbove(differences: 1, locus: 1, reads: reads)
        - usual.foldAbove(differences: 1, locus: 1, reads: reads)
    }
    // 1000 log10 of 10 and of 50.
    #expect(more(reads: 1) == 1000)
    #expect(more(reads: 2) == 1699)
    // Counted from single ones on.
    rates.source = .assumed
    let ofAll = ErrorModel(rates)
    #expect(
      ofAll.foldAbove(differences: 1, locus: 1, reads: 1)
        == ofAll.foldAbove(differences: 1, locus: 1, reads: 2))
  }

  @Test("errors that qualities do not foretell are found in the copies of abundant clonotypes")
  func hiddenErrors() async {
    let worker = Self.sample(clones: 40, reads: 300, wrong: 8e-4, quality: 40, seed: 1)
    let found = await Sequencing.repertoire(worker.counter)
    let rates = found.folding.rates
    #expect(rates.source == .data && rates.parents == 40)
    #expect(rates.bases == 40 * 300 * ErrorCensus.places || rates.bases < 40 * 300 * 18)
    // 10^-4 of the 8 x 10^-4 is what Q40 says.
    #expect((4e-4...1.1e-3).contains(rates.hiddenErrors), "\(rates.hiddenErrors)")
    #expect((5e-4...1.2e-3).contains(rates.wrongBases), "\(rates.wrongBases)")
    #expect(found.repertoire.clonotypes.count == 40)
  }

  @Test("errors of low quality are no errors of the polymerase") func foretoldErrors() async {
    let worker = Self.sample(clones: 40, reads: 300, wrong: 1e-3, quality: 30, seed: 2)
    let rates = await Sequencing.repertoire(worker.counter).folding.rates
    #expect(rates.source == .data)
    #expect(rates.hiddenErrors < 3e-4, "\(rates.hiddenErrors)")
    #expect((28...32).contains(rates.errorQuality))
  }

  @Test("few reads leave the usual rates") func fewReads() async {
    let worker = Self.sample(clones: 3, reads: 60, wrong: 1e-3, quality: 30, seed: 3)
    let rates = await Sequencing.repertoire(worker.counter).folding.rates
    #expect(rates.source == .assumed)
    #expect(rates.copyErrors == ErrorRates().copyErrors)
    #expect(rates.cycles == nil)
  }

  @Test("rates and rows are the same whatever the order of reads and the number of tasks")
  func order() async {
    var generator = SeededGenerator(seed: 4)
    let clones = (0..<6).map { _ in MadeClone(added: 15, using: &generator) }
    var reads: [MadeRead] = []
    for number in 0..<1500 {
      let clone = clones[number % clones.count]
      let place = Int.random(in: 0..<600, using: &generator)
      reads.append(
        MadeRead(place < clone.junction.count ? clone.codes(changing: [place]) : clone.codes))
    }
    var found: [(lines: [String], rates: ErrorRates)] = []
    for threads in [1, 3] {
      var worker = Sequencing()
      for read in reads.shuffled(using: &generator) { worker.take(read) }
      let result = await Sequencing.repertoire(worker.counter, threads: threads)
      found.append((result.repertoire.lines, result.folding.rates))
    }
    #expect(found[0].lines == found[1].lines)
    #expect(found[0].rates == found[1].rates)
  }

  @Test("where the polymerase hardly errs, a rare neighbour is a clonotype of its own")
  func copyErrors() {
    var rates = ErrorRates()
    let loss = ErrorModel(rates).loss(qualitySum: 40 * 6, reads: 6, parentQualitySum: 255)
    func folds(_ rates: ErrorRates, reads: Int, of parent: Int) -> Bool {
      let model = ErrorModel(rates)
      let evidence = model.evidence(
        reads: reads, parentReads: parent, loss: loss, differences: 1)
      return evidence > model.foldAbove(differences: 1, locus: 3, reads: reads)
    }
    #expect(folds(rates, reads: 6, of: 600))
    rates.copyErrors = 1e-7
    #expect(!folds(rates, reads: 6, of: 600))
    #expect(folds(rates, reads: 1, of: 600))
    rates.neighbours[3] = 0.01
    #expect(!folds(rates, reads: 2, of: 600))
  }

  /// A clone of 20,000 reads, some of which err at poor bases as the qualities foretell, and background.
  private static func dominated(
    quality: UInt8, at places: [Int], poorReads: Int, of clone: MadeClone
  ) -> Sequencing {
    var generator = SeededGenerator(seed: 21)
    var worker = Sequencing()
    let wrong = pow(10, -Double(quality) / 10)
    for place in places {
      let low = [clone.junction.lowerBound + place]
      for step in UInt8(1)...3 {
        worker.take(
          MadeRead(clone.codes(changing: [place], by: step), low: low, lowQuality: quality),
          copies: Int(Double(poorReads) * wrong / 3))
      }
      worker.take(
        MadeRead(clone.codes, low: low, lowQuality: quality),
        copies: Int(Double(poorReads) * (1 - wrong)))
    }
    worker.take(MadeRead(clone.codes), copies: 20_000 - places.count * poorReads)
    for _ in 0..<40 {
      worker.take(MadeRead(MadeClone(added: 15, using: &generator).codes), copies: 50)
    }
    return worker
  }

  @Test("many reads with one error of poor bases are no family of the polymerase")
  func foretoldFamilies() async {
    var generator = SeededGenerator(seed: 22)
    let clone = MadeClone(added: 15, using: &generator)
    let length = clone.junction.count
    var worker = Self.dominated(
      quality: 15, at: [2, 5, length - 9, length - 6, length - 2], poorReads: 3000, of: clone)
    worker.take(MadeRead(clone.codes(changing: [14])), copies: 1600)
    let found = await Sequencing.repertoire(worker.counter)
    let rates = found.folding.rates
    #expect(rates.source == .data && rates.families == 0)
    #expect(rates.copyErrors <= ErrorRates().copyErrors)
    let reads = found.repertoire.readsByJunction
    #expect(reads[clone.junctionText(changing: [14])] == 1600)
    #expect(found.repertoire.clonotypes.count == 42)
  }

  @Test(
    "the errors of a poor cycle are no clonotypes, however many reads they have",
    arguments: [UInt8(2), 5, 8, 12])
  func poorCycle(_ quality: UInt8) async {
    var generator = SeededGenerator(seed: 23)
    let clone = MadeClone(added: 15, using: &generator)
    let worker = Self.dominated(quality: quality, at: [16], poorReads: 9000, of: clone)
    let found = await Sequencing.repertoire(worker.counter)
    #expect(found.repertoire.clonotypes.count == 41)
    #expect(found.repertoire.readsByJunction[clone.junctionText].map { $0 > 19_990 } == true)
  }
}
