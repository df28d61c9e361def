import ClonotypeAssembly
import Foundation
import SequenceIO
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Analysis of molecules")
struct MoleculeAnalysisTests {
  private static let structures = ["r1=umi:12,template", "r2=template"]

  private static func settings(_ change: (inout AnalysisSettings) -> Void = { _ in })
    -> AnalysisSettings
  {
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = structures
    change(&settings)
    return settings
  }

  /// Pairs of a fragment: R1 is identifier and the C side, R2 the V side.
  private static func fragment(
    _ name: String, umi: String, inserting bases: String, quality: Character = "F"
  ) -> AnalyzedReads.Fragment {
    let text = MadeTranscript.text(inserting: bases)
    let end = String(text.dropLast(MadeTranscript.c.count - 27).suffix(150))
    return AnalyzedReads.Fragment(
      name: name, first: umi + MadeTranscript.reverseComplement(end),
      second: String(text.dropFirst(150).prefix(100)), quality: quality)
  }

  /// Molecules of five clones, reads with errors in identifier and junction.
  private static func library(seed: UInt64, molecules: Int = 60) -> [AnalyzedReads.Fragment] {
    var random = SeededGenerator(seed: seed)
    let clones = (0..<5).map { _ in random.bases(15) }
    var fragments: [AnalyzedReads.Fragment] = []
    for molecule in 0..<molecules {
      let umi = random.bases(12)
      let clone = clones[Int.random(in: 0..<5, using: &random)]
      for read in 0..<Int.random(in: 1...9, using: &random) {
        var readUMI = Array(umi)
        var readClone = Array(clone)
        if Int.random(in: 0..<6, using: &random) == 0 {
          readUMI[Int.random(in: 0..<12, using: &random)] =
            "ACGT".randomElement(using: &random) ?? "A"
        }
        if Int.random(in: 0..<6, using: &random) == 0 {
          readClone[Int.random(in: 0..<15, using: &random)] =
            "ACGT".randomElement(using: &random) ?? "A"
        }
        fragments.append(
          fragment(
            "m\(molecule)r\(read)", umi: String(readUMI), inserting: String(readClone)))
      }
    }
    return fragments
  }

  private static let files = ["clonotypes.tsv", "umis.tsv.gz", "qc.json"]

