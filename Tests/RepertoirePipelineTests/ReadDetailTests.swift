import Foundation
import Repertoires
import SequenceIO
import TestSupport
import Testing
import VDJAlignment

@testable import RepertoirePipeline

@Suite("Detail of single reads: rows and targets")
struct ReadDetailTests {
  /// FASTQ of the hand-made expected reads, over and over, among random ones; all but one in
  /// `scraps` are too short to be looked at.
  static func fastq(seed: UInt64, reads: Int, scraps: Int = 1) throws -> String {
    let lines = try String(
      contentsOfFile: SharedData.testData("expected-vdj/human.fasta"), encoding: .utf8
    ).split(separator: "\n")
    let known = stride(from: 1, to: lines.count, by: 2).map { String(lines[$0]) }
    var generator = SeededGenerator(seed: seed)
    return (0..<reads).map { number in
      var bases = known[Int.random(in: 0..<known.count, using: &generator)]
      if number % scraps != 0 {
        bases = "ACGTACGT"
      } else if Int.random(in: 0..<4, using: &generator) == 0 {
        bases = String(
          (0..<90).map { _ in
            Character(["A", "C", "G", "T"][Int.random(in: 0..<4, using: &generator)])
          })
      }
      return "@r\(number) a comment\n\(bases)\n+\n"
        + String(repeating: "F", count: bases.utf8.count)
        + "\n"
    }.joined()
  }

  /// Second mates: for every sixteenth read its reverse complement, so that the two overlap, for the
  /// rest another read.
  private static func mates(of reads: String, others: String) -> String {
    let first = reads.split(separator: "\n", omittingEmptySubsequences: false)
    var lines = others.split(separator: "\n", omittingEmptySubsequences: false)
    let complements: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    for record in stride(from: 0, to: lines.count - 3, by: 4 * 16) {
      let bases = first[record + 1].reversed().map { complements[$0] ?? $0 }
      lines[record + 1] = Substring(String(bases))
      lines[record + 3] = first[record + 3]
    }
    return lines.joined(separator: "\n")
  }

  private func rows(_ path: String) throws -> [[String: String]] {
    var table = try TSVReader(path: path)
    let header = table.header
    var rows: [[String: String]] = []
    while try table.advance() {
      rows.append(
        Dictionary(uniqueKeysWithValues: header.indices.map { (header[$0], table.text($0)) }))
    }
    return rows
  }

