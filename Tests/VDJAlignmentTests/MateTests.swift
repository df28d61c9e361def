import Germline
import Sequences
import Testing

@testable import VDJAlignment

@Suite struct MateTests {
  private let reference = GermlineReference.embedded(.human)

  /// The genes left for a read with few V bases after its mate was looked at, and those before.
  private func genes(
    v: String, reach: Int, mate: [UInt8], by aligner: inout ReadAligner
  ) throws -> (before: Set<String>, after: Set<String>) {
    let v = try #require(reference.allele(named: v))
    let j = try #require(reference.allele(named: "TRBJ2-1*01"))
    let anchor = try #require(v.anchorPosition)
    let codes =
      Array(v.codes[(anchor - reach)..<(anchor + 9)]) + [2, 2, 1, 0, 1, 1] + j.codes[4...]
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: 70, count: bases.count)
    let outcome = aligner.align(sequence: bases.span, quality: quality.span)
    guard case .rearranged = outcome else {
      Issue.record("\(outcome)")
      return ([], [])
    }
    let before = names(aligner)
    var other = ReadAligner(index: TestIndexes.human)
    let mateBases = mate.map(Nucleotide.ascii(ofCode:))
    let mateQuality = [UInt8](repeating: 70, count: mate.count)
    let mateOutcome = other.align(sequence: mateBases.span, quality: mateQuality.span)
    aligner.narrowV(byMate: other, outcome: mateOutcome)
    return (before, names(aligner))
  }

  private func names(_ aligner: ReadAligner) -> Set<String> {
    Set(
      aligner.vTies.flatMap { aligner.index.vTargets[Int($0)].alleles }.map { reference[$0].gene })
  }

  @Test("a mate that lies in V decides among the tied genes", arguments: [false, true])
  func narrows(_ isReverse: Bool) throws {
    let v = try #require(reference.allele(named: "TRBV12-4*01")).codes
    var mate = Array(v[20..<150])
    if isReverse { mate = Nucleotide.reverseComplement(ofCodes: mate) }
    var aligner = ReadAligner(index: TestIndexes.human)
    let found = try genes(v: "TRBV12-4*01", reach: 60, mate: mate, by: &aligner)
    #expect(found.before == ["TRBV12-3", "TRBV12-4"])
    #expect(found.after == ["TRBV12-4"])
  }

  @Test("a mate of another gene, of a constant region or of nothing changes nothing")
  func changesNothing() throws {
    let other = try #require(reference.allele(named: "TRBV28*01")).codes
    let constant = try #require(reference.allele(named: "TRBC2*01")).codes
    let mates = [
      Array(other[20..<150]), Array(constant[..<120]), [UInt8](repeating: 0, count: 100),
      [UInt8](repeating: Nucleotide.unknown, count: 100), [], [0, 1, 2],
    ]
    for mate in mates {
      var aligner = ReadAligner(index: TestIndexes.human)
      let found = try genes(v: "TRBV12-4*01", reach: 60, mate: mate, by: &aligner)
      #expect(found.after == found.before)
    }
  }
}
