import Foundation
import Repertoires
import TestSupport
import Testing
import VDJAlignment

@testable import RepertoirePipeline

@Suite("Pairs of mates")
struct PairedAnalysisTests {
  private static let adapter1 = "AGATCGGAAGAGCACACGTCTGAACTCCAGTCAC"
  private static let adapter2 = "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGTA"

  /// A record of TestData/germline: its bases and where its anchor codon starts.
  private static func record(_ name: String, in file: String) throws -> (text: String, anchor: Int)
  {
    let path = SharedData.testData("germline/human/\(file).fasta")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let at = try #require(lines.firstIndex { $0.hasPrefix(">\(name)|") })
    return (String(lines[at + 1]), Int(lines[at].split(separator: "=").last ?? "") ?? 0)
  }

  private static func complement(_ text: Substring) -> String {
    let partner: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    return String(text.reversed().map { partner[$0] ?? "N" })
  }

  /// A rearrangement with its constant region, read in ways that each are one pair.
  private struct Receptor {
    let text: String
    let start: Int
    let junction: String

    init() throws {
      let v = try record("TRBV9*01", in: "TRBV")
      let j = try record("TRBJ1-1*01", in: "TRBJ")
      let c = try record("TRBC1*01", in: "TRBC")
      let upstream = String(v.text.dropLast(4)) + "CCTGGAG"
      let downstream = String(j.text.dropFirst(3))
      text = upstream + downstream + c.text
      start = v.anchor
      junction = String(upstream.dropFirst(v.anchor)) + String(downstream.prefix(j.anchor))
    }

    /// Bases from the junction's first base on.
    func part(_ from: Int, _ to: Int) -> Substring {
      text.dropFirst(start + from).prefix(to - from)
    }
  }

  private struct Pair {
    var first: String
    var second: String
  }

  private static func pairs() throws -> [String: Pair] {
    let receptor = try Receptor()
    func forward(_ from: Int, _ to: Int) -> String { String(receptor.part(from, to)) }
    func reverse(_ from: Int, _ to: Int) -> String { complement(receptor.part(from, to)) }
    return [
      "overlap": Pair(first: forward(-70, 30), second: reverse(0, 100)),
      "read-through": Pair(
        first: forward(-30, 50) + adapter1, second: reverse(-30, 50) + adapter2),
      "apart": Pair(first: forward(-200, -100), second: reverse(-40, 60)),
      "swapped": Pair(first: reverse(-40, 60), second: forward(-200, -100)),
      "one strand": Pair(first: forward(-40, 60), second: forward(-200, -100)),
      "outward": Pair(first: forward(-40, 60), second: reverse(-200, -100)),
      "one strand, junction in none": Pair(first: forward(-80, 20), second: forward(2, 102)),
      "no receptor": Pair(
        first: String(repeating: "ACCTGATTGACA", count: 8),
        second: String(repeating: "GGATCTTACCAG", count: 8)),
    ]
  }

  private func analyse(_ pairs: [Pair]) async throws -> AnalyzedSample {
    let folder = try SheetFolder()
    let first = try folder.write("1.fastq", Self.fastq(pairs.map(\.first)))
    let second = try folder.write("2.fastq", Self.fastq(pairs.map(\.second)))
    return try await SampleAnalysis.run(
      sample: Sample(id: "s", patientID: "p", tissue: .blood, day: 0), r1: [first], r2: [second],
      settings: AnalysisSettings())
  }

  private static func fastq(_ reads: [String]) -> String {
    var text = ""
    for (number, read) in reads.enumerated() {
      text += "@r\(number)\n\(read)\n+\n" + String(repeating: "F", count: read.count) + "\n"
    }
    return text
  }

  @Test(
    "a pair of each kind counts once, as what it is",
    arguments: [
      ("overlap", PairAccount(merged: 1, compared: 1)),
      ("read-through", PairAccount(merged: 1, readThrough: 1, compared: 1)),
      ("apart", PairAccount(apart: 1, compared: 1)),
      ("swapped", PairAccount(apart: 1, compared: 1)),
      ("one strand", PairAccount(apart: 1, sameStrand: 1, compared: 1)),
      ("outward", PairAccount(apart: 1, outward: 1, compared: 1)),
      ("one strand, junction in none", PairAccount(apart: 1, sameStrand: 1)),
      ("no receptor", PairAccount(apart: 1)),
    ])
  func kinds(_ kind: String, _ expected: PairAccount) async throws {
    let pair = try #require(Self.pairs()[kind])
    let result = try await analyse([pair])
    #expect(result.account.pairs == expected)
    #expect(result.account.reads == 1)
    if kind == "no receptor" {
      #expect(result.account.rearrangements == 0)
      #expect(result.account.rejections(.notAReceptor) == 1)
    } else {
      #expect(result.account.rearrangements == 1)
      let junction = try Receptor().junction
      let found = result.repertoire.clonotypes.map { result.repertoire.texts.string($0.junction) }
      #expect(found == [junction])
    }
  }

  @Test("a file without the end block of BGZF is noted by mate and lane, whole ones are not")
  func endBlock() async throws {
    let folder = try SheetFolder()
    let whole = SharedData.testData("fastq/blocks.fastq.bgz")
    let cut = folder.path + "/cut.gz"
    // The empty block has 28 bytes.
    try Data(contentsOf: URL(fileURLWithPath: whole)).dropLast(28).write(
      to: URL(fileURLWithPath: cut))
    let settings = AnalysisSettings()
    let kit = try KitLibrary.kit("generic-amplicon", at: "")
    func notes(r1: [String], r2: [String]) async throws -> [String] {
      let result = try await SampleAnalysis.run(
        sample: Sample(id: "s", patientID: "p", tissue: .blood, day: 0), r1: r1, r2: r2,
        settings: settings)
      #expect(result.account.reads == 2 * r1.count)
      return SampleQuality(result, kit: kit, settings: settings).notes
    }
    #expect(try await notes(r1: [whole], r2: [whole]).isEmpty)
    let found = try await notes(r1: [whole, cut], r2: [cut, whole])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("No BGZF end block in R1 file 2, R2 file 1: ") == true)
  }

  @Test("pairs in are rearrangements and rejections, merged and apart") func conservation()
    async throws
  {
    let pairs = try Self.pairs().sorted { $0.key < $1.key }.map(\.value)
    let result = try await analyse((0..<50).map { pairs[$0 % pairs.count] })
    let account = result.account
    let rejected = Rejection.allCases.reduce(0) { $0 + account.rejections($1) }
    #expect(account.reads == 50)
    #expect(account.rearrangements + rejected == 50)
    #expect(account.pairs.pairs == 50)
    #expect(account.pairs.merged + account.pairs.apart == 50)
    #expect(result.repertoire.clonotypes.count == 1)
    #expect(
      result.repertoire.clonotypes.reduce(0) { $0 + $1.duplicateCount } == account.rearrangements)
  }
}

extension PairAccount {
  /// The account of one pair.
  fileprivate init(
    merged: Int = 0, readThrough: Int = 0, apart: Int = 0, sameStrand: Int = 0, outward: Int = 0,
    compared: Int = 0
  ) {
    self.init()
    pairs = 1
    self.merged = merged
    self.readThrough = readThrough
    self.apart = apart
    self.sameStrand = sameStrand
    self.outward = outward
    self.compared = compared
  }
}