  @Test(
    "the table of reads has the same bytes at any threads and batch size, and a row a rearrangement",
    arguments: [false, true])
  func sameBytes(isPaired: Bool) async throws {
    let folder = try SheetFolder()
    let reads = try Self.fastq(seed: 1, reads: 5000, scraps: 8)
    let r1 = try folder.write("r1.fq", reads)
    let mates = try Self.mates(of: reads, others: Self.fastq(seed: 2, reads: 5000, scraps: 8))
    let r2 = try isPaired ? [folder.write("r2.fq", mates)] : []
    var first: Data?
    for (threads, batch) in [(1, 4096), (2, 4096), (4, 100), (3, 777)] {
      var settings = AnalysisSettings(threads: threads)
      settings.batchSize = batch
      let path = folder.path + "/table.tsv.gz"
      let result = try await SampleAnalysis.run(
        sample: Sample(id: "s", patientID: "", tissue: .other, day: 0), r1: [r1], r2: r2,
        settings: settings, rearrangements: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(first == nil || bytes == first, "\(threads) threads, batches of \(batch)")
      if first == nil {
        let rows = try rows(path)
        #expect(rows.count == result.account.rearrangements)
        #expect(result.repertoire.clonotypes.reduce(0) { $0 + $1.duplicateCount } == rows.count)
        let numbers = rows.map { Int(($0["sequence_id"] ?? "").dropFirst()) ?? -1 }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        let mates = Set(rows.map { $0["tcr_mate"] ?? "?" })
        #expect(mates == (isPaired ? ["1", "2", "merged"] : [""]))
      }
      first = first ?? bytes
    }
  }

  @Test("targets are counted beside the rearrangements, which stay as they are")
  func targets() async throws {
    let folder = try SheetFolder()
    let reads = try Self.fastq(seed: 3, reads: 300)
    let r1 = try folder.write("r1.fq", reads)
    // A spike-in of a receptor: its reads are rearrangements and reads of the target.
    let spike = reads.split(separator: "\n")[1]
    let fasta = try folder.write(
      "t.fa", ">spike one\n\(spike.prefix(60))\n\(spike.dropFirst(60))\n")
    let sample = Sample(id: "s", patientID: "", tissue: .other, day: 0)
    var settings = AnalysisSettings(threads: 2)
    settings.batchSize = 50
    let plain = try await SampleAnalysis.run(sample: sample, r1: [r1], r2: [], settings: settings)
    #expect(plain.targets == nil)
    settings.targets = try TargetSet(reading: fasta, settings: settings)
    let found = try await SampleAnalysis.run(sample: sample, r1: [r1], r2: [], settings: settings)
    #expect(found.account == plain.account)
    #expect(found.repertoire.clonotypes.count == plain.repertoire.clonotypes.count)
    let account = try #require(found.targets)
    #expect(account.reads == 300)
    let copies = reads.split(separator: "\n").count { $0 == spike }
    #expect(account.readsOfConstruct[0] >= copies && copies > 1)
    let kit = try KitLibrary.kit("generic-amplicon", at: "")
    let quality = SampleQuality(found, kit: kit, settings: settings)
    let target = try #require(quality.targets?.sequences.first)
    #expect(target.name == "spike" && target.length == spike.utf8.count)
    #expect(target.germlineWords > 0)
    // One of the words that the germline has too, one of the reads that are too short.
    let lines = reads.split(separator: "\n", omittingEmptySubsequences: false)
    let short = stride(from: 1, to: lines.count, by: 4).count { lines[$0].utf8.count < 36 }
    #expect(settings.targets?.warnings.count == 1)
    #expect(quality.targets?.warnings.first == settings.targets?.warnings.first)
    #expect(quality.targets?.tooShortReads == short && short > 0)
    #expect(quality.targets?.warnings.count == 2)
    // Written and read again, it is the same.
    let path = folder.path + "/qc.json"
    try Data(JSONText.bytes(quality)).write(to: URL(fileURLWithPath: path))
    #expect(JSONText.value(SampleQuality.self, at: path) == quality)
  }

  // Clopper and Pearson 1934; scipy.stats.binomtest(10, 10**6).proportion_ci(): 4.79539e-6 to
  // 1.83904e-5. For none, 1 - 0.05^(1 / 10^6) = 2.99573e-6.
  @Test("reads per million have the exact interval, zero its one-sided limit")
  func interval() async throws {
    let folder = try SheetFolder()
    var generator = SeededGenerator(seed: 4)
    func bases() -> String {
      String(
        (0..<150).map { _ in
          Character(["A", "C", "G", "T"][Int.random(in: 0..<4, using: &generator)])
        })
    }
    let sequences = [bases(), bases()]
    let fasta = try folder.write("t.fa", ">a\n\(sequences[0])\n>b\n\(sequences[1])\n")
    var settings = AnalysisSettings()
    settings.targets = try TargetSet(reading: fasta, settings: settings)
    let reads = (0..<20).map {
      "@\($0)\n\($0 < 3 ? sequences[0] : bases())\n+\n"
        + String(repeating: "I", count: 150) + "\n"
    }.joined()
    let result = try await SampleAnalysis.run(
      sample: Sample(id: "s", patientID: "", tissue: .other, day: 0),
      r1: [try folder.write("r.fq", reads)], r2: [], settings: settings)
    let quality = SampleQuality(
      result, kit: try KitLibrary.kit("generic-amplicon", at: ""), settings: settings)
    let targets = try #require(quality.targets)
    #expect(targets.sequences.map(\.reads) == [3, 0])
    // binomtest(3, 20): 0.0320709 to 0.3789268; none of 20: 1 - 0.05^(1/20) = 0.1391083.
    #expect(targets.sequences[0].readsPerMillion == 150_000)
    #expect(targets.sequences[0].readsPerMillionLower95 == 32_070.9)
    #expect(targets.sequences[0].readsPerMillionUpper95 == 378_927)
    #expect(targets.sequences[1].readsPerMillionLower95 == 0)
    #expect(targets.sequences[1].readsPerMillionUpper95 == 139_108)
    #expect(targets.sequences[0].coveredBases == 144)
    #expect(targets.warnings.isEmpty)
  }

  // 10 of 20 reads with 30 bases cannot show a target: the limit is that of 10 reads. With
  // scipy 1.17: 1 - 0.05^(1/10) = 0.2588656; beta.ppf(.975, 4 + 1, 10 - 4) = 0.7376219.
  @Test("an upper limit is never lower than what reads too short or ambiguous leave open")
  func limits() async throws {
    let folder = try SheetFolder()
    var generator = SeededGenerator(seed: 6)
    let (whole, absent) = (generator.bases(300), generator.bases(100))
    let fasta = try folder.write(
      "t.fa", ">whole\n\(whole)\n>part\n\(whole.dropFirst(100))\n>absent\n\(absent)\n")
    var settings = AnalysisSettings()
    settings.targets = try TargetSet(reading: fasta, settings: settings)
    func reads(_ count: Int, _ bases: () -> String) -> [String] { (0..<count).map { _ in bases() } }
    func found(_ reads: [String]) async throws -> TargetReads {
      let text = reads.enumerated().map {
        "@\($0)\n\($1)\n+\n\(String(repeating: "I", count: $1.utf8.count))\n"
      }
      let result = try await SampleAnalysis.run(
        sample: Sample(id: "s", patientID: "", tissue: .other, day: 0),
        r1: [try folder.write("r.fq", text.joined())], r2: [], settings: settings)
      let kit = try KitLibrary.kit("generic-amplicon", at: "")
      return try #require(SampleQuality(result, kit: kit, settings: settings).targets)
    }
    let short = reads(10) { String(whole.prefix(30)) }
    let mixed = try await found(
      short + reads(4) { String(whole.dropFirst(150).prefix(90)) }
        + reads(6) { generator.bases(90) })
    #expect(mixed.reads == 20 && mixed.tooShortReads == 10 && mixed.ambiguousReads == 4)
    #expect(mixed.sequences.map(\.reads) == [0, 0, 0])
    #expect(mixed.sequences.map(\.ambiguousReads) == [4, 4, 0])
    #expect(mixed.sequences.map(\.readsPerMillionUpper95) == [737_622, 737_622, 258_866])
    #expect(mixed.warnings.count == 2)
    // Nothing long enough: nothing is said of any share.
    let none = try await found(short)
    #expect(none.sequences.map(\.readsPerMillionUpper95) == [nil, nil, nil])
    #expect(none.sequences.map(\.readsPerMillion) == [nil, nil, nil])
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    var fasta: String
    var message: String
    var testDescription: String { message }
  }

  private static let good = "ACGTTGCATCGGATTACAGCCATGACTTGCAGGTACCGATGCATTCGAACTG"

  static let broken = [
    Broken(
      fasta: ">a\nACGTTGCATCGGATTACAGCCATGACTTGCAGG\n",
      message: "t.fa, record 1 ('a'): 33 bases; expected at least 47. "
        + "Add flanking sequence of the construct."),
    Broken(
      fasta: ">a\n\(good)\n>a x\n\(good)T\n",
      message: "t.fa, record 2 ('a'): the name of an earlier target; expected each name once. "
        + "Rename one of them."),
    Broken(
      fasta: ">a\n\(good)\n>b\n\(good)\n",
      message: "t.fa, record 2 ('b'): the sequence of 'a'; expected each sequence once. "
        + "Leave one of them out."),
    Broken(
      fasta: ">\n\(good)\n",
      message: "t.fa, record 1 (''): a target without a name; expected a name after '>'. Name it."),
    Broken(
      fasta: ">a\n\(String(repeating: "ACACACAC", count: 9))\n",
      message: "t.fa, record 1 ('a'): unknown bases and repeats almost throughout; expected at "
        + "least 36 words of 12 bases that are neither. Give its known sequence."),
    Broken(
      fasta: ">car\nMALPVTALLLPLALLLHAARP\n",
      message:
        "t.fa, target 'car': 'L', which is no nucleotide; expected nucleotides without gaps. "
        + "Give the coding DNA, not the protein."),
  ]

  @Test(
    "a set that cannot be used is told with record, what is needed and what to do",
    arguments: broken)
  func faults(_ broken: Broken) throws {
    let folder = try SheetFolder()
    let path = try folder.write("t.fa", broken.fasta)
    do {
      _ = try TargetSet(reading: path, settings: AnalysisSettings())
      Issue.record("it was taken")
    } catch {
      #expect(RepertoirePipeline.ExitStatus(of: error) == .badData)
      let messages = Fault.all(of: error).map { $0.message.replacing(folder.path + "/", with: "") }
      #expect(messages == [broken.message])
    }
  }

  @Test("the digest is of names and bases, not of line breaks; it changes a sample's key")
  func digest() throws {
    let folder = try SheetFolder()
    var settings = AnalysisSettings()
    func set(_ fasta: String) throws -> TargetSet {
      try TargetSet(reading: try folder.write("t.fa", fasta), settings: AnalysisSettings())
    }
    func key() throws -> SampleKey {
      SampleKey(
        sampleID: "s", r1: ["x"], r2: [], kit: try KitLibrary.kit("generic-amplicon", at: ""),
        settings: settings, germline: settings.reference)
    }
    let first = try set(">a\n\(Self.good)\n")
    #expect(
      try set(">a b\r\n\(Self.good.prefix(20))\r\n\(Self.good.dropFirst(20).lowercased())").digest
        == first.digest)
    #expect(try set(">b\n\(Self.good)\n").digest != first.digest)
    #expect(try set(">a\n\(Self.good)A\n").digest != first.digest)
    let plain = try key()
    settings.targets = first
    let counted = try key()
    settings.writesRearrangements = true
    #expect(try Set([plain, counted, key()].map(\.digest)).count == 3)
  }

  @Test(
    "a target that is mostly repeats is warned of, with its usable share",
    arguments: [(0, nil), (10, nil), (200, 70...76), (1000, 33...37)] as [(Int, ClosedRange<Int>?)])
  func repeats(count: Int, share: ClosedRange<Int>?) throws {
    var generator = SeededGenerator(seed: 5)
    let plain = String(
      (0..<589).map { _ in
        Character(["A", "C", "G", "T"][Int.random(in: 0..<4, using: &generator)])
      })
    let folder = try SheetFolder()
    let path = try folder.write(
      "t.fasta", ">a\n\(plain)\(String(repeating: "A", count: count))\n")
    let warnings = try TargetSet(reading: path, settings: AnalysisSettings(threads: 1)).warnings
    #expect(warnings.count == (share == nil ? 0 : 1))
    guard let share else { return }
    let warning = try #require(warnings.first)
    let found = warning.split(separator: " ").compactMap { Int($0) }.first
    #expect(share.contains(try #require(found)) && warning.contains("limits"), "\(warning)")
  }
}
