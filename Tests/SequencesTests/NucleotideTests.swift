import Sequences
import TestSupport
import Testing

@Suite struct NucleotideTests {
  @Test("each of the 256 bytes has the code of its base or is unknown")
  func allBytes() {
    let known: [Character: UInt8] = ["A": 0, "C": 1, "G": 2, "T": 3, "U": 3]
    for byte in UInt8.min...UInt8.max {
      let letter = Character(Unicode.Scalar(byte)).uppercased()
      let isASCII = byte < 0x80
      let expected = isASCII ? known[Character(letter)] : nil
      #expect(Nucleotide.code(ofASCII: byte) == expected ?? Nucleotide.unknown, "byte \(byte)")
    }
  }

  @Test("codes and letters are each other's inverse")
  func roundTrip() {
    for code in UInt8(0)...4 {
      #expect(Nucleotide.code(ofASCII: Nucleotide.ascii(ofCode: code)) == code)
    }
    #expect(Nucleotide.text(ofCodes: Nucleotide.codes(of: "acgtUNx-".utf8)) == "ACGTTNNN")
  }

  @Test("the reverse complement pairs every base, and twice it is the text", arguments: 0..<50)
  func reverseComplement(seed: Int) {
    var generator = SeededBytes(seed: UInt64(seed))
    let codes = generator.bytes(count: seed * 3).map { $0 % 5 }
    let reverse = Nucleotide.reverseComplement(ofCodes: codes)
    let pairs: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A", "N": "N"]
    let expected = String(Nucleotide.text(ofCodes: codes).reversed().map { pairs[$0] ?? "?" })
    #expect(Nucleotide.text(ofCodes: reverse) == expected)
    #expect(Nucleotide.reverseComplement(ofCodes: reverse) == codes)
  }

  @Test("Phred bytes and scores are each other's inverse up to the cap")
  func phred() {
    for quality in UInt8(0)...Phred.highest {
      #expect(Phred.quality(ofASCII: Phred.ascii(ofQuality: quality)) == quality)
    }
    #expect(Phred.quality(ofASCII: 0x21) == 0)
    #expect(Phred.quality(ofASCII: 0x20) == 0)
    #expect(Phred.quality(ofASCII: 0x7E) == Phred.highest)
    #expect(Phred.ascii(ofQuality: 93) == Phred.highest + 33)
  }

  @Test("loci are numbered and ordered by name, and D loci are beta and delta")
  func loci() {
    #expect(Locus.allCases.map(\.rawValue) == ["TRA", "TRB", "TRD", "TRG"])
    #expect(Locus.allCases.map(\.index) == [0, 1, 2, 3])
    #expect(Locus.allCases.filter(\.hasD) == [.trb, .trd])
    #expect(Locus.allCases.shuffled().sorted().map(\.index) == [0, 1, 2, 3])
  }
}

/// Seeded bytes.
struct SeededBytes {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func bytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 24) }
  }
}
