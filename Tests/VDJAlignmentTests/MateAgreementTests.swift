import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite("Whether two mates are of one fragment")
struct MateAgreementTests {
  /// A mate beside one of TRBV9, the usual insert and TRBJ2-1, and whether the two agree.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let mate: Mate
    var quality: UInt8 = 37
    let agrees: Bool?
  }
  enum Mate: Sendable {
    /// 60 bases of a V, the inserted bases, and J.
    case whole(v: String = "TRBV9*01", insert: String, j: String = Self.j)
    /// So many bases of V that end 60 before its anchor.
    case v(String, bases: Int)
    case text(String)

    static let insert = "ACCCGGGACTCGGCC"
    /// TRBJ2-1 from the middle of the junction on.
    static let j = "TACAATGAGCAGTTCTTCGGGCCAGGGACACGGCTCACCGTGCTAG"

    func text() throws -> String {
      switch self {
      case .text(let text): return text
      case .whole(let name, let insert, let j):
        let (codes, anchor) = try Self.gene(name)
        return codes[..<anchor].suffix(60) + "TGTGCCAGCAGC" + insert + j
      case .v(let name, let bases):
        let (codes, anchor) = try Self.gene(name)
        return String(codes[..<anchor].dropLast(60).suffix(bases))
      }
    }

    private static func gene(_ name: String) throws -> (Substring, String.Index) {
      let allele = try #require(
        TestIndexes.human.reference.alleles.first { $0.name == name })
      let text = Substring(String(decoding: allele.codes.map(Nucleotide.ascii), as: UTF8.self))
      return (text, text.index(text.startIndex, offsetBy: try #require(allele.anchor)))
    }
  }

  static let cases: [Case] = [
    Case(testDescription: "the same", mate: .whole(insert: Mate.insert), agrees: true),
    Case(
      testDescription: "an inserted base", mate: .whole(insert: "ACCCGGGAACTCGGCC"), agrees: true),
    Case(testDescription: "three errors", mate: .whole(insert: "TCCCGGCACTCGGAC"), agrees: true),
    Case(
      testDescription: "four differences", mate: .whole(insert: "TCCCGGCACTCTGAC"), agrees: false),
    Case(
      testDescription: "four doubtful bases", mate: .whole(insert: "TCCCGGCACTCTGAC"), quality: 10,
      agrees: true),
    Case(
      testDescription: "another junction", mate: .whole(insert: "CAAGTTGCAGATTCA"), agrees: false),
    Case(testDescription: "a shorter one", mate: .whole(insert: "CAAGTTG"), agrees: false),
    Case(
      testDescription: "another locus",
      mate: .whole(
        v: "TRGV9*01", insert: "GGA",
        j: "GAATTATTATAAGAAACTCTTTGGCAGTGGAACAACACTGGTTGTCACAG"), agrees: false),
    Case(testDescription: "its V", mate: .v("TRBV9*01", bases: 100), agrees: true),
    Case(testDescription: "another V", mate: .v("TRBV20-1*01", bases: 100), agrees: false),
    Case(testDescription: "too little of a V", mate: .v("TRBV20-1*01", bases: 35), agrees: nil),
    Case(
      testDescription: "no receptor", mate: .text(String(repeating: "ACCTGATTGACA", count: 8)),
      agrees: nil),
  ]

  @Test("a mate agrees, does not, or says nothing", arguments: cases, [false, true])
  func agreement(_ test: Case, isReverse: Bool) throws {
    let first = Array(try Mate.whole(insert: Mate.insert).text().utf8)
    var second = Array(try test.mate.text().utf8)
    if isReverse {
      let codes = Nucleotide.reverseComplement(ofCodes: second.map(Nucleotide.code(ofASCII:)))
      second = codes.map(Nucleotide.ascii(ofCode:))
    }
    let quality = [UInt8](repeating: Phred.asciiOffset + 37, count: first.count)
    let mateQuality = [UInt8](repeating: Phred.asciiOffset + test.quality, count: second.count)
    var aligner = ReadAligner(index: TestIndexes.human)
    var mateAligner = aligner
    let outcome = aligner.align(sequence: first.span, quality: quality.span)
    guard case .rearranged(let found) = outcome else {
      Issue.record("not rearranged: \(outcome)")
      return
    }
    let mateOutcome = mateAligner.align(sequence: second.span, quality: mateQuality.span)
    #expect(
      aligner.agrees(
        withMate: mateAligner, outcome: mateOutcome, found, quality: quality.span,
        mateQuality: mateQuality.span) == test.agrees, "\(mateOutcome)")
    // Which mate is asked makes no difference.
    guard case .rearranged(let mateFound) = mateOutcome else { return }
    #expect(
      mateAligner.agrees(
        withMate: aligner, outcome: outcome, mateFound, quality: mateQuality.span,
        mateQuality: quality.span) == test.agrees)
  }
}
