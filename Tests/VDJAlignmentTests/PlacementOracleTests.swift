import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct PlacementOracleTests {
  @Test(
    "seeds and words find what the comparison of all alleles at all places finds",
    arguments: 0..<60)
  func agreesWithNaive(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let species: Species = seed % 3 == 2 ? .mouse : .human
    let index = TestIndexes.of(species)
    var aligner = ReadAligner(index: index)
    for errors in [0, 5, 20] {
      let read = RandomRecombination(
        index.reference, errorsPerThousand: errors,
        length: Int.random(in: 100...300, using: &generator), using: &generator)
      let naive = NaiveAligner(
        reference: index.reference, codes: read.codes, quality: read.quality)
      let j = naive.best(.j, locus: read.locus, before: read.codes.count)
      guard j.score >= ReadAligner.leastJScore, j.anchor + 3 <= read.codes.count else { continue }
      let v = naive.best(.v, locus: read.locus, before: j.anchor)
      guard v.score >= ReadAligner.leastVScore, v.leftScore >= ReadAligner.leastLeftVScore,
        v.anchor >= 0, v.anchor + 3 <= j.anchor
      else { continue }
      let bases = read.codes.map(Nucleotide.ascii(ofCode:))
      let outcome = aligner.align(sequence: bases.span, quality: read.quality.span)
      guard case .rearranged(let found) = outcome else {
        Issue.record("\(read.v.name) \(read.j.name): \(outcome), errors \(errors)")
        continue
      }
      #expect(found.locus == read.locus)
      #expect(found.junction == v.anchor..<j.anchor + 3)
      let vTied = Set(aligner.vTies.flatMap { index.vTargets[Int($0)].alleles })
      let jTied = Set(aligner.jTies.flatMap { index.jTargets[Int($0)].alleles })
      #expect(vTied.isSuperset(of: v.alleles), "true V \(read.v.name), errors \(errors)")
      #expect(jTied.isSuperset(of: j.alleles), "true J \(read.j.name), errors \(errors)")
    }
  }

  @Test(
    "without errors the junction and the genes of the recombination are found",
    arguments: 0..<100)
  func findsTheTruth(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed &+ 5000)
    let species: Species = seed % 2 == 1 ? .mouse : .human
    let index = TestIndexes.of(species)
    var aligner = ReadAligner(index: index)
    for _ in 0..<5 {
      let read = RandomRecombination(
        index.reference, errorsPerThousand: 0,
        length: Int.random(in: 120...250, using: &generator), using: &generator)
      guard read.junction.upperBound + 12 <= read.codes.count else { continue }
      var codes = read.codes
      let isReverse = Bool.random(using: &generator)
      if isReverse { codes = Nucleotide.reverseComplement(ofCodes: codes) }
      let bases = codes.map(Nucleotide.ascii(ofCode:))
      let quality = isReverse ? read.quality.reversed() : read.quality
      guard
        case .rearranged(let found) = aligner.align(sequence: bases.span, quality: quality.span)
      else {
        Issue.record("\(read.v.name) \(read.j.name) was rejected")
        continue
      }
      #expect(found.junction == read.junction)
      #expect(found.isReverse == isReverse)
      #expect(found.locus == read.locus)
    }
  }
}
