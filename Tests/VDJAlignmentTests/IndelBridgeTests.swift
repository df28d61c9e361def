import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// How far V and J are laid out beyond lost or added bases; the oracle is a plain affine alignment.
@Suite struct IndelBridgeTests {
  typealias Kind = IndelTests.Kind

  /// A whole V, six random bases, J without its first two and random bases behind it.
  private struct Whole {
    let v: Allele
    let j: Allele
    var codes: [UInt8]
    let junction: Range<Int>
    let jEnd: Int

    init(_ reference: GermlineReference, using generator: inout SeededGenerator) {
      func random(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
      }
      let functional = reference.alleles.filter {
        $0.functionality == .functional && $0.anchor != nil
      }
      let js = functional.filter { $0.segment == .j }
      let j = js[Int.random(in: 0..<js.count, using: &generator)]
      let vs = functional.filter { $0.segment == .v && $0.canRecombine(withJOf: j.locus) }
      v = vs[Int.random(in: 0..<vs.count, using: &generator)]
      self.j = j
      codes = v.codes + random(6)
      junction = (v.anchor ?? 0)..<codes.count - 2 + (j.anchor ?? 0) + 3
      codes += j.codes[2...]
      jEnd = codes.count
      codes += random(40)
    }
  }

  private func described(_ codes: [UInt8], isReverse: Bool) -> ReadDescription? {
    let index = TestIndexes.human
    let inFile = isReverse ? Nucleotide.reverseComplement(ofCodes: codes) : codes
    let bases = inFile.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
    var aligner = ReadAligner(index: index)
    guard case .rearranged(let found) = aligner.align(sequence: bases.span, quality: quality.span)
    else { return nil }
    var describer = ReadDescriber(index: index)
    return describer.describe(
      found, sequence: bases.span, quality: quality.span, v: aligner.vTies, j: aligner.jTies)
  }

  /// The best affine alignment of two texts from their common start on, as far as it gains.
  private func best(_ read: [UInt8], _ germline: [UInt8]) -> Int {
    let never = -1_000_000
    let width = germline.count + 1
    var matched = [Int](repeating: never, count: width)
    var inserted = matched
    var deleted = matched
    var best = 0
    matched[0] = 0
    for row in 0...read.count {
      var (matchedNow, insertedNow) = (matched, inserted)
      for column in 0..<width {
        if row > 0 {
          insertedNow[column] = max(
            matched[column] - BandedAlignment.gapOpen,
            inserted[column] - BandedAlignment.gapExtend)
          matchedNow[column] = never
          if column > 0 {
            let score =
              read[row - 1] == germline[column - 1]
              ? PlacementScore.match : -PlacementScore.loss(qualityASCII: 70)
            matchedNow[column] =
              max(matched[column - 1], inserted[column - 1], deleted[column - 1]) + score
          }
        }
        best = max(best, matchedNow[column])
      }
      var deletedNow = [Int](repeating: never, count: width)
      for column in 1..<width {
        deletedNow[column] = max(
          matchedNow[column - 1] - BandedAlignment.gapOpen,
          deletedNow[column - 1] - BandedAlignment.gapExtend)
      }
      (matched, inserted, deleted) = (matchedNow, insertedNow, deletedNow)
    }
    return best
  }

