import Germline
import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

/// Two receptors with one junction: its best read is of one of them.
@Suite("The sequence of a row is of its own V") struct OwnSequenceTests {
  /// Reads of a receptor: its V, their bases of V before the junction, and how many they are.
  struct Receptor: Sendable, CustomTestStringConvertible {
    var v: String
    var reach: Int
    var reads: Int
    var testDescription: String { "\(reads) of \(v) with \(reach) bases" }
  }

  /// A row by its V gene: reads, and the bases of its sequence, none where it is blank.
  struct Row: Equatable {
    var reads: Int
    var sequence: String
  }

  private static let junction = Nucleotide.codes(of: "TGTGCCAGCAGTCCGGATTACGGC".utf8)

  private static func clone(_ receptor: Receptor) -> MadeClone {
    MadeClone(v: receptor.v, between: junction, reach: receptor.reach, vBases: 0)
  }

  private static func rows(_ receptors: [Receptor]) async -> [String: Row] {
    var worker = Sequencing()
    for receptor in receptors {
      worker.take(MadeRead(clone(receptor).codes), copies: receptor.reads)
    }
    let found = await worker.repertoire()
    var rows: [String: Row] = [:]
    for (row, note) in zip(found.clonotypes, found.annotations) {
      let gene = found.calls[row.vCall].names[0]
      rows[String(gene.prefix { $0 != "*" })] = Row(
        reads: row.duplicateCount, sequence: found.texts.string(note.sequence))
      // Of its own V each read shows every base.
      #expect(note.vIdentity ?? 1 == 1)
    }
    return rows
  }

  @Test(
    "whichever has more reads, and whichever the longer ones",
    arguments: [(20, 10), (10, 20)], [(60, 80), (80, 60)])
  func twoReceptors(_ reads: (Int, Int), _ reach: (Int, Int)) async {
    let first = Receptor(v: "TRBV28*01", reach: reach.0, reads: reads.0)
    let second = Receptor(v: "TRBV9*01", reach: reach.1, reads: reads.1)
    let rows = await Self.rows([first, second])
    // The longer read is the best one of the junction.
    func text(_ receptor: Receptor) -> String {
      receptor.reach == 80 ? Nucleotide.text(ofCodes: Self.clone(receptor).codes) : ""
    }
    #expect(
      rows == [
        "TRBV28": Row(reads: reads.0, sequence: text(first)),
        "TRBV9": Row(reads: reads.1, sequence: text(second)),
      ])
  }

  @Test("a few reads of another V, which are no row of their own, give the row no sequence")
  func fewReads() async {
    let rows = await Self.rows([
      Receptor(v: "TRBV28*01", reach: 60, reads: 500),
      Receptor(v: "TRBV9*01", reach: 80, reads: 10),
    ])
    #expect(rows == ["TRBV28": Row(reads: 510, sequence: "")])
  }

  @Test("a read that tells less of its V than others has it all the same")
  func oneReceptor() async {
    let long = Receptor(v: "TRBV28*01", reach: 80, reads: 5)
    let rows = await Self.rows([Receptor(v: "TRBV28*01", reach: 25, reads: 9), long])
    #expect(
      rows == ["TRBV28": Row(reads: 14, sequence: Nucleotide.text(ofCodes: Self.clone(long).codes))]
    )
  }

  /// The sequence of the row of reads, each with differences at places before the junction.
  private static func sequence(
    _ reads: [(differences: [Int], quality: UInt8, reach: Int)]
  ) async -> (sequence: String, identity: Double?) {
    var worker = Sequencing()
    for read in reads {
      var codes = MadeClone(between: junction, reach: read.reach).codes
      for place in read.differences { codes[read.reach - place] ^= 1 }
      worker.take(MadeRead(codes, quality: read.quality))
    }
    let found = await worker.repertoire()
    #expect(found.clonotypes.count == 1)
    return (found.texts.string(found.annotations[0].sequence), found.annotations[0].vIdentity)
  }

  @Test("an error of the best read does not stand for a row that has reads without")
  func errors() async {
    let clean = Nucleotide.text(ofCodes: MadeClone(between: Self.junction, reach: 100).codes)
    // All of better quality have an error, and one is longer.
    let row = await Self.sequence([
      ([30], 40, 100), ([31], 38, 100), ([], 30, 100), ([60, 20], 40, 120), ([32], 39, 100),
    ])
    #expect(row.sequence == clean)
    #expect(row.identity == 1)
  }

  @Test("a base that all reads differ by stays")
  func variant() async {
    let row = await Self.sequence([([40], 40, 100), ([40, 12], 41, 100), ([40], 35, 100)])
    var codes = MadeClone(between: Self.junction, reach: 100).codes
    codes[60] ^= 1
    #expect(row.sequence == Nucleotide.text(ofCodes: codes))
    #expect(row.identity ?? 1 < 1)
  }

  /// Reads of a clone of 300 bases before its junction, two of which no germline has, and one more.
  private static func sequence(
    beside other: (MadeClone) -> MadeRead
  ) async -> (found: String, expected: String) {
    var worker = Sequencing()
    let clone = MadeClone(between: junction, reach: 260)
    var codes = clone.codes
    for place in [40, 190] { codes[place] ^= 1 }
    worker.take(MadeRead(codes, quality: 37), copies: 20)
    worker.take(other(clone))
    let found = await worker.repertoire()
    return (
      found.texts.string(found.annotations[0].sequence), Nucleotide.text(ofCodes: codes)
    )
  }

  @Test("of reads that all differ by several bases the better one stands")
  func severalVariants() async {
    let row = await Self.sequence { clone in
      var codes = clone.codes
      for place in [40, 190, 20, 60, 100, 140, 210, 230] { codes[place] ^= 1 }
      return MadeRead(codes, quality: 30)
    }
    #expect(row.found == row.expected)
  }

  @Test("a read that does not reach what all differ by is no better", arguments: [70, 100, 180])
  func fragment(_ reach: Int) async {
    let row = await Self.sequence { clone in
      MadeRead(MadeClone(between: Self.junction, reach: reach).codes, quality: 40)
    }
    #expect(row.found == row.expected)
  }

  @Test("nor is one of which a part alone fits V", arguments: [5, 60, 185])
  func chimera(_ strange: Int) async {
    let row = await Self.sequence { clone in
      var random = SeededGenerator(seed: UInt64(strange))
      var codes = clone.codes
      for place in [40, 190] { codes[place] ^= 1 }
      for place in 0..<strange { codes[place] = UInt8.random(in: 0...3, using: &random) }
      return MadeRead(codes, quality: 38)
    }
    #expect(row.found == row.expected)
  }
}
