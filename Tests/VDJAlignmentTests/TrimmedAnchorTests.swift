import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// V and J that were trimmed beyond their anchor codon; random bases follow.
@Suite struct TrimmedAnchorTests {
  /// The share of such reads that are called, over both species.
  ///
  /// - Parameter lost: Bases that the gene lacks from the inner end of its codon on.
  private func called(_ segment: Segment, lost: Int) -> Double {
    var generator = SeededGenerator(seed: UInt64(lost))
    var (all, called) = (0, 0)
    for species in Species.allCases {
      let index = TestIndexes.of(species)
      var aligner = ReadAligner(index: index)
      for _ in 0..<250 {
        let codes = read(index.reference, segment, lost: lost, using: &generator)
        let bases = codes.map(Nucleotide.ascii(ofCode:))
        let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
        all += 1
        if case .rearranged = aligner.align(sequence: bases.span, quality: quality.span) {
          called += 1
        }
      }
    }
    return Double(called) / Double(all)
  }

  private func read(
    _ reference: GermlineReference, _ segment: Segment, lost: Int,
    using generator: inout SeededGenerator
  ) -> [UInt8] {
    let functional = reference.alleles.filter {
      $0.functionality == .functional && $0.anchor != nil
    }
    let js = functional.filter { $0.segment == .j }
    let j = js[Int.random(in: 0..<js.count, using: &generator)]
    let vs = functional.filter { $0.segment == .v && $0.canRecombine(withJOf: j.locus) }
    let v = vs[Int.random(in: 0..<vs.count, using: &generator)]
    let (vAnchor, jAnchor) = (v.anchor ?? 0, j.anchor ?? 0)
    let vEnd = segment == .v ? vAnchor + 3 - lost : v.codes.count - 2
    let jStart = segment == .j ? jAnchor + lost : 3
    let added = (0..<12).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let c = reference.alleles.first { $0.segment == .c && $0.locus == j.locus }
    return Array(v.codes[(vEnd - 100)..<vEnd]) + added + j.codes[jStart...]
      + (c?.codes[..<20] ?? [])
  }

  // Where four of seven bases had to differ: V 68, 23, 11 and 9 %, J 65, 15, 8 and 2 %.
  @Test(
    "a gene without its anchor codon has no junction, but where chance restores it",
    arguments: [Segment.v, .j], [(4, 0.45), (6, 0.2), (8, 0.08), (10, 0.03)])
  func beyond(_ segment: Segment, _ bound: (lost: Int, share: Double)) {
    #expect(called(segment, lost: bound.lost) <= bound.share)
  }

  @Test(
    "two bases of the codon may be lost, be it by trimming or by errors",
    arguments: [Segment.v, .j], 0...2)
  func within(_ segment: Segment, _ lost: Int) {
    #expect(called(segment, lost: lost) >= 0.99)
  }
}
