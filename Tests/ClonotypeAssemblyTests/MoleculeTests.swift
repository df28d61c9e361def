import Repertoires
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("Molecules")
struct MoleculeTests {
  private static let first = "ACGTACGTACGT"

  @Test("the junction of a molecule is the consensus of its reads")
  func consensus() async {
    let clone = MadeMolecules.clones(1, seed: 1)[0]
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
    let clone = MadeMolecules.clones(1, seed: 2)[0]
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
    let clone = MadeMolecules.clones(1, seed: 10)[0]
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
    let clones = MadeMolecules.clones(2, seed: 3)
    var made = MadeMolecules()
    made.take(MadeRead(clones[0].codes), umi: MadeMolecules.umi(Self.first), copies: 3)
    made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi(Self.first), copies: 2)
    let expected = [
      MadeMolecules.Molecule(umi: Self.first, junction: clones[0].junctionText, reads: 3),
      MadeMolecules.Molecule(umi: Self.first, junction: clones[1].junctionText, reads: 2),
    ].sorted()
    #expect(await made.groupedTexts() == expected)
    #expect(await made.correction().shared.collidingMolecules == 2)
    #expect(await made.correctedTexts() == expected)
  }

  /// Reads of junctions with one identifier, its bases, and the molecules that remain by their reads.
  struct Shared: Sendable, CustomTestStringConvertible {
    let reads: [Int]
    var bases = 12
    let remaining: [Int]

    var testDescription: String { "\(reads), \(bases) bases" }
  }

  @Test(
    "few reads with the identifier of many and another junction are a chimera, where UMIs abound",
    arguments: [
      Shared(reads: [5, 1], remaining: [5]),
      Shared(reads: [2, 1], remaining: [2]),
      Shared(reads: [4, 2], remaining: [4]),
      Shared(reads: [9, 1, 2, 4], remaining: [9]),
      // Which of them is one nobody knows.
      Shared(reads: [1, 1], remaining: [1, 1]),
      Shared(reads: [3, 2], remaining: [2, 3]),
      Shared(reads: [5, 3, 1], remaining: [3, 5]),
      // Of 51 molecules with one of 1,024 identifiers two may well have the same.
      Shared(reads: [5, 1], bases: 5, remaining: [1, 5]),
    ])
  func chimera(_ shared: Shared) async {
    let clones = MadeMolecules.clones(shared.reads.count, seed: 3)
    var made = MadeMolecules()
    let umi = String(Self.first.prefix(shared.bases))
    for (clone, reads) in zip(clones, shared.reads) {
      made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(umi), copies: reads)
    }
    // Other molecules, so that identifiers are seen to be diverse.
    var random = SeededGenerator(seed: 3)
    var others: Set<String> = []
    while others.count < 50 { others.insert(random.bases(shared.bases)) }
    others.remove(umi)
    let clone = MadeMolecules.clones(1, seed: 4)[0]
    for other in others.sorted() {
      made.take(MadeRead(clone.codes), umi: MadeMolecules.umi(other), copies: 2)
    }
    let (grouping, molecules, found) = await made.correction(workers: 3)
    let remaining = MadeMolecules.texts(grouping, molecules).filter { $0.umi == umi }
    #expect(remaining.map(\.reads).sorted() == shared.remaining)
    #expect(found.collidingMolecules == (shared.remaining.count > 1 ? shared.remaining.count : 0))
    #expect(found.chimericGroups == shared.reads.count - shared.remaining.count)
    let all = shared.reads.reduce(0, +)
    #expect(found.chimericReads.reduce(0, +) == all - shared.remaining.reduce(0, +))
  }

  @Test("of two single reads of one molecule the better one shows the junction")
  func singles() async {
    let clone = MadeMolecules.clones(1, seed: 9)[0]
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
    let clone = MadeMolecules.clones(1, seed: 4)[0]
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
    let clone = MadeMolecules.clones(1, seed: 5)[0]
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
    let clones = MadeMolecules.clones(2, seed: 6)
    var made = MadeMolecules()
    made.take(MadeRead(clones[0].codes), umi: MadeMolecules.umi("ACGTACGTACGT"), copies: 20)
    made.take(MadeRead(clones[1].codes), umi: MadeMolecules.umi("ACGTACGTACGA"))
    #expect(await made.correctedTexts().count == 2)
  }

  @Test("where identifiers are few for the clone, neighbours are molecules")
  func shortIdentifiers() async {
    let clone = MadeMolecules.clones(1, seed: 7)[0]
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

  @Test("quality sums of molecules are those of plain addition, however they are shared out")
  func qualitySums() async {
    let clone = MadeMolecules.clones(1, seed: 9)[0]
    var random = SeededGenerator(seed: 9)
    var made = MadeMolecules()
    for number in 0..<300 {
      let low = Array(clone.codes.indices.shuffled(using: &random).prefix(30))
      made.take(
        MadeRead(clone.codes, low: low, lowQuality: 8), umi: MadeMolecules.umi(random.bases(12)),
        copies: 1 + number % 3)
    }
    let (grouping, molecules) = await made.corrected()
    let expected = clone.junction.indices.map { at in
      molecules.reduce(0) { $0 + $1.quality.score(at: at - clone.junction.lowerBound) }
    }
    #expect(expected.allSatisfy { $0 > 1000 })
    for first in [300, 150, 5] {
      let parts = [molecules.prefix(first), molecules.dropFirst(first)]
      var counters = parts.map { part in
        var counter = MoleculeCounter(grouping, index: MadeClone.index, threshold: 1)
        for molecule in part { counter.count(molecule) }
        return counter
      }
      counters[0].merge(counters[1])
      let table = counters[0].table
      #expect(expected.indices.map { table.qualitySum(of: table.entries[0], at: $0) } == expected)
    }
  }

  @Test("molecules of one clonotype whose consensus holds an early error are folded into it")
  func earlyErrors() async {
    let clone = MadeMolecules.clones(1, seed: 8)[0]
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
