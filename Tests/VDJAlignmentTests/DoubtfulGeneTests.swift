import Germline
import Sequences
import Testing

@testable import VDJAlignment

/// Reads whose gene or locus an indel, a few bases or a short J leave in doubt; the truth is that of
/// an independent simulation.
@Suite struct DoubtfulGeneTests {
  struct Read: Sendable, CustomTestStringConvertible {
    let species: Species
    let truth: String
    let bases: String
    var testDescription: String { "\(species.rawValue) \(truth) \(bases.prefix(20))" }
  }

  private func found(_ read: Read, isReverse: Bool = false) -> AlignedText {
    var codes = Nucleotide.codes(of: Array(read.bases.utf8))
    if isReverse { codes = Nucleotide.reverseComplement(ofCodes: codes) }
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 40), count: codes.count)
    var aligner = ReadAligner(index: TestIndexes.of(read.species))
    return AlignedText(codes.map(Nucleotide.ascii(ofCode:)), quality: quality, by: &aligner)
  }

  // Without the gap each fits another gene better; its path left the right one behind.
  static let withIndel = [
    Read(
      species: .mouse, truth: "TRAV4-4/DV10",
      bases:
        "GGGAGGCTAAAGTCAGCATTTGATTCTAAGGAGCGGCGCTACAGCACCCTGCACATCAGGGATGCCCAGCTGGACTCAGGCACTTACTTC"
        + "TGTGCTGCTGAGATTACAACGTGCTTTACTTCGGATCTGGCACCAAACTCACTGTAG"),
    Read(
      species: .mouse, truth: "TRAV13-2",
      bases:
        "CCTCCCAGACAACAGACTCAGGCACTTTTCTGTGCTATAGTAAGTGACAGGCTTTGCAAGTGCGCTGACATTTGGATCTGGCACAAAAGT"
        + "CATTCCAT"),
    Read(
      species: .mouse, truth: "TRGV3",
      bases:
        "CTTGGGCAGCTGGAGCAAACTGAATTATCGGTCACCAGAGCAACAGATGAGAGTGCGCAAATATCCTGTATAGTTTCTCTTCCATGTTTC"
        + "TCCAACACAGCTATACATTGGTACCGGCAAAAACCAAATCAACAGTTTGAGTATCTAATATATGTCGAGACAAACTACAATCAACAACCC"
        + "TTAGGAGGGAAGAACAAGAAATTGAAGCAAGTAAAGATTTTCAAACTTCTACCTCAACCTTGAAAATAAATTACTTGAAGAAAGAAGATG"
        + "AAGCCACCTACTACTGTGCAGTCTGGATCTCAGGTTTTCACAAGGTATTTGCAGAAGGAACTAAGCTCATAGTAA"),
    // The nine bases behind the gap fit others, and what stands before it none of those.
    Read(
      species: .human, truth: "TRAV8-3",
      bases:
        "GAAACCCTCTGTGCATTGGAGTGATGCTGCTGTACTTCTGTGCTGTGAAGGACAAGGCTTCTCCTTTATCTTTGGGAAGGGGACAAGGCT"
        + "GCTTGTCA"),
    Read(
      species: .mouse, truth: "TRBV12-1",
      bases:
        "CAGCAGATTCTCAGTCCAACAGTTTGATGACTATCACTCTGAAATGAACATGAGTGCCTTGGAACTGGAGGACTCTGCTATTACTTCTGT"
        + "GCCAGCGGTGACTGGGGTCTATGAACAGTACTTCGGTCCCGGCACCAGGCTCACGGTTT"),
  ]

  @Test(
    "a V with an indel is named by its own path, not by that of a relative", arguments: withIndel)
  func indel(_ read: Read) {
    for isReverse in [false, true] {
      #expect(found(read, isReverse: isReverse).v == [read.truth])
    }
  }

  // Five to nine bases of V before its anchor codon; two added bases fit another gene by chance.
  static let short = [
    Read(
      species: .human, truth: "TRGV5",
      bases: "TATTACTGTGCCACCTGGGACGATTATAAGAAACTCTTTGGCAGTGGAACAACACTTGTTGTCA"),
    Read(
      species: .human, truth: "TRBV2",
      bases: "TGTACTTCTGTGCCAGCAGCTCGTCACAGGGGGCGATTGGCAATCAGCCCCAGCATTTTGGTGATGGGACTCGACTCTCCATCC"),
    Read(
      species: .human, truth: "TRBV6-5",
      bases: "ACTTCTGTGCCAGCAGTGAGACTAGCGGGAGGACTACAATGAGCAGTTCTTCGGGCCAGGGACACGGCTCACCGTGC"),
    Read(
      species: .human, truth: "TRGV3",
      bases: "GTCTATTACTGTGCCACCTGGGACGGCAAGAGTTGGGCAAAAAAATCAAGGTATTTGGTCCCGGAACAAAGCTTATCATTA"),
  ]

  @Test("of a V of few bases all genes are named that two chance matches leave", arguments: short)
  func shortV(_ read: Read) {
    for isReverse in [false, true] {
      let found = found(read, isReverse: isReverse)
      #expect(found.v.contains(read.truth) && found.v.count > 1, "\(found.v)")
    }
  }

  @Test(
    "where J fits TRA and TRD alike, a V of one of them decides",
    arguments: [
      ("TRDV2-2*01", "TRD", ["TRDJ1"]), ("TRAV13-2*03", "TRA", ["TRAJ37"]),
      ("TRAV4-4/DV10*01", "TRA", ["TRAJ37", "TRDJ1"]),
    ])
  func tiedLocus(_ name: String, _ locus: String, _ js: [String]) throws {
    let v = try #require(TestIndexes.mouse.reference.allele(named: name))
    let anchor = try #require(v.anchor)
    let bases =
      Nucleotide.text(ofCodes: v.codes[(anchor - 70)..<anchor + 7])
      + "TCATGGAGGAGCATCCGGAAAACTCGTCTTTGGAC"
    for isReverse in [false, true] {
      let found = found(
        Read(species: .mouse, truth: v.gene, bases: bases), isReverse: isReverse)
      #expect(found.locus == locus && found.j == Set(js) && found.v.contains(v.gene), "\(found)")
      #expect(found.junction.hasSuffix("TCATGGAGGAGCATCCGGAAAACTCGTCTTT"))
    }
  }
}
