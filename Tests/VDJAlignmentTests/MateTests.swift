import Germline
import Sequences
import TestSupport
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
    aligner.narrowV(byMate: other, outcome: mateOutcome, quality: quality.span)
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

  /// A read with 20 bases of one V before its anchor codon, trimmed where another begins to differ,
  /// whose next bases follow by chance; the genes of both.
  struct Deceived {
    var bases: [UInt8]
    var mate: [UInt8]
    var own: String
    var other: String
  }

  private func deceived(by generator: inout SeededGenerator) -> [Deceived] {
    var made: [Deceived] = []
    let all = reference.alleles.filter {
      $0.segment == .v && $0.functionality == .functional && $0.name.hasSuffix("*01")
        && ($0.anchorPosition ?? 0) > 250
    }
    for a in all {
      guard let anchor = a.anchorPosition,
        let j = reference.alleles.first(where: {
          $0.segment == .j && $0.locus == a.locus && $0.functionality == .functional
        })
      else { continue }
      for b in all where b.locus == a.locus && b.gene != a.gene {
        guard let other = b.anchorPosition,
          a.codes[(anchor - 20)..<(anchor + 3)] == b.codes[(other - 20)..<(other + 3)]
        else { continue }
        var same = 3
        while anchor + same < a.codes.count, other + same < b.codes.count,
          a.codes[anchor + same] == b.codes[other + same]
        {
          same += 1
        }
        guard anchor + same < a.codes.count, other + same + 3 <= b.codes.count else { continue }
        let added = (0..<6).map { _ in UInt8.random(in: 0...3, using: &generator) }
        let codes =
          Array(a.codes[(anchor - 20)..<(anchor + same)])
          + b.codes[(other + same)..<(other + same + 3)] + added + j.codes[4...]
        made.append(
          Deceived(
            bases: codes, mate: Array(a.codes[(anchor - 180)..<(anchor - 50)]), own: a.gene,
            other: b.gene))
      }
    }
    return made
  }

  @Test("a mate decides against bases that were added where V was trimmed", arguments: [1, 2])
  func overrules(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var told = 0
    for read in deceived(by: &generator) {
      let quality = [UInt8](repeating: 70, count: 200)
      let bases = read.bases.map(Nucleotide.ascii(ofCode:))
      let mateBases = Nucleotide.reverseComplement(ofCodes: read.mate).map(
        Nucleotide.ascii(ofCode:))
      let own = quality.span.extracting(first: bases.count)
      let mates = quality.span.extracting(first: mateBases.count)
      var aligner = ReadAligner(index: TestIndexes.human)
      guard case .rearranged(let found) = aligner.align(sequence: bases.span, quality: own),
        !names(aligner).contains(read.own)
      else { continue }
      var other = ReadAligner(index: TestIndexes.human)
      let outcome = other.align(sequence: mateBases.span, quality: mates)
      var loaded = aligner
      aligner.narrowV(byMate: other, outcome: outcome, quality: own)
      #expect(names(aligner).contains(read.own), "\(read.own) \(names(aligner))")
      #expect(!names(aligner).contains(read.other) || names(other).contains(read.other))
      other.load(mateBases.span)
      loaded.narrowV(
        byLoaded: &other, mateQuality: mates, isReverse: !found.isReverse, quality: own)
      #expect(names(loaded) == names(aligner))
      told += 1
    }
    #expect(told >= 10, "\(told)")
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
