import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// Genomic reads that go on from the rearranged J, over an intron, to the next one of the cluster.
@Suite struct NextJTests {
  /// Such a read of two J genes and what is to be found in it.
  private struct GenomicRead {
    let codes: [UInt8]
    let junction: [UInt8]

    /// - Parameters:
    ///   - errors: Bases that are changed in the first J behind its anchor codon.
    ///   - heptamer: What stands before the next J.
    init(
      _ v: Allele, _ js: [Allele], errors: Int, heptamer: String,
      using generator: inout SeededGenerator
    ) {
      func random(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
      }
      let (vAnchor, jAnchor) = (v.anchor ?? 0, js[0].anchor ?? 0)
      var codes = v.codes[(vAnchor - 70)...] + random(6)
      let trim = min(3, jAnchor)
      var first = Array(js[0].codes[trim...])
      let start = codes.count
      let junctionEnd = start + jAnchor - trim + 3
      for _ in 0..<errors {
        let at = Int.random(in: jAnchor - trim + 3..<first.count, using: &generator)
        first[at] = (first[at] + UInt8.random(in: 1...3, using: &generator)) & 3
      }
      codes += first
      for next in js[1...] {
        codes += Nucleotide.codes(of: "GTAAGT".utf8)
        codes += random(Int.random(in: 20...90, using: &generator))
        codes += Nucleotide.codes(of: "GGTTTTTGT".utf8) + random(12)
        codes += Nucleotide.codes(of: heptamer.utf8) + next.codes
      }
      self.codes = codes + Nucleotide.codes(of: "GTAAGT".utf8) + random(20)
      junction = Array(self.codes[70..<junctionEnd])
    }
  }

  private static let reference = TestIndexes.human.reference

  /// One allele of each J gene of a locus, in the order of their names.
  private static func genes(of locus: Locus) -> [Allele] {
    var seen: Set<String> = []
    return reference.alleles.filter {
      $0.segment == .j && $0.locus == locus && seen.insert($0.gene).inserted
    }
  }

  private func expectFirst(
    _ read: GenomicRead, _ js: [Allele], isReverse: Bool, by aligner: inout ReadAligner
  ) {
    let codes = isReverse ? Nucleotide.reverseComplement(ofCodes: read.codes) : read.codes
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
    let found = AlignedText(bases, quality: quality, by: &aligner)
    let names = js.map(\.name).joined(separator: " > ")
    #expect(
      found.junction == Nucleotide.text(ofCodes: read.junction),
      "\(names) \(isReverse) \(found.rejected ?? "") \(found.j)")
    #expect(found.j.contains(js[0].gene), "\(names) \(isReverse) \(found.j)")
  }

  @Test(
    "the first J is called on both strands, whichever follows it",
    arguments: [Locus.tra, .trb, .trg, .trd], ["CACTGTG", "CACTGTT"])
  func pairs(_ locus: Locus, _ heptamer: String) {
    var generator = SeededGenerator(seed: 1)
    var aligner = ReadAligner(index: TestIndexes.human)
    let js = Self.genes(of: locus)
    let vs = Self.reference.alleles.filter {
      $0.segment == .v && $0.locus == locus && $0.functionality == .functional && $0.anchor != nil
    }
    for (first, next) in zip(js + js, js.dropFirst() + js) where first.anchor != nil {
      for errors in [0, 1] {
        let v = vs[Int.random(in: 0..<vs.count, using: &generator)]
        let read = GenomicRead(
          v, [first, next], errors: errors, heptamer: heptamer, using: &generator)
        for isReverse in [false, true] {
          expectFirst(read, [first, next], isReverse: isReverse, by: &aligner)
        }
      }
    }
  }

  @Test("the first of three J is called on both strands", arguments: 0..<10)
  func three(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var aligner = ReadAligner(index: TestIndexes.human)
    let v = try #require(Self.reference.allele(named: "TRBV28*01"))
    let js = try ["TRBJ2-1*01", "TRBJ2-4*01", "TRBJ2-6*01"].map {
      try #require(Self.reference.allele(named: $0))
    }
    for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1]] {
      let some = order.map { js[$0] }
      let read = GenomicRead(v, some, errors: 0, heptamer: "CACTGTG", using: &generator)
      for isReverse in [false, true] {
        expectFirst(read, some, isReverse: isReverse, by: &aligner)
      }
    }
  }
}
