import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct SequenceDescriberTests {
  private let reference = GermlineReference.embedded(.human)
  private let index = TestIndexes.human

  private func allele(_ name: String) throws -> Allele {
    try #require(reference.allele(named: name))
  }

  private func target(_ name: String, of targets: [SearchTarget]) throws -> UInt16 {
    let id = try allele(name).id
    return UInt16(try #require(targets.firstIndex { $0.alleles.contains(id) }))
  }

  /// A recombination by its parts; `junction` and what `describe` says of it.
  private func describe(
    v: String, vTrim: Int, before: String = "", d: String = "", after: String = "", j: String,
    jTrim: Int, tail: [UInt8] = [], reach: Int = 90
  ) throws -> (codes: [UInt8], parts: [Range<Int>], found: GermlineDescription) {
    let (vAllele, jAllele) = (try allele(v), try allele(j))
    let vAnchor = try #require(vAllele.anchorPosition)
    let jAnchor = try #require(jAllele.anchorPosition)
    var codes = Array(vAllele.codes[(vAnchor - reach)..<(vAllele.codes.count - vTrim)])
    var parts = [0..<codes.count]
    for part in [before, d, after].map({ Nucleotide.codes(of: $0.utf8) })
      + [Array(jAllele.codes[jTrim...])]
    {
      parts.append(codes.count..<codes.count + part.count)
      codes += part
    }
    let junction = reach..<parts[4].lowerBound + jAnchor - jTrim + 3
    codes += tail
    var describer = SequenceDescriber(index: index)
    let found = describer.describe(
      codes: codes, junction: junction, v: [try target(v, of: index.vTargets)],
      j: [try target(j, of: index.jTargets)])
    return (codes, parts, found)
  }

  private func names(_ alleles: [AlleleID]) -> [String] { alleles.map { reference[$0].name } }

  @Test("D, the bases around it and the trimmed V and J are found where they were put")
  func segments() throws {
    let made = try describe(
      v: "TRBV9*01", vTrim: 3, before: "CTTT", d: "ACAGGGGG", after: "TAT", j: "TRBJ2-7*01",
      jTrim: 4)
    #expect(names(made.found.d?.alleles ?? []) == ["TRBD1*01"])
    #expect(made.found.v.sequence == made.parts[0])
    #expect(made.found.np1 == made.parts[1])
    #expect(made.found.d?.sequence == made.parts[2])
    #expect(made.found.np2 == made.parts[3])
    #expect(made.found.j.sequence == made.parts[4])
    #expect(made.found.v.identity == 1 && made.found.j.identity == 1)
    let v = try allele("TRBV9*01")
    let anchor = try #require(v.anchorPosition)
    #expect(made.found.v.germline == (anchor - 90)..<(v.codes.count - 3))
    let start = anchor - 90
    let length = made.parts[0].count
    #expect(made.found.v.cigar == "\(start)N\(length)=\(made.codes.count - length)S3N")
  }

  @Test("without six bases of a D there is none, and np1 is all between V and J") func noD() throws
  {
    let made = try describe(
      v: "TRBV9*01", vTrim: 3, before: "CTATTACATT", j: "TRBJ1-1*01", jTrim: 4)
    #expect(made.found.d == nil)
    #expect(made.found.np1 == made.parts[1])
    #expect(made.found.np2 == nil)
  }

  @Test("the second D does not join the first J cluster, the locus without D gets none")
  func impossibleD() throws {
    let first = try describe(
      v: "TRBV9*01", vTrim: 3, before: "TT", d: "GACTAGCGGG", after: "TAT", j: "TRBJ1-1*01",
      jTrim: 4)
    #expect(!names(first.found.d?.alleles ?? []).contains { $0.hasPrefix("TRBD2") })
    let second = try describe(
      v: "TRBV9*01", vTrim: 3, before: "TT", d: "GACTAGCGGG", after: "TAT", j: "TRBJ2-1*01",
      jTrim: 4)
    #expect(names(second.found.d?.alleles ?? []) == ["TRBD2*02"])
    let alpha = try describe(
      v: "TRAV12-2*01", vTrim: 3, before: "TT", d: "GGGACAGGGGGC", after: "TAT", j: "TRAJ33*01",
      jTrim: 4)
    #expect(alpha.found.d == nil)
  }

  @Test("the constant region behind J is named, all that fit") func constantRegion() throws {
    let alpha = try describe(
      v: "TRAV12-2*01", vTrim: 3, before: "TTG", j: "TRAJ33*01", jTrim: 4,
      tail: Array(try allele("TRAC*01").codes.prefix(25)))
    #expect(names(alpha.found.c?.alleles ?? []) == ["TRAC*01"])
    let c1 = try allele("TRBC1*01").codes
    let beta = try describe(
      v: "TRBV9*01", vTrim: 3, before: "TTG", j: "TRBJ2-1*01", jTrim: 4,
      tail: Array(c1.prefix(12)))
    let fitting = reference.alleles.filter {
      $0.segment == .c && $0.locus == .trb && $0.codes.starts(with: c1.prefix(12))
    }
    #expect(names(beta.found.c?.alleles ?? []) == fitting.map(\.name))
    let short = try describe(
      v: "TRBV9*01", vTrim: 3, before: "TTG", j: "TRBJ2-1*01", jTrim: 4,
      tail: Array(c1.prefix(9)))
    #expect(short.found.c == nil)
    let intron = try describe(
      v: "TRBV9*01", vTrim: 3, before: "TTG", j: "TRBJ2-1*01", jTrim: 4,
      tail: Nucleotide.codes(of: "GTAAGTCTGGCATTTACTGACCCG".utf8))
    #expect(intron.found.c == nil)
  }

  @Test("the constant region is named by its bases before an indel", arguments: [-1, 1], 11..<40)
  func constantRegionWithIndel(change: Int, place: Int) throws {
    let region = try allele("TRAC*01").codes
    let tail =
      change < 0
      ? region[..<place] + region[(place + 1)..<70]
      : region[..<place] + [(region[place] + 2) & 3] + region[place..<70]
    let made = try describe(
      v: "TRAV12-2*01", vTrim: 3, before: "TTG", j: "TRAJ33*01", jTrim: 4, tail: Array(tail))
    let found = try #require(made.found.c)
    #expect(names(found.alleles) == ["TRAC*01"])
    #expect(found.germline.lowerBound == 0 && found.germline.count >= place)
  }

  @Test("errors and unknown bases show in the CIGAR and the identity") func errors() throws {
    let v = try allele("TRBV9*01")
    let j = try allele("TRBJ2-1*01")
    let anchor = try #require(v.anchorPosition)
    let jAnchor = try #require(j.anchorPosition)
    var codes = v.codes[(anchor - 40)..<(anchor + 10)] + [0, 0, 0] + j.codes[6...]
    codes = ArraySlice(Array(codes))
    codes[20] = (codes[20] + 1) & 3
    codes[30] = Nucleotide.unknown
    var describer = SequenceDescriber(index: index)
    let found = describer.describe(
      codes: Array(codes), junction: 40..<53 + jAnchor - 6 + 3,
      v: [try target("TRBV9*01", of: index.vTargets)],
      j: [try target("TRBJ2-1*01", of: index.jTargets)])
    #expect(found.v.sequence.lowerBound == 0)
    #expect(found.v.cigar.hasPrefix("\(anchor - 40)N20=1X9=1X"))
    let placed = found.v.sequence.count
    // The unknown base is not compared.
    #expect(found.v.identity == Double(placed - 2) / Double(placed - 1))
  }

  @Test(
    "segments neither overlap nor leave the sequence, whatever the recombination",
    arguments: 0..<40)
  func order(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let species: Species = seed % 2 == 0 ? .human : .mouse
    let index = TestIndexes.of(species)
    var aligner = ReadAligner(index: index)
    var describer = SequenceDescriber(index: index)
    for _ in 0..<4 {
      let read = RandomRecombination(
        index.reference, errorsPerThousand: 20, length: 150, using: &generator)
      let bases = read.codes.map(Nucleotide.ascii(ofCode:))
      guard
        case .rearranged(let rearrangement) = aligner.align(
          sequence: bases.span, quality: read.quality.span), !rearrangement.isReverse
      else { continue }
      let found = describer.describe(
        codes: read.codes, junction: rearrangement.junction, v: aligner.vTies, j: aligner.jTies)
      #expect(found.v.sequence.upperBound == found.np1.lowerBound)
      if let d = found.d, let np2 = found.np2 {
        #expect(found.np1.upperBound == d.sequence.lowerBound)
        #expect(d.sequence.upperBound == np2.lowerBound)
        #expect(np2.upperBound == found.j.sequence.lowerBound)
        #expect(d.identity == 1 && d.sequence.count >= 6)
      } else {
        #expect(found.d == nil && found.np2 == nil)
        #expect(found.np1.upperBound == found.j.sequence.lowerBound)
      }
      #expect(found.j.sequence.upperBound <= read.codes.count)
    }
  }
}
