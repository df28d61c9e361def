import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct ReadAlignerTests {
  private let reference = GermlineReference.embedded(.human)

  private func codes(_ allele: String) throws -> (codes: [UInt8], anchor: Int) {
    let allele = try #require(reference.allele(named: allele))
    return (allele.codes, try #require(allele.anchorPosition))
  }

  private func text(_ codes: [UInt8]) -> [UInt8] { codes.map(Nucleotide.ascii(ofCode:)) }

  private func quality(_ count: Int) -> [UInt8] {
    [UInt8](repeating: Phred.ascii(ofQuality: 37), count: count)
  }

  @Test(
    "a scrap of a V end at the start of a read does not hide a V with errors",
    arguments: [2, 3, 5, 8])
  func scrapBeforeV(_ errors: Int) throws {
    let other = try codes("TRBV5-1*01")
    let v = try codes("TRBV28*01")
    let j = try codes("TRBJ2-1*01")
    var upstream = Array(v.codes[(v.anchor - 80)..<(v.anchor + 9)])
    for i in 0..<errors { upstream[3 + i * 9] = (upstream[3 + i * 9] + 1) & 3 }
    let scrap = other.codes[(other.anchor - 3)..<(other.anchor + 12)]
    let bases = text(scrap + upstream + [2, 2, 1, 0, 1, 1] + j.codes[4...])
    var aligner = ReadAligner(index: TestIndexes.human)
    let found = AlignedText(bases, quality: quality(bases.count), by: &aligner)
    #expect(found.rejected == nil)
    #expect(found.v.contains("TRBV28"))
    #expect(found.junction.utf8.count == 9 + 6 + j.anchor + 3 - 4)
  }

  @Test(
    "a read of any length ends as a rearrangement or one reason, with and without N",
    arguments: 0..<30)
  func everyLength(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var aligner = ReadAligner(index: TestIndexes.human)
    let read = RandomRecombination(
      reference, errorsPerThousand: 5, length: 300, using: &generator)
    for length in [0, 1, 11, 12, 19, 20, 21, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 200] {
      for start in stride(from: 0, through: max(0, read.codes.count - length), by: 41) {
        var part = Array(read.codes[start..<min(read.codes.count, start + length)])
        if seed % 2 == 1 {
          for i in part.indices where Int.random(in: 0..<25, using: &generator) == 0 {
            part[i] = Nucleotide.unknown
          }
        }
        if seed % 3 == 0 { part = Nucleotide.reverseComplement(ofCodes: part) }
        let bases = text(part)
        let outcome = aligner.align(sequence: bases.span, quality: quality(part.count).span)
        switch outcome {
        case .rejected(let reason):
          #expect((part.count < ReadAligner.shortestRead) == (reason == .tooShort))
        case .rearranged(let found):
          #expect(part.indices.contains(found.junction.lowerBound))
          #expect(found.junction.upperBound <= part.count)
          #expect(found.junction.count >= 6)
          #expect(!aligner.vTies.isEmpty && !aligner.jTies.isEmpty)
          let oriented =
            found.isReverse ? Nucleotide.reverseComplement(ofCodes: part) : part
          #expect(!oriented[found.junction].contains(Nucleotide.unknown))
        }
      }
    }
  }

  // The last bases before the anchor are alike in V genes of two loci (of TRAV9-2 and TRBV12-3, of
  // TRAV14/DV4 and TRBV2), most of those before them differ.
  @Test(
    "a V of another locus is not taken for one that is alike before the anchor alone",
    arguments: [
      ("TRAV9-2*02", "TRBJ2-4*01"), ("TRAV14/DV4*01", "TRBJ1-5*01"), ("TRBV12-3*01", "TRAJ49*01"),
      ("TRBV2*01", "TRAJ20*01"),
    ])
  func alikeBeforeAnchor(_ vName: String, _ jName: String) throws {
    let v = try codes(vName)
    let j = try codes(jName)
    for kept in [60, 80, 110] {
      let bases = text(
        v.codes[(v.anchor - kept)..<(v.anchor + 9)] + [0, 3, 2, 0] + j.codes[4...])
      var aligner = ReadAligner(index: TestIndexes.human)
      let found = AlignedText(bases, quality: quality(bases.count), by: &aligner)
      #expect(found.rejected == "chimera_of_loci", "\(kept): \(found.v)")
    }
  }

  @Test("long reads find the receptor wherever it lies", arguments: [0, 1000, 20_000, 99_000])
  func longReads(_ start: Int) throws {
    var generator = SeededGenerator(seed: UInt64(start))
    let v = try codes("TRBV19*01")
    let j = try codes("TRBJ1-2*01")
    var read: [UInt8] = (0..<100_000).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let receptor = v.codes[..<(v.anchor + 10)] + [2, 0, 2, 1, 1] + j.codes[5...]
    read.replaceSubrange(start..<start + receptor.count, with: receptor)
    let bases = text(read)
    var aligner = ReadAligner(index: TestIndexes.human)
    let found = AlignedText(bases, quality: quality(read.count), by: &aligner)
    #expect(found.junction.utf8.count == 10 + 5 + j.anchor + 3 - 5)
    #expect(found.v.contains("TRBV19"))
    #expect(found.j == ["TRBJ1-2"])
  }

  @Test(
    "in a long genomic read the V before J counts, not another one further up",
    arguments: ["TRBV6-1*01", "TRBV7-9*01", "TRBV2*01", "TRBV18*01"],
    ["TRBV5-1*01", "TRBV12-3*01", "TRBV6-2*01", "TRBV20-1*01"])
  func unrearrangedV(_ upstream: String, _ rearranged: String) throws {
    var generator = SeededGenerator(seed: 17)
    let other = try codes(upstream)
    let v = try codes(rearranged)
    let j = try codes("TRBJ2-1*01")
    func intergenic(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
    let read =
      intergenic(200) + other.codes + intergenic(900) + v.codes[..<(v.anchor + 10)]
      + [1, 2, 0, 2, 1, 1] + j.codes[4...] + intergenic(300)
    let bases = text(read)
    var aligner = ReadAligner(index: TestIndexes.human)
    let found = AlignedText(bases, quality: quality(read.count), by: &aligner)
    #expect(found.v.contains(String(rearranged.prefix { $0 != "*" })))
    #expect(found.junction.utf8.count == 10 + 6 + j.anchor + 3 - 4)
  }

  @Test(
    "an orphon is no call beside a gene of the locus that explains the read as well",
    arguments: [
      // Of 40 bases before the anchor both genes have the same.
      ("TRBV20-1*01", 40, ["TRBV20-1"]), ("TRBV20/OR9-2*01", 40, ["TRBV20-1"]),
      ("TRBV20-1*01", 200, ["TRBV20-1"]), ("TRBV20/OR9-2*01", 200, ["TRBV20/OR9-2"]),
    ])
  func orphons(_ name: String, covered: Int, expected: [String]) throws {
    let v = try codes(name)
    let j = try codes("TRBJ2-1*01")
    let read =
      v.codes[(v.anchor - covered)..<(v.anchor + 10)] + [1, 2, 0, 2, 1, 1] + j.codes[4...]
    var aligner = ReadAligner(index: TestIndexes.human)
    let found = AlignedText(text(Array(read)), quality: quality(read.count), by: &aligner)
    #expect(found.v == Set(expected))
    #expect(found.junction.utf8.count == 10 + 6 + j.anchor + 3 - 4)
  }

  @Test("qualities of a read on the reverse strand weigh the bases they belong to")
  func reverseQualities() throws {
    // Five bases near the start of the read are wrong and say so; with good qualities they would
    // cut V short.
    let v = try codes("TRBV9*01")
    let j = try codes("TRBJ2-7*01")
    var upstream = Array(v.codes[(v.anchor - 60)..<(v.anchor + 9)])
    let errors = [0, 3, 6, 9, 12]
    for at in errors { upstream[at] = (upstream[at] + 2) & 3 }
    let codes = upstream + [2, 2, 1, 0, 1, 1] + j.codes[4...]
    var quality = quality(codes.count)
    for at in errors { quality[at] = Phred.ascii(ofQuality: 2) }
    var aligner = ReadAligner(index: TestIndexes.human)
    var scores: [Int] = []
    for turned in [false, true] {
      let bases = text(turned ? Nucleotide.reverseComplement(ofCodes: codes) : codes)
      let values = turned ? quality.reversed() : quality
      let outcome = aligner.align(sequence: bases.span, quality: values.span)
      guard case .rearranged(let found) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(found.isReverse == turned)
      #expect(found.v.lowerBound == 1)
      scores.append(aligner.vSearch.best.score)
    }
    #expect(scores.first == scores.last)
  }

  @Test(
    "an index of one locus finds the reads of that locus and no others",
    arguments: Locus.allCases, Species.allCases)
  func oneLocus(_ locus: Locus, _ species: Species) {
    let index = AlignmentIndex(.embedded(species).restricted(to: [locus]))
    var aligner = ReadAligner(index: index)
    for read in ExpectedRead.all where read.species == species && read.fields["issue"] == nil {
      let found = AlignedText(Array(read.bases.utf8), quality: read.quality, by: &aligner)
      if let expected = read.fields["locus"] {
        #expect(found.rejected == nil || expected != locus.rawValue, "\(read.id)")
        if expected == locus.rawValue { #expect(found.junction == read.fields["junction"]) }
      }
      #expect(found.rejected != nil || found.locus == locus.rawValue)
    }
  }
}
