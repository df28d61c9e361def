import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

/// Clones that share a D, and joins of two of them at it.
private struct ChimericSample {
  /// Nine bases that all clones have between their added ones.
  static let shared: [UInt8] = [2, 2, 2, 0, 1, 0, 2, 2, 3]
  /// Of TRBJ2-1 and TRBJ1-1 in turn, the first with the most reads.
  var clones: [(before: [UInt8], after: [UInt8], reads: Int)] = []
  var sequencing = Sequencing()

  init(clones count: Int = 40, most: Int = 4000, using generator: inout some RandomNumberGenerator)
  {
    for number in 0..<count {
      let before = Self.bases(7 + number % 3, &generator)
      let after = Self.bases(8 - number % 3, &generator)
      clones.append((before, after, most / (number + 4)))
    }
    for number in clones.indices { take(number, number, reads: clones[number].reads) }
  }

  static func bases(_ count: Int, _ generator: inout some RandomNumberGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
  }

  /// A clone, or what begins as one and ends as another.
  func clone(_ first: Int, _ second: Int) -> MadeClone {
    Self.clone(first, second, between: clones[first].before + Self.shared + clones[second].after)
  }

  /// The V of the first and the J of the second, with other bases between them.
  static func clone(_ first: Int, _ second: Int, between: [UInt8]) -> MadeClone {
    MadeClone(
      v: first % 2 == 0 ? "TRBV9*01" : "TRBV28*01",
      j: second % 2 == 0 ? "TRBJ2-1*01" : "TRBJ1-1*01", between: between)
  }

  @discardableResult
  mutating func take(_ first: Int, _ second: Int, reads: Int) -> String {
    let made = clone(first, second)
    sequencing.take(MadeRead(made.codes), copies: reads)
    return made.junctionText
  }

  /// Joins of the most abundant, enough of them to learn from.
  mutating func takeJoins() -> [String] {
    [(0, 1), (1, 0), (0, 2), (2, 0), (3, 1), (1, 3), (0, 3), (4, 0), (2, 5), (0, 6)].map {
      take($0.0, $0.1, reads: $0.0 + $0.1 < 3 ? 3 : 1)
    }
  }

  func assembled(
    threads: Int = 1
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    await Sequencing.repertoire(sequencing.counter, threads: threads)
  }
}

@Suite struct ChimeraTests {
  @Test("what begins as one abundant clone and ends as another has no row", arguments: 1...4)
  func joins(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var sample = ChimericSample(using: &generator)
    let clones = sample.clones.indices.map { sample.clone($0, $0).junctionText }
    let joined = sample.takeJoins()
    let found = await sample.assembled()
    #expect(Set(found.repertoire.readsByJunction.keys) == Set(clones))
    #expect(found.folding.chimericClonotypes == joined.count)
    #expect(found.folding.chimeras.areAny)
    // No read is lost, and none is given to a parent.
    let trb = found.folding.chimericReads[Locus.trb.index]
    #expect(trb == found.folding.chimericReads.reduce(0, +))
    #expect(found.repertoire.total() + trb == sample.sequencing.account.rearrangements)
    for number in clones.indices {
      #expect(found.repertoire.readsByJunction[clones[number]] == sample.clones[number].reads)
    }
    for threads in [2, 4] {
      let other = await sample.assembled(threads: threads)
      #expect(other.repertoire.lines == found.repertoire.lines)
      #expect(other.folding == found.folding)
    }
  }

  @Test("a chimera with a wrong base of low quality besides is still one", arguments: [10, 15, 28])
  func misread(_ place: Int) async {
    var generator = SeededGenerator(seed: 5)
    var sample = ChimericSample(using: &generator)
    _ = sample.takeJoins()
    let before = await sample.assembled().repertoire.readsByJunction
    let made = sample.clone(1, 2)
    sample.sequencing.take(
      MadeRead(
        made.codes(changing: [place]), low: [made.junction.lowerBound + place], lowQuality: 8))
    let found = await sample.assembled()
    #expect(found.repertoire.readsByJunction == before)
  }

  @Test("the expected copies are the sum over all pairs of parents", arguments: 11...14)
  func expectedCopies(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var sample = ChimericSample(clones: 60, using: &generator)
    _ = sample.takeJoins()
    for _ in 0..<40 {
      let pair = (0..<2).map { _ in Int.random(in: 0..<60, using: &generator) }
      sample.take(pair[0], pair[1], reads: Int.random(in: 1...3, using: &generator))
    }
    var table = sample.sequencing.counter
    let index = MadeClone.index
    let nodes = await RepertoireAssembler(index: index).sortedNodes(of: &table, threads: 1)
    let folding = ErrorFolding(
      table: table, nodes: nodes, kinship: GeneKinship(v: index.vTargets, j: index.jTargets))
    let roots = await folding.roots(threads: 1)
    var reads = [Int](repeating: 0, count: nodes.count)
    for node in nodes.indices { reads[roots[node]] += nodes[node].reads }
    let folded = FoldedClonotypes(folding, roots: roots, reads: reads, corrected: [:])
    let search = ChimeraSearch(
      in: folded, model: folding.model, chance: RecombinationChance(index: index))
    #expect(search.rates.areAny)
    var positive = 0
    for node in folded.kept {
      let expected = Self.naiveCopies(of: node, in: folded, rates: search.rates)
      let found = search.expectedCopies(of: node)
      #expect(abs(found - expected) <= 1e-9 * max(1, expected), "\(found) for \(expected)")
      positive += expected > 0 ? 1 : 0
    }
    #expect(positive > 30 && positive < folded.kept.count)
  }

