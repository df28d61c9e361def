import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("Slips, told from clonotypes of their own with a base more or less")
struct IndelCensusTests {
  private static func census(
    looked: [Int], found: [Int], copies: Int
  ) -> IndelCensus {
    var census = IndelCensus()
    for (place, counts) in zip(IndelCensus.Place.allCases, zip(looked, found)) {
      census.looked[place] = counts.0
      census.found[place] = counts.1
    }
    census.copies = copies
    return census
  }

  @Test("what stands in runs, or at the ends as in the middle, are errors")
  func errors() {
    let slips = Self.census(looked: [600, 100, 900, 200], found: [2, 8, 3, 60], copies: 90)
    #expect(slips.errors == 90)
    let anywhere = Self.census(looked: [600, 100, 900, 200], found: [60, 20, 90, 40], copies: 400)
    #expect(anywhere.errors == 400)
    #expect(Self.census(looked: [600, 100, 900, 200], found: [0, 0, 0, 0], copies: 0).errors == 0)
  }

  @Test("what stands anywhere in the middle, and not at the ends, are clonotypes of their own")
  func crowd() {
    let crowd = Self.census(looked: [6000, 1000, 9000, 2000], found: [0, 0, 90, 20], copies: 200)
    #expect(crowd.errors < 60)
    let both = Self.census(looked: [6000, 1000, 9000, 2000], found: [0, 20, 90, 80], copies: 400)
    #expect((200..<330).contains(both.errors))
  }

  @Test("each change has its place and its run") func places() {
    var variants = IndelVariants()
    // Seven bases of V, ten between with a run of three, eleven of J.
    let codes: [UInt8] =
      [3, 2, 3, 2, 1, 1, 0] + [1, 0, 2, 2, 2, 0, 1, 3, 0, 1]
      + [2, 0, 1, 3, 0, 3, 3, 1, 3, 3, 1]
    variants.take(codes)
    func place(_ at: Int, _ added: UInt8?) -> IndelCensus.Place {
      IndelCensus.Place(of: .init(place: at, added: added), in: variants)
    }
    #expect(place(0, nil) == .end)
    #expect(place(4, nil) == .endInRun)
    #expect(place(7, nil) == .middle)
    #expect(place(9, nil) == .middleInRun)
    #expect(place(9, 2) == .middleInRun)
    #expect(place(8, 3) == .middle)
    #expect(place(17, nil) == .end)
    #expect(place(22, nil) == .endInRun)
  }

  @Test("the rare clonotypes of a crowd that have a base less teach no slips") func rare() async {
    var worker = Sequencing()
    var random = SeededGenerator(seed: 3)
    var rare: Set<String> = []
    for number in Array(0..<256).shuffled(using: &random).prefix(120) {
      let added = (0..<4).map { UInt8(number >> (2 * $0) & 3) }
      let clone = MadeClone(v: "TRGV8*01", j: "TRGJ1*02", between: added)
      worker.take(MadeRead(clone.codes), copies: 90)
      guard number % 4 == 0 else { continue }
      let shorter = MadeClone(v: "TRGV8*01", j: "TRGJ1*02", between: Array(added.dropFirst()))
      if rare.insert(shorter.junctionText).inserted {
        worker.take(MadeRead(shorter.codes), copies: 2)
      }
    }
    let rates = await Sequencing.repertoire(worker.counter).folding.rates
    #expect(rates.source == .data)
    #expect(rates.indelCopies > 150)
    // They would be one in a thousand bases.
    #expect(rates.indels < 1e-4, "\(rates.indels)")
  }
}
