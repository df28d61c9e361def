import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct ExpectedReadTests {
  @Test("the files hold reads of every locus of both species") func filesAreThere() {
    #expect(ExpectedRead.all.count >= 100)
    for species in Species.allCases {
      let loci = Set(ExpectedRead.all.filter { $0.species == species }.map { $0.fields["locus"] })
      #expect(loci.isSuperset(of: Locus.allCases.map { $0.rawValue }))
    }
  }

  @Test("a read gives what its header says", arguments: ExpectedRead.all)
  func agrees(_ read: ExpectedRead) {
    if let issue = read.fields["issue"] {
      withKnownIssue("\(issue)") { check(read) }
    } else {
      check(read)
    }
  }

  private func check(_ read: ExpectedRead) {
    var aligner = ReadAligner(index: TestIndexes.of(read.species))
    let bases = Array(read.bases.utf8)
    let found = AlignedText(bases, quality: read.quality, by: &aligner)
    #expect(found.rejected == read.fields["rejected"])
    guard read.fields["rejected"] == nil, found.rejected == nil else { return }
    #expect(found.locus == read.fields["locus"])
    #expect(found.strand == read.fields["strand"])
    #expect(found.junction == read.fields["junction"])
    #expect(found.v.isSuperset(of: read.list("v")), "tied \(found.v.sorted())")
    #expect(found.j.isSuperset(of: read.list("j")), "tied \(found.j.sorted())")
    #expect(found.v.count <= Int(read.fields["v_at_most"] ?? "") ?? 0, "tied \(found.v.sorted())")
    let codes = Nucleotide.codes(of: found.junction.utf8)
    let aminoAcids = String(
      decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self)
    if read.fields["flags"] == "out_of_frame" {
      #expect(codes.count % 3 != 0)
    } else {
      #expect(aminoAcids == read.fields["junction_aa"])
      #expect(aminoAcids.contains("*") == (read.fields["flags"] == "stop"))
    }
  }

  @Test("the other strand of a read gives the same receptor", arguments: ExpectedRead.all)
  func strandsAgree(_ read: ExpectedRead) {
    var aligner = ReadAligner(index: TestIndexes.of(read.species))
    let bases = Array(read.bases.utf8)
    let turned = Array(
      Nucleotide.text(
        ofCodes: Nucleotide.reverseComplement(ofCodes: Nucleotide.codes(of: bases))
      ).utf8)
    let one = AlignedText(bases, quality: read.quality, by: &aligner)
    var other = AlignedText(turned, quality: read.quality.reversed(), by: &aligner)
    if one.rejected == nil {
      #expect(one.strand != other.strand)
      other.strand = one.strand
    }
    #expect(one == other)
  }

  @Test("an aligner that has seen other reads says the same as a new one", arguments: 0..<4)
  func scratchIsClean(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let reads = ExpectedRead.all.filter { $0.species == .human }.shuffled(using: &generator)
    var used = ReadAligner(index: TestIndexes.human)
    for read in reads {
      var new = ReadAligner(index: TestIndexes.human)
      let bases = Array(read.bases.utf8)
      #expect(
        AlignedText(bases, quality: read.quality, by: &used)
          == AlignedText(bases, quality: read.quality, by: &new), "\(read.id)")
    }
  }
}
