import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct ErrorFoldingTests {
  @Test("a monoclonal sample with errors is one clonotype", arguments: 0..<8)
  func monoclonal(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    let clone = MadeClone(added: [6, 12, 30, 60][Int(seed % 4)], using: &generator)
    var worker = Sequencing()
    var perfect = 0
    for _ in 0..<400 {
      var codes = clone.codes
      var low: [Int] = []
      for i in codes.indices where Int.random(in: 0..<200, using: &generator) == 0 {
        codes[i] = (codes[i] + UInt8.random(in: 1...3, using: &generator)) & 3
        low.append(i)
      }
      perfect += low.isEmpty ? 1 : 0
      let isReverse = Bool.random(using: &generator)
      worker.take(
        MadeRead(
          codes, low: low, lowQuality: UInt8.random(in: 2...12, using: &generator),
          isReverse: isReverse))
    }
    worker.take(MadeRead(clone.codes), copies: 2000)
    #expect(worker.counter.distinctJunctions > 5)
    let found = await worker.repertoire()
    #expect(found.clonotypes.count == 1)
    #expect(found.readsByJunction == [clone.junctionText: worker.account.rearrangements])
  }

  /// Reads of a rare neighbour of an abundant clone, of which all but one bear a poor base besides.
  struct PoorNeighbour: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var misread: Int
    /// Quality of the base that tells the neighbour apart.
    var quality: UInt8 = 30
    /// The same of the read without another error, where it is another.
    var exactQuality: UInt8?
    var survives: Bool
  }

  @Test(
    "all reads of a family with the neighbour's base speak for it",
    arguments: [
      PoorNeighbour(testDescription: "one exact read alone", misread: 0, survives: false),
      PoorNeighbour(testDescription: "eight misread ones besides", misread: 8, survives: true),
      PoorNeighbour(
        testDescription: "their own base is poor", misread: 8, quality: 9, survives: false),
      PoorNeighbour(
        testDescription: "that of the exact read alone is poor", misread: 8, exactQuality: 9,
        survives: true),
      PoorNeighbour(
        testDescription: "one misread one beside a poor exact read is too few", misread: 1,
        exactQuality: 9, survives: false),
    ])
  func supportedNeighbour(_ neighbour: PoorNeighbour) async {
    var worker = Sequencing()
    var generator = SeededGenerator(seed: 13)
    let clone = MadeClone(added: 15, using: &generator)
    worker.take(MadeRead(clone.codes, quality: 30), copies: 60)
    let place = 18
    let at = clone.junction.lowerBound + place
    worker.take(
      MadeRead(
        clone.codes(changing: [place]), quality: 30, low: [at],
        lowQuality: neighbour.exactQuality ?? neighbour.quality))
    for number in 0..<neighbour.misread {
      let other = 24 + 2 * number
      var read = MadeRead(
        clone.codes(changing: [place, other]), quality: 30, low: [at],
        lowQuality: neighbour.quality)
      read.quality[clone.junction.lowerBound + other] = Phred.ascii(ofQuality: 5)
      worker.take(read)
    }
    // In a sample where one clonotype in a hundred has a neighbour.
    let families = await Self.roots(of: worker.counter, neighbours: 0.01)
    #expect(
      families.values.sorted()
        == (neighbour.survives ? [1 + neighbour.misread, 60] : [61 + neighbour.misread]))
  }

  @Test(
    "reads whose own base is wrong join those that have the right one, though first in the order",
    arguments: [(1, 20, [3]), (3, 35, [3, 5])])
  func firstWithError(_ first: Int, _ quality: Int, _ families: [Int]) async {
    var worker = Sequencing()
    var generator = SeededGenerator(seed: 17)
    let clone = MadeClone(added: 15, using: &generator)
    let start = clone.junction.lowerBound
    // Nothing but the base that tells them apart is worse than in the others.
    worker.take(
      MadeRead(
        clone.codes(changing: [18]), low: [start + 18], lowQuality: UInt8(quality)), copies: first)
    worker.take(MadeRead(clone.codes, quality: 30))
    for number in 0..<(families.count == 1 ? 1 : 4) {
      let other = 24 + 2 * number
      worker.take(
        MadeRead(
          clone.codes(changing: [other]), quality: 30, low: [start + other], lowQuality: 5))
    }
    let roots = await Self.roots(of: worker.counter, neighbours: 2e-4)
    #expect(roots.values.sorted() == families)
  }

  /// Reads of each family, by its root, in a sample of given neighbours whose polymerase hardly errs.
  private static func roots(
    of counted: ClonotypeCounter, neighbours: Double
  ) async -> [Int: Int] {
    var table = counted
    let nodes = await RepertoireAssembler(index: MadeClone.index).sortedNodes(
      of: &table, threads: 1)
    var folding = ErrorFolding(table: table, nodes: nodes)
    var rates = ErrorRates()
    rates.source = .data
    rates.copyErrors = 1e-7
    for locus in rates.neighbours.indices { rates.neighbours[locus] = neighbours }
    folding.use(rates)
    let roots = await folding.roots(threads: 1)
    return Dictionary(grouping: nodes.indices, by: { roots[$0] }).mapValues { members in
      members.reduce(0) { $0 + nodes[$1].reads }
    }
  }

  @Test("real neighbours one base apart both survive", arguments: [1, 2, 5, 10, 20], [20, 100])
  func realNeighbours(_ ratio: Int, _ reads: Int) async {
    var generator = SeededGenerator(seed: UInt64(ratio * 1000 + reads))
    for place in [9, 12, 17, 25] {
      let clone = MadeClone(added: 15, using: &generator)
      var worker = Sequencing()
      worker.take(MadeRead(clone.codes), copies: reads * ratio)
      worker.take(MadeRead(clone.codes(changing: [place])), copies: reads)
      let found = await worker.repertoire()
      #expect(
        found.readsByJunction == [
          clone.junctionText: reads * ratio, clone.junctionText(changing: [place]): reads,
        ])
    }
  }

  @Test("a singleton of low quality at its differences joins its parent", arguments: 1...5)
  func lowSingletons(_ differences: Int) async {
    var generator = SeededGenerator(seed: UInt64(differences))
    let clone = MadeClone(added: 21, using: &generator)
    let places = Array([10, 14, 19, 23, 29].prefix(differences))
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 200)
    let at = places.map { clone.junction.lowerBound + $0 }
    worker.take(MadeRead(clone.codes(changing: places), low: at, lowQuality: 3))
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 201])
    #expect(found.annotations.map(\.foldedReads) == [1])
  }

  @Test("a good singleton two certain bases from a small clone stays") func goodSingleton() async {
    var generator = SeededGenerator(seed: 4)
    let clone = MadeClone(added: 21, using: &generator)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 20)
    worker.take(MadeRead(clone.codes(changing: [12, 20])))
    let found = await worker.repertoire()
    #expect(found.readsByJunction[clone.junctionText(changing: [12, 20])] == 1)
  }

  @Test("a chain of errors ends at its root") func chain() async {
    var generator = SeededGenerator(seed: 5)
    let clone = MadeClone(added: 24, using: &generator)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 5000)
    func low(_ places: [Int]) -> [Int] { places.map { clone.junction.lowerBound + $0 } }
    worker.take(
      MadeRead(clone.codes(changing: [12]), low: low([12]), lowQuality: 10), copies: 30)
    worker.take(
      MadeRead(clone.codes(changing: [12, 20]), low: low([12, 20]), lowQuality: 8), copies: 2)
    worker.take(
      MadeRead(clone.codes(changing: [12, 20, 28]), low: low([12, 20, 28]), lowQuality: 4))
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 5033])
  }

  @Test("errors of another length, V or J are not folded") func apart() async {
    var generator = SeededGenerator(seed: 6)
    let between = (0..<14).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let clone = MadeClone(between: between)
    let place = clone.junction.lowerBound + 14
    for (other, rows) in [
      (clone, 1), (MadeClone(between: between + [1, 0, 2]), 2),
      (MadeClone(v: "TRBV28*01", between: between), 2),
      (MadeClone(j: "TRBJ1-1*01", between: between), 2),
    ] {
      var worker = Sequencing()
      worker.take(MadeRead(clone.codes), copies: 1000)
      worker.take(MadeRead(other.codes(changing: [14]), low: [place], lowQuality: 3))
      let found = await worker.repertoire()
      #expect(found.clonotypes.count == rows)
      #expect(found.total() == 1001)
    }
  }

  @Test("a family whose single copies each bear an error gets the junction of none of them")
  func consensus() async {
    var generator = SeededGenerator(seed: 8)
    let clone = MadeClone(added: 24, using: &generator)
    var worker = Sequencing()
    for place in [11, 17, 26] {
      let low = [clone.junction.lowerBound + place]
      worker.take(MadeRead(clone.codes(changing: [place]), low: low, lowQuality: 3))
    }
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 3])
    #expect(found.clonotypes.count == 1)
    // The representative shows the junction that the row names.
    let row = found.clonotypes[0]
    let sequence = found.texts.string(found.annotations[0].sequence)
    #expect(sequence.contains(found.texts.string(row.junction)))
  }

  @Test(
    "a corrected family joins the clonotype of its own V, not another with that junction",
    arguments: [0, 6])
  func consensusKeepsV(_ perfect: Int) async {
    var generator = SeededGenerator(seed: 9)
    let between = (0..<24).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let clone = MadeClone(between: between)
    let other = MadeClone(v: "TRBV28*01", between: between)
    #expect(clone.junctionText == other.junctionText)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 50)
    if perfect > 0 { worker.take(MadeRead(other.codes), copies: perfect) }
    for place in [11, 17, 26] {
      let low = [other.junction.lowerBound + place]
      worker.take(MadeRead(other.codes(changing: [place]), low: low, lowQuality: 3))
    }
    let found = await worker.repertoire()
    #expect(found.clonotypes.map(\.duplicateCount) == [50, 3 + perfect])
    #expect(found.clonotypes.map { found.calls[$0.vCall].genes } == [["TRBV9"], ["TRBV28"]])
    #expect(found.readsByJunction == [clone.junctionText: 53 + perfect])
  }

  @Test("no two rows have the same locus, junction, V and J", arguments: 0..<60)
  func rowsAreDistinct(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var worker = Sequencing()
    for _ in 0..<3 {
      let clone = MadeClone(added: 18, using: &generator)
      // No copy is perfect, so families have to agree on a junction that none shows.
      for _ in 0..<Int.random(in: 2...8, using: &generator) {
        let places = Set(
          (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            Int.random(in: 9...30, using: &generator)
          }
        ).sorted()
        worker.take(
          MadeRead(
            clone.codes(changing: places, by: UInt8.random(in: 1...3, using: &generator)),
            quality: 30, low: places.map { clone.junction.lowerBound + $0 },
            lowQuality: UInt8.random(in: 2...22, using: &generator)),
          copies: Int.random(in: 1...2, using: &generator))
      }
    }
    let found = await worker.repertoire()
    var rows: Set<[String]> = []
    for row in found.clonotypes {
      let texts = [
        row.locus.rawValue, found.texts.string(row.junction), found.calls[row.vCall].airr,
        found.calls[row.jCall].airr,
      ]
      #expect(rows.insert(texts).inserted, "\(texts)")
    }
    #expect(found.total() == worker.account.rearrangements)
  }

  @Test("two families that come to one new junction are one row") func familiesMeet() async {
    // Two roots, each with a child that outvotes it at its error.
    var generator = SeededGenerator(seed: 21)
    let clone = MadeClone(added: 24, using: &generator)
    let start = clone.junction.lowerBound
    var worker = Sequencing()
    func take(_ places: [Int], _ quality: UInt8, copies: Int) {
      worker.take(
        MadeRead(
          clone.codes(changing: places), low: places.map { start + $0 }, lowQuality: quality),
        copies: copies)
    }
    take([11], 3, copies: 3)
    take([26], 3, copies: 3)
    take([11, 17], 3, copies: 1)
    take([26, 17], 3, copies: 1)
    take([20], 3, copies: 1)
    take([23], 3, copies: 1)
    let found = await worker.repertoire()
    var rows: Set<String> = []
    for row in found.clonotypes { rows.insert(found.texts.string(row.junction)) }
    #expect(rows.count == found.clonotypes.count)
    #expect(found.total() == 10)
  }
}
