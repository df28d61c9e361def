import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite struct EvidenceLimitTests {
  /// A table of junctions near one of a few, with reads and quality sums of all kinds.
  private func table(length: Int, using generator: inout SeededGenerator) -> ClonotypeCounter {
    var table = ClonotypeCounter(index: MadeClone.index)
    let centres = (0..<4).map { _ in
      (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
    for _ in 0..<60 {
      var codes = centres[Int.random(in: 0..<4, using: &generator)]
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        codes[Int.random(in: codes.indices, using: &generator)] = UInt8.random(
          in: 0...3, using: &generator)
      }
      let at = table.entry(ofJunction: PackedWord.pack(codes: codes), length: length, locus: 1)
      let reads = [1, 1, 2, 3, 7, 40, 900, 30_000].randomElement(using: &generator) ?? 1
      table.entries[at].reads = reads
      let most = [9, 19, 20, 40, 255, 4000, 80_000].randomElement(using: &generator) ?? 255
      let high = Bool.random(using: &generator) ? 255 : 80_000
      let sums = (0..<length).map { _ in
        Bool.random(using: &generator) ? high : Int.random(in: 0...most, using: &generator)
      }
      table.addSums(sums.map { min($0, ClonotypeCounter.mostQuality) }, to: at)
    }
    return table
  }

  @Test(
    "uncertain bases are those below the limit",
    arguments: [1, 7, 8, 9, 15, 16, 17, 45, 48, 64, 65, 100])
  func uncertainBases(_ length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    let table = table(length: length, using: &generator)
    for entry in table.entries {
      let sums = (0..<length).map { table.qualitySum(of: entry, at: $0) }
      let uncertain = sums.indices.filter { sums[$0] < ErrorFolding.certainQuality }
      let bases = UncertainBases(of: entry, in: table)
      #expect(bases.count == uncertain.count)
      #expect(bases.least == sums.min())
      #expect(
        bases.leastCertain == sums.filter { $0 >= ErrorFolding.certainQuality }.min() ?? 255)
      var lanes: [UInt64] = [0, 0]
      for place in uncertain where place < 64 {
        lanes[place / 32] |= 1 << UInt64(place % 32 * 2)
      }
      #expect(lanes == [bases.lanes[0], bases.lanes[1]])
      var places: [Int] = []
      for first in stride(from: 0, to: length, by: 8) {
        let bytes = table.uncertainBytes(of: entry, from: first)
        places += (0..<8).filter { bytes >> UInt64($0 * 8) & 0xFF == 0x80 }.map { first + $0 }
      }
      #expect(places == uncertain)
    }
  }

  @Test("what the limit excludes has no evidence, or less than the best", arguments: 0..<20)
  func excludesNothingElse(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let table = table(length: seed % 2 == 0 ? 45 : 64, using: &generator)
    let nodes = table.entries.indices.map {
      ClonotypeNode(entry: $0, reads: table.entries[$0].reads, v: 0, j: 0, isMain: true)
    }
    let folding = ErrorFolding(table: table, nodes: nodes)
    var (excluded, kept) = (0, 0)
    for child in nodes.indices {
      let entry = table.entries[child]
      let bases = UncertainBases(of: entry, in: table)
      guard
        let limit = EvidenceLimit(
          of: entry, bases: bases, reads: nodes[child].reads, model: folding.model)
      else { continue }
      for parent in nodes.indices where parent != child {
        let other = table.entries[parent]
        let evidence = folding.evidence(child: child, parent: parent)
        for best in [Int.min, evidence, -4000, 0] {
          let isExcluded = limit.excludes(
            [
              PackedWord.differences(entry.head[0], other.head[0]),
              PackedWord.differences(entry.head[1], other.head[1]),
            ], parentReads: nodes[parent].reads,
            parentQuality: UncertainBases(of: other, in: table).least, best: best,
            model: folding.model)
          if isExcluded { #expect(evidence == .min || evidence < best) }
          if isExcluded { excluded += 1 } else { kept += 1 }
        }
      }
    }
    #expect(excluded > 100 && kept > 100)
  }

  @Test("a changed word changes the sum by its term, and the hash as the words do") func changes() {
    var generator = SeededGenerator(seed: 3)
    for length in [30, 45, 64, 80] {
      let table = table(length: length, using: &generator)
      let filter = JunctionFilter(of: table)
      for entry in table.entries {
        let sum = JunctionFilter.sum(of: entry, in: table)
        #expect(filter.mayContain(sum))
        for word in 0..<entry.wordCount {
          var words = table.words(of: entry)
          #expect(JunctionFilter.sum(of: words) == sum)
          let old = words[word]
          words[word] ^= 3 << UInt64.random(in: 0..<26, using: &generator)
          let changed = sum &+ JunctionFilter.term(words[word] &- old, word)
          #expect(JunctionFilter.sum(of: words) == changed)
          #expect(
            table.hash(of: entry, word: word, changedTo: words[word])
              == ClonotypeCounter.hash(words.span, length: length, locus: 1))
        }
      }
    }
  }
}