  @Test("threads, order of reads, batches and files of records change no byte", arguments: 1...3)
  func sameBytes(seed: Int) async throws {
    let fragments = Self.library(seed: UInt64(seed), molecules: 900)
    let usual = try await AnalyzedReads(
      fragments, kit: "generic-amplicon-umi", settings: Self.settings())
    var random = SeededGenerator(seed: UInt64(seed))
    let other = try await AnalyzedReads(
      fragments.shuffled(using: &random), kit: "generic-amplicon-umi",
      settings: Self.settings { settings in
        settings.threads = 3
        settings.batchSize = 7
        // The least memory that is ever used: some four thousand records, so files are needed.
        settings.memory = 0
      })
    for file in Self.files { #expect(try usual.bytes(file) == other.bytes(file), "\(file)") }
  }

  @Test(
    "every read is in a clonotype or rejected, at any threshold", arguments: [nil, 1, 2, 3, 20])
  func conservation(threshold: Int?) async throws {
    let fragments =
      Self.library(seed: 4) + [
        Self.fragment("n", umi: "ACGTNACGTACG", inserting: "ACCCGGGACTCGGCC"),
        .init(name: "short", first: "ACGTA", second: "ACGT"),
        .init(name: "junk", first: String(repeating: "ACGT", count: 30), second: "ACGTTTTG"),
      ]
    let result = try await AnalyzedReads(
      fragments, kit: "generic-amplicon-umi",
      settings: Self.settings { $0.minReadsPerUMI = threshold })
    let quality = try #require(try result.quality())
    let rows = try result.rows("clonotypes.tsv")
    let reads = rows.reduce(0) { $0 + (Int($1["consensus_count"] ?? "") ?? 0) }
    let rejected = quality.reads.rejected
    #expect(quality.reads.total == fragments.count)
    #expect(reads + rejected.values.reduce(0, +) == fragments.count)
    #expect(reads == quality.reads.rearranged)
    #expect(rejected["umi_low_quality"] == 1)
    #expect(rejected["umi_missing"] == 1)
    let umis = try #require(quality.umis)
    #expect(umis.reads == reads)
    #expect(rows.allSatisfy { $0["umi_count"] == $0["duplicate_count"] })
    #expect(umis.molecules == rows.reduce(0) { $0 + (Int($1["umi_count"] ?? "") ?? 0) })
    let least = threshold ?? 1
    #expect(umis.minReadsPerUMI == least)
    #expect(umis.minReadsFrom == (threshold == nil ? "few_molecules" : "given"))
    // The table of thresholds and the file of molecules tell the same story.
    let molecules = try result.rows("umis.tsv.gz").compactMap { Int($0["reads"] ?? "") }
    for outcome in umis.thresholds {
      #expect(outcome.molecules == molecules.count { $0 >= outcome.minReadsPerUMI })
      #expect(
        outcome.reads == molecules.filter { $0 >= outcome.minReadsPerUMI }.reduce(0, +))
    }
    #expect(umis.molecules == molecules.count { $0 >= least })
    #expect(
      rejected["umi_below_threshold"] == molecules.filter { $0 < least }.reduce(0, +))
    #expect(umis.histogram.reduce(0) { $0 + $1.molecules } == molecules.count)
  }

  @Test("a UMI is taken from the header, and R1 and R2 may have changed places")
  func places() async throws {
    var fragment = Self.fragment("x", umi: "", inserting: "ACCCGGGACTCGGCC")
    fragment.name = "run:1:ACGTACGT"
    let header = try await AnalyzedReads(
      [fragment], kit: "generic-amplicon-umi",
      settings: Self.settings { $0.readStructures = ["r1=header::,template", "r2=template"] })
    #expect(try header.rows("umis.tsv.gz").map { $0["umi"] } == ["ACGTACGT"])

    let labelled = Self.fragment(
      "x", umi: "ACGTACGT" + "TCTTGGG", inserting: "ACCCGGGACTCGGCC")
    let swapped = AnalyzedReads.Fragment(
      name: "y", first: labelled.second ?? "", second: labelled.first)
    let either = try await AnalyzedReads(
      [labelled, swapped], kit: "generic-amplicon-umi",
      settings: Self.settings {
        $0.readStructures = ["r1=umi:8,anchor:TCTTGGG,template", "r2=template"]
      })
    #expect(try either.rows("umis.tsv.gz").map { $0["umi"] } == ["ACGTACGT"])
    #expect(try either.rows("umis.tsv.gz").map { $0["reads"] } == ["2"])
  }

  @Test("records that do not fit on the disk are 74, and nothing is left half-written")
  func diskFull() async throws {
    let mount = "/tmp/clonova-full-\(getpid())"
    let root = try SheetFolder()
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: mount) }
    guard Self.system("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount) == 0 else {
      // Without the right to mount, a device that is always full stands in for the disk.
      let full = try? OutputFile(path: "/dev/full")
      guard var full else { return }
      #expect(throws: SequenceIOError(.diskFull, at: InputLocation(path: "/dev/full"))) {
        try full.write([UInt8](repeating: 0, count: 1 << 16))
      }
      return
    }
    defer { _ = Self.system("umount", mount) }
    let reads = try await AnalyzedReads(
      Self.library(seed: 5, molecules: 2000), kit: "generic-amplicon-umi",
      settings: Self.settings())
    let folder = try #require(reads.folder)
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [folder.path + "/r1.fastq"], r2: [folder.path + "/r2.fastq"],
      kit: "generic-amplicon-umi", settings: Self.settings { $0.memory = 0 })
    let run = SampleAnalysisRun(
      plan: plan, output: mount + "/results", force: false, log: try RunLog(isQuiet: true))
    do {
      _ = try await run.run()
      Issue.record("a full disk went unnoticed")
    } catch {
      #expect(RepertoirePipeline.ExitStatus(of: error) == .ioFailed, "\(error)")
    }
    let left = FileManager.default.enumerator(atPath: mount)?.allObjects as? [String] ?? []
    #expect(!left.contains { $0.contains("samples/") }, "\(left)")
    _ = root
  }

  private static func system(_ command: String, _ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(
    "a text of memory",
    arguments: [
      ("1G", 1 << 30), ("500M", 500 << 20), ("64mb", 64 << 20), ("2048K", 2 << 20),
      ("16", 16 << 20),
      ("1.5g", 3 << 29),
    ])
  func memory(text: String, bytes: Int) {
    #expect(MemorySize.bytes(text) == bytes)
  }

  @Test("texts that are no memory", arguments: ["", "G", "-1G", "10K", "1P", "one", "nan", "1e9T"])
  func noMemory(text: String) { #expect(MemorySize.bytes(text) == nil) }
}
