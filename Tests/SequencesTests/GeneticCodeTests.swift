import Sequences
import TestSupport
import Testing

@Suite struct GeneticCodeTests {
  // NCBI genetic codes, table 1, in its own order: T C A G, first base slowest.
  static let table1 = Array("FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG".utf8)

  @Test("every codon is translated as in NCBI table 1")
  func allCodons() {
    let order = Array("TCAG".utf8)
    for i in 0..<64 {
      let codon = [order[i / 16], order[i / 4 % 4], order[i % 4]].map(Nucleotide.code(ofASCII:))
      #expect(GeneticCode.residue(codon[0], codon[1], codon[2]) == Self.table1[i])
      #expect(GeneticCode.translation(ofCodes: codon.span) == [Self.table1[i]])
    }
  }

  @Test("a codon with an unknown base is X")
  func unknownBase() {
    for position in 0..<3 {
      var codon: [UInt8] = [0, 1, 2]
      codon[position] = Nucleotide.unknown
      #expect(GeneticCode.residue(codon[0], codon[1], codon[2]) == GeneticCode.unknownResidue)
    }
  }

  @Test(
    "whole codons are translated and a partial last one is left out",
    arguments: [
      ("", ""), ("TG", ""), ("TGT", "C"), ("TGTGCCAGCAGCTTCTT", "CASSF"), ("TGTTAGNNNTTT", "C*XF"),
    ])
  func texts(bases: String, expected: String) {
    let codes = Nucleotide.codes(of: bases.utf8)
    #expect(
      String(decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self) == expected)
  }
}