  /// Looks at each ordered pair of clonotypes that are abundant enough.
  private static func naiveCopies(
    of node: Int, in sample: FoldedClonotypes, rates: ChimeraRates
  ) -> Double {
    var least = 2
    while least < 2 * sample.reads[node] { least *= 2 }
    let codes = sample.junction(of: node)
    let parents = sample.kept.filter { sample.reads[$0] >= least }
    var sum = 0.0
    for first in parents where sample.v(of: first) == sample.v(of: node) {
      let start = zip(codes, sample.junction(of: first)).prefix { $0 == $1 }.count
      for second in parents
      where second != first && sample.j(of: second) == sample.j(of: node) {
        let end = zip(codes.reversed(), sample.junction(of: second).reversed())
          .prefix { $0 == $1 }.count
        let shared = start + end - codes.count
        guard let stretch = ChimeraRates.leastShared.lastIndex(where: { shared >= $0 }) else {
          continue
        }
        sum += rates.rates[stretch] * Double(sample.reads[first] * sample.reads[second])
      }
    }
    return sum / Double(sample.total)
  }

  @Test("without joins among the abundant none is assumed among the rare")
  func noneWithoutRate() async {
    var generator = SeededGenerator(seed: 6)
    var sample = ChimericSample(using: &generator)
    let single = sample.take(20, 31, reads: 1)
    let found = await sample.assembled()
    #expect(found.repertoire.readsByJunction[single] == 1)
    #expect(!found.folding.chimeras.areAny)
    #expect(found.folding.chimeras.joins > 100)
    #expect(found.folding.chimericReads.reduce(0, +) == 0)
  }

  @Test(
    "joined are each two at each stretch they share, but to what is nearly one of them",
    arguments: 21...24)
  func census(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var sequencing = Sequencing()
    var junctions: [[UInt8]] = []
    for number in 0..<30 {
      // Two letters share long stretches; of one word up to three.
      let between = (0..<(6 + number % 4 * 16)).map { _ in
        UInt8.random(in: 0...1, using: &generator)
      }
      let clone = ChimericSample.clone(number % 3, number % 2, between: between)
      sequencing.take(MadeRead(clone.codes), copies: 10)
      junctions.append(Array(clone.codes[clone.junction]))
    }
    let found = await Sequencing.repertoire(sequencing.counter)
    #expect(found.repertoire.clonotypes.count == junctions.count)
    var joins = 0
    // By place: a V of their own may be all that two differ in.
    for first in junctions.indices {
      for second in junctions.indices where second != first {
        joins += Self.joins(junctions[first], junctions[second])
      }
    }
    #expect(joins > 1000)
    #expect(found.folding.chimeras.joins == joins)
  }

  /// Ways to join two junctions at four bases or more, base by base.
  private static func joins(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var count = 0
    for at in 0...first.count - 4 {
      for other in 0...second.count - 4 where first[at..<at + 4] == second[other..<other + 4] {
        if at > 0, other > 0, first[at - 1] == second[other - 1] { continue }
        let join = Array(first[..<at] + second[other...])
        if min(differences(join, first), differences(join, second)) >= 3 { count += 1 }
      }
    }
    return count
  }

  private static func differences(_ a: [UInt8], _ b: [UInt8]) -> Int {
    zip(a, b).count { $0 != $1 } + (a.count == b.count ? 0 : 3)
  }

  /// A clonotype of a sample with chimeras that is none of them.
  struct Own: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Clones that it begins and ends as.
    var first = 5
    var second = 8
    /// Added bases of the one and of the other that are its own.
    var ownBefore = 0
    var ownAfter = 0
    var sharesD = true
    var reads = 1
  }

  @Test(
    "clonotypes of their own survive beside chimeras",
    arguments: [
      Own(testDescription: "own bases behind V", ownBefore: 3),
      Own(testDescription: "own bases before J", ownAfter: 3),
      Own(testDescription: "one own base before J", ownAfter: 1, reads: 40),
      Own(testDescription: "no stretch that the two share", sharesD: false),
      Own(testDescription: "more reads than a half of the rarer", first: 30, second: 31, reads: 70),
    ])
  func own(_ own: Own) async {
    var generator = SeededGenerator(seed: 7)
    var sample = ChimericSample(using: &generator)
    _ = sample.takeJoins()
    var before = sample.clones[own.first].before
    var after = sample.clones[own.second].after
    for place in before.indices.suffix(own.ownBefore) { before[place] = 3 - before[place] }
    for place in after.indices.prefix(own.ownAfter) { after[place] = 3 - after[place] }
    let middle = own.sharesD ? ChimericSample.shared : [0, 3, 3, 1, 1, 0, 3, 0, 1]
    let made = ChimericSample.clone(own.first, own.second, between: before + middle + after)
    sample.sequencing.take(MadeRead(made.codes), copies: own.reads)
    let found = await sample.assembled()
    #expect(found.repertoire.readsByJunction[made.junctionText] == own.reads)
    #expect(found.folding.chimeras.areAny)
  }

  @Test("what recombination makes easily is a clonotype, though it begins and ends as others do")
  func fewAddedBases() async {
    var generator = SeededGenerator(seed: 8)
    var sample = ChimericSample(using: &generator)
    _ = sample.takeJoins()
    let easy = MadeClone(between: [2])
    for _ in 0..<3 {
      let after = ChimericSample.bases(14, &generator)
      sample.sequencing.take(MadeRead(MadeClone(between: [2] + after).codes), copies: 20)
    }
    sample.sequencing.take(MadeRead(easy.codes))
    let found = await sample.assembled()
    #expect(found.repertoire.readsByJunction[easy.junctionText] == 1)
    #expect(found.folding.chimeras.areAny)
  }
}