  private func damage(
    _ codes: [UInt8], _ kind: Kind, at position: Int, length: Int,
    using generator: inout SeededGenerator
  ) -> [UInt8] {
    var codes = codes
    switch kind {
    case .deletion: codes.removeSubrange(position..<position + length)
    case .insertion:
      codes.insert(
        contentsOf: (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) },
        at: position)
    }
    return codes
  }

  @Test(
    "V goes on beyond an indel of up to eight bases, on both strands", arguments: Kind.allCases,
    1...8)
  func bridgesV(_ kind: Kind, _ length: Int) throws {
    var generator = SeededGenerator(seed: UInt64(length))
    for number in 0..<10 {
      let whole = Whole(TestIndexes.human.reference, using: &generator)
      let anchor = whole.junction.lowerBound
      let position = Int.random(in: 40...anchor - 40, using: &generator)
      let codes = damage(whole.codes, kind, at: position, length: length, using: &generator)
      let shift = kind == .deletion ? -length : length
      let found = try #require(described(codes, isReverse: number % 2 == 1))
      let v = found.germline.v
      #expect(found.rearrangement.junction.lowerBound == anchor + shift)
      #expect(v.sequence.lowerBound == 0 && v.germline.lowerBound == 0, "\(v.cigar)")
      #expect(found.isComplete && found.regions.fwr1 != nil)
      let germline = TestIndexes.human.reference[v.alleles[0]].codes
      #expect(
        Int((v.score * 10).rounded())
          == best(
            codes[..<v.sequence.upperBound].reversed(),
            germline[..<v.germline.upperBound].reversed()),
        "\(v.cigar)")
    }
  }

  @Test(
    "J goes on beyond an indel where the bases behind it outweigh the gap",
    arguments: Kind.allCases, 1...8)
  func bridgesJ(_ kind: Kind, _ length: Int) throws {
    var generator = SeededGenerator(seed: 100 + UInt64(length))
    for number in 0..<24 {
      let whole = Whole(TestIndexes.human.reference, using: &generator)
      let first = whole.junction.upperBound + 8
      let last = max(first, whole.jEnd - 10 - (kind == .deletion ? length : 0))
      let position = Int.random(in: first...last, using: &generator)
      let codes = damage(
        Array(whole.codes[(whole.junction.lowerBound - 60)...]), kind,
        at: position - whole.junction.lowerBound + 60, length: length, using: &generator)
      let found = try #require(described(codes, isReverse: number % 2 == 1))
      let j = found.germline.j
      #expect(found.rearrangement.junction == 60..<60 + whole.junction.count)
      let germline = TestIndexes.human.reference[j.alleles[0]].codes
      #expect(
        Int((j.score * 10).rounded())
          == best(Array(codes[j.sequence.lowerBound...]), Array(germline[j.germline.lowerBound...])),
        "\(j.cigar)")
    }
  }

  @Test(
    "the constant region is named behind a J with an indel, be J laid out to its end or not",
    arguments: Kind.allCases, 1...8)
  func constantRegion(_ kind: Kind, _ length: Int) throws {
    var generator = SeededGenerator(seed: 200 + UInt64(length))
    let reference = TestIndexes.human.reference
    for number in 0..<24 {
      let whole = Whole(reference, using: &generator)
      let regions = reference.alleles.filter { $0.segment == .c && $0.locus == whole.j.locus }
      let c = regions[Int.random(in: 0..<regions.count, using: &generator)]
      let first = whole.junction.upperBound + 8
      let last = max(first, whole.jEnd - 2 - (kind == .deletion ? length : 0))
      let position = Int.random(in: first...last, using: &generator)
      let start = whole.junction.lowerBound - 60
      let codes = damage(
        Array(whole.codes[start..<whole.jEnd] + c.codes[..<30]), kind, at: position - start,
        length: length, using: &generator)
      let found = try #require(described(codes, isReverse: number % 2 == 1)).germline
      let region = try #require(found.c, "\(whole.j.name) \(found.j.cigar)")
      #expect(region.alleles.contains(c.id))
      #expect(region.sequence == codes.count - 30..<codes.count)
      #expect(region.germline.lowerBound == 0)
    }
  }

  @Test("four bases lost in TRBV28 leave its start and its regions") func example() throws {
    let reference = TestIndexes.human.reference
    let v = try #require(reference.allele(named: "TRBV28*01"))
    let j = try #require(reference.allele(named: "TRBJ2-5*01"))
    var codes = v.codes + Nucleotide.codes(of: "GGACAGGG".utf8) + j.codes[2...]
    codes.removeSubrange(150..<154)
    let found = try #require(described(codes, isReverse: false))
    #expect(found.germline.v.cigar.hasPrefix("150=4D133="))
    #expect(found.germline.v.sequence.lowerBound == 0)
    #expect(found.isComplete && found.regions.fwr1 != nil)
  }

  @Test("what is not the gene is no gap: random bases, another V, an intron", arguments: 0..<3)
  func junk(_ kind: Int) throws {
    var generator = SeededGenerator(seed: UInt64(kind))
    let reference = TestIndexes.human.reference
    for number in 0..<60 {
      let whole = Whole(reference, using: &generator)
      let other = Whole(reference, using: &generator)
      let anchor = whole.junction.lowerBound
      let reach = Int.random(in: 40...100, using: &generator)
      let random = (0..<80).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let jCut = Int.random(in: whole.junction.upperBound + 14...whole.jEnd, using: &generator)
      let codes: [UInt8]
      switch kind {
      case 0: codes = random + whole.codes[(anchor - reach)..<whole.jEnd]
      case 1:
        codes =
          Array(other.v.codes[..<(other.junction.lowerBound - reach)])
          + whole.codes[(anchor - reach)..<whole.jEnd]
      default:
        codes =
          Array(whole.codes[(anchor - reach)..<jCut])
          + Nucleotide.codes(of: "GTAAGT".utf8) + random
      }
      guard let found = described(codes, isReverse: number % 2 == 1) else { continue }
      // A V of the same family goes on in a chimera; its gaps may be its own.
      guard kind != 1 || other.v.gene.prefix(6) != whole.v.gene.prefix(6) else { continue }
      let cigars = found.germline.v.cigar + found.germline.j.cigar
      #expect(!cigars.contains("D") && !cigars.contains("I"), "\(cigars)")
    }
  }
}
