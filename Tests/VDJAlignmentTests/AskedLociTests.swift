import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite("Loci that were asked for, and reads of others") struct AskedLociTests {
  static let sets: [Set<Locus>] = [
    [.tra], [.trd], [.tra, .trb], [.trb, .trg, .trd], [.trb], [.trg, .tra], [.trb, .trg],
  ]
  private static let human = GermlineReference.embedded(.human)
  private static let indexes = sets.map { AlignmentIndex(human, loci: $0) }

  private func found(
    _ bases: [UInt8], _ quality: [UInt8], by index: AlignmentIndex
  ) -> AlignedText {
    var aligner = ReadAligner(index: index)
    return AlignedText(bases, quality: quality, by: &aligner)
  }

  @Test(
    "they never change what is found in them, and no read of another locus becomes one of theirs",
    arguments: sets.indices, 0..<4)
  func sameAsAmongAll(_ set: Int, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (asked, index) = (Self.sets[set], Self.indexes[set])
    var (kept, leftOut) = (0, 0)
    for number in 0..<400 {
      let read = RandomRecombination(
        Self.human, errorsPerThousand: number % 2 * 8, length: 90 + number % 60,
        using: &generator)
      var codes = read.codes
      var quality = read.quality
      if number % 3 == 0 {
        codes = Nucleotide.reverseComplement(ofCodes: codes)
        quality.reverse()
      }
      let bases = codes.map(Nucleotide.ascii(ofCode:))
      let among = found(bases, quality, by: TestIndexes.human)
      let alone = found(bases, quality, by: index)
      guard among.rejected == nil else { continue }
      if asked.contains(where: { $0.rawValue == among.locus }) {
        kept += 1
        #expect(alone == among, "\(String(decoding: bases, as: UTF8.self))")
      } else {
        leftOut += 1
        #expect(alone.rejected != nil, "\(String(decoding: bases, as: UTF8.self))")
      }
    }
    #expect(kept >= 5 && leftOut >= 20)
  }

  // Each shows 30 bases behind its junction; a J of the other locus is alike for 15 to 17 bases.
  static let mistaken: [(locus: Locus, asked: Set<Locus>, read: String)] = [
    (
      .trd, [.tra, .trb],
      "TTTCCAAGGTGACATTGATATTGCAAAGAACCTGGCTGTACTTAAGATACTTGCACCATCAGAGAGAGATGAAGGGTCTTACTACTGTGCCTGTGAC"
        + "ACCGTAACTGGGGGATACGTAACCGATAAACTCATCTTTGGAAAAGGAACCCGTGTGACTGTGGAACCAAGAAGTCAGCCTCATACCAAACCATCCG"
    ),
    (
      .tra, [.trb, .trd],
      "CGAATTGCTGTTACATTGAACAAGACAGCCAAACATTTCTCCCTGCACATCACAGAGACCCAACCTGAAGACTCGGCTGTCTACTTCTGTGCAGCAAG"
        + "TAGTGAATTATGGAGGAAGCCAAGGAAATCTCATCTTTGGAAAAGGCACTAAACTCTCTGTTAAACCAAATATCCAGAACCCTGACCCTGCCGTGTAC"
    ),
  ]

  @Test("a read whose J is alike in one of the asked loci has no J there", arguments: mistaken)
  func mistakenRead(locus: Locus, asked: Set<Locus>, read: String) {
    let bases = Array(read.utf8)
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 40), count: bases.count)
    #expect(found(bases, quality, by: TestIndexes.human).locus == locus.rawValue)
    #expect(
      found(bases, quality, by: AlignmentIndex(Self.human, loci: asked)).rejected == "no_j")
    #expect(found(bases, quality, by: AlignmentIndex(Self.human, loci: [locus])).rejected == nil)
  }

  // TRDJ4 by 17 bases, of which the seeds of the first sight show only those that TRAJ1 has too.
  @Test("a short J of one locus is not taken for one of the other by where the read begins")
  func phase() {
    let read = Array(
      ("ACTCAAGGACGGTTTTCTGTGAAACACATTCTGACCCAGAAAGCCTTTCACTTGGTGATCTCTCCAGTAAGGACTGAAGACAGTGCCACTTACTACTG"
        + "TGCATTCCGGTCTGATCTTTGGCAAAGGAACCT").utf8)
    for start in 0..<24 {
      let codes = Nucleotide.codes(of: Array(read[start...]))
      for oriented in [codes, Nucleotide.reverseComplement(ofCodes: codes)] {
        let bases = oriented.map(Nucleotide.ascii(ofCode:))
        let quality = [UInt8](repeating: Phred.ascii(ofQuality: 40), count: bases.count)
        let found = found(bases, quality, by: TestIndexes.human)
        #expect(found.locus == "TRD" && found.j == ["TRDJ4"], "from \(start): \(found)")
      }
    }
  }
}
