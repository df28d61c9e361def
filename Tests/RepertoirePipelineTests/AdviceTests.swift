import Foundation
import Germline
import RepertoireSimulation
import SequenceIO
import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import RepertoirePipeline

@Suite("Advice from the account of reads")
struct AdviceTests {
  /// Analyzes reads of a sample into a folder and returns its quality account.
  private static func quality(
    r1: [String], r2: [String] = [], kit: String? = nil, settings: AnalysisSettings = .init(),
    in folder: SheetFolder
  ) async throws -> SampleQuality {
    var plan = try SamplePlan.ofReads(
      sampleID: "a", r1: r1, r2: r2, kit: "generic-amplicon", settings: settings)
    if let kit {
      let preset = try KitDecoding.kit(text: kit, file: "test.yaml")
      plan = SamplePlan(member: plan.member, kit: preset, settings: settings)
    }
    return try await SampleRun(plan: plan, path: folder.path + "/samples/a") { _, _ in }.run()
      .quality
  }

  private static func severities(_ quality: SampleQuality) -> [String: String] {
    Dictionary(uniqueKeysWithValues: quality.given.map { ($0.code, $0.severity) })
  }

  /// Reads of a small simulated library.
  private static func library(
    of species: Species, layout: LibraryLayout = .single(), in folder: SheetFolder
  ) throws -> [String] {
    var design = TrialDesign.demo(seed: 3)
    design.species = species
    design.layout = layout
    design.patients = Array(design.patients.prefix(1))
    design.backgroundClones = 30
    design.patients[0].samples = Array(design.patients[0].samples.prefix(1))
    design.patients[0].samples[0].cells = 30
    try SimulatedTrial.write(design: design, to: folder.path + "/trial")
    return try FileTree.names(in: folder.path + "/trial/fastq").map {
      folder.path + "/trial/fastq/" + $0
    }
  }

  @Test("reads of one species analyzed as the other", arguments: [Species.human, .mouse])
  func wrongSpecies(_ species: Species) async throws {
    let folder = try SheetFolder()
    let reads = try Self.library(of: species, in: folder)
    let other = Species.allCases.first { $0 != species } ?? species
    let wrong = try await Self.quality(
      r1: reads, settings: AnalysisSettings(species: other), in: folder)
    #expect(Self.severities(wrong)["wrong_species"] == "FAIL")
    #expect(wrong.given.first?.message.contains("--species \(species.rawValue)") == true)
    let right = try await Self.quality(
      r1: reads, settings: AnalysisSettings(species: species), in: folder)
    #expect(Self.severities(right) == [:])
    #expect(right.secondLook == nil)
  }

  @Test(
    "receptors of both species in one file are told as such, whichever are more",
    arguments: [(1, 4), (4, 4), (4, 1)])
  func mixedSpecies(_ human: Int, _ mouse: Int) async throws {
    let folder = try SheetFolder()
    var texts: [String] = []
    for (species, share) in [(Species.human, human), (.mouse, mouse)] {
      let library = try SheetFolder()
      let path = try Self.library(of: species, in: library)[0]
      let records = try Self.records(path)
      texts += records.prefix(records.count * share / 4)
    }
    let reads = try folder.write("mixed.fq", texts.joined())
    for species in [Species.human, .mouse] {
      let quality = try await Self.quality(
        r1: [reads], settings: AnalysisSettings(species: species), in: folder)
      let told = Self.severities(quality)
      #expect(told["mixed_species"] != nil, "\(species), \(quality.given.map(\.code))")
      #expect(told["wrong_species"] == nil)
    }
  }

  /// The records of a FASTQ, as text.
  private static func records(_ path: String) throws -> [String] {
    var source = try FASTQReader(paths: [path])
    var batch = ReadBatch()
    var records: [String] = []
    while try source.next(into: &batch) {
      for i in 0..<batch.count {
        let (bases, quality) = (batch.sequence(i), batch.quality(i))
        records.append(
          "@r\(records.count)\n" + String(decoding: bases.indices.map { bases[$0] }, as: UTF8.self)
            + "\n+\n" + String(decoding: quality.indices.map { quality[$0] }, as: UTF8.self) + "\n")
      }
    }
    return records
  }

  @Test("10x: R2 is against the mRNA, as the kit has it; exchanged mates are told")
  func strandOfTenX() async throws {
    let folder = try SheetFolder()
    let kit = try KitLibrary.kit("10x-vdj", at: "test").text
    var random = SeededGenerator(seed: 8)
    // Barcode and identifier, the template switch, and the start of the mRNA.
    let starts = (0..<60).map { _ in
      random.bases(26) + "TTTCTTATATGGG" + MadeTranscript.forward(0, 60)
    }
    let ends = Array(repeating: MadeTranscript.backward(fromConstant: 30, 200), count: 60)
    let r1 = [try folder.writeReads(starts, to: "r1.fq")]
    let r2 = [try folder.writeReads(ends, to: "r2.fq")]
    let settings = AnalysisSettings(loci: [.trb])
    let right = try await Self.quality(r1: r1, r2: r2, kit: kit, settings: settings, in: folder)
    #expect(right.secondLook?.firstMateForward == 60)
    #expect(Self.severities(right)["swapped_mates"] == nil)
    let wrong = try await Self.quality(r1: r2, r2: r1, kit: kit, settings: settings, in: folder)
    #expect(Self.severities(wrong)["swapped_mates"] == "FAIL")
  }

  @Test(
    "fragments that end before the junction are no fault of a kit whose fragments begin anywhere",
    arguments: [(20, nil), (0, "FAIL")])
  func freeEnds(_ whole: Int, _ severity: String?) async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: 8)
    let starts = (0..<100).map { _ in random.bases(26) }
    let ends = starts.indices.map {
      $0 < whole
        ? MadeTranscript.backward(fromConstant: 30, 200)
        : MadeTranscript.backward(fromConstant: 78, 70)
    }
    let quality = try await Self.quality(
      r1: [try folder.writeReads(starts, to: "r1.fq")],
      r2: [try folder.writeReads(ends, to: "r2.fq")],
      kit: try KitLibrary.kit("10x-vdj", at: "test").text,
      settings: AnalysisSettings(loci: [.trb]), in: folder)
    #expect(Self.severities(quality)["junction_not_covered"] == severity)
  }

  @Test("reads of a locus that was not asked for")
  func wrongLoci() async throws {
    let folder = try SheetFolder()
    let reads = try Self.library(of: .human, in: folder)
    let quality = try await Self.quality(
      r1: reads, settings: AnalysisSettings(loci: [.tra]), in: folder)
    #expect(Self.severities(quality)["wrong_loci"] == "FAIL")
  }

  @Test(
    "B-cell receptors, real reads", .enabled(if: SharedData.has("data"), "\(SharedData.absent)"),
    arguments: ["sample", "bad_sample", "ambiguous_d"])
  func bCells(_ name: String) async throws {
    let folder = try SheetFolder()
    let quality = try await Self.quality(
      r1: [SharedData.path("data/bcr-negative-control/\(name).fastq.gz")], in: folder)
    #expect(Self.severities(quality) == ["b_cells": "FAIL"])
  }

  @Test(
    "primer dimers and unreadable reads, real reads",
    .enabled(if: SharedData.has("data"), "\(SharedData.absent)"))
  func primerDimers() async throws {
    let folder = try SheetFolder()
    let quality = try await Self.quality(
      r1: [SharedData.path("data/imseq-example/example_barcode_correction.fq.gz")], in: folder)
    #expect(
      Self.severities(quality)
        == ["unused_identifier": "WARN", "primer_dimers": "FAIL", "low_quality": "FAIL"])
  }

  @Test("two primers with an adapter behind them are dimers, though the read is long")
  func dimersWithAdapter() async throws {
    let folder = try SheetFolder()
    let dimer =
      "ACTCTCTGCTTCTGATGGCTCAAACACAGCGACCTCGGGTGGGAACAC" + "AGATCGGAAGAGCACACGTCTGAACTCCAGTCAC"
    let read = dimer + String(repeating: "G", count: 150 - dimer.count)
    let path = try folder.writeReads(Array(repeating: read, count: 40), to: "d.fq")
    let quality = try await Self.quality(r1: [path], in: folder)
    #expect(Self.severities(quality)["primer_dimers"] == "FAIL")
  }

  @Test("what the rules warn of is looked for in samples that are good otherwise")
  func fewDimers() async throws {
    let folder = try SheetFolder()
    let good = try Self.library(of: .human, in: folder)
    let dimer = "ACTCTCTGCTTCTGATGGCTCAAACACAGCGACCTCGGGTGGGAACAC"
    // A tenth of all: the others are as many as a good sample has.
    let reads = try await Self.quality(r1: good, in: folder).reads.total
    let other = try SheetFolder()
    let path = try other.writeReads(Array(repeating: dimer, count: reads / 9), to: "d.fq")
    let quality = try await Self.quality(r1: [path] + good, in: other)
    #expect(Self.severities(quality) == ["primer_dimers": "WARN"])
  }

  @Test("reads with J and without V are told as such where nothing else explains them")
  func withoutV() async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: 8)
    let text = MadeTranscript.text(inserting: "")
    let end = String(text.dropLast(MadeTranscript.c.count - 40).suffix(85))
    let transcripts = (0..<300).map { _ in random.bases(60) + end }
    let path = try folder.writeReads(transcripts, to: "t.fq")
    let quality = try await Self.quality(r1: [path], in: folder)
    let told = try #require(quality.given.first { $0.code == "unexplained" })
    #expect(told.message.contains("hold J and no V"))
  }

  @Test("V genes that did not rearrange: the gene, its signal, and what follows in the genome")
  func genomicReads() async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: 5)
    let genes = GermlineReference.embedded(.human).alleles.filter {
      $0.locus == .trb && $0.segment == .v && $0.functionality == .functional
    }
    let reads = (0..<200).map { number in
      let gene = genes[number % genes.count].codes.suffix(80).map { Array("ACGT")[Int($0)] }
      let spacer = random.bases(23)
      let rest = random.bases(31)
      return String(gene) + "CACAGTG" + spacer + "ACAAAAACC" + rest
    }
    let path = try folder.writeReads(reads, to: "v.fq")
    let quality = try await Self.quality(r1: [path], in: folder)
    #expect(Self.severities(quality)["genomic_reads"] == "FAIL", "\(quality.reads)")
  }

  private static let strandedKit = """
    id: stranded
    title: A kit whose R1 reads from J to V
    material: any
    strand: reverse
    primer_5: any
    primer_3: any
    loci: [TRA, TRB, TRD, TRG]
    covered: cdr3
    read_structures:
      r1: template
      r2: template
    mates: fixed
    umi: none
    read_structure_from: optional
    count_unit: reads
    sources:
      - Made up for a test.
    notes:
      - None.
    quality:
      rearranged_reads: { good: 0.70, poor: 0.30 }
      receptor_reads: { good: 0.80, poor: 0.40 }
      productive_rearrangements: { good: 0.70, poor: 0.40 }
    """

  @Test("mates in the wrong order, by the strand that the kit states")
  func swappedMates() async throws {
    let folder = try SheetFolder()
    // R1 from the constant region on, against the mRNA; R2 from V.
    let mates = try Self.library(of: .human, layout: .paired(), in: folder)
    func swapped(_ r1: String, _ r2: String) async throws -> String? {
      let quality = try await Self.quality(
        r1: [r1], r2: [r2], kit: Self.strandedKit, in: folder)
      return Self.severities(quality)["swapped_mates"]
    }
    #expect(try await swapped(mates[0], mates[1]) == nil)
    #expect(try await swapped(mates[1], mates[0]) == "FAIL")
  }

  @Test("mates that lie on one strand: a copy of one file given for both mates")
  func mateOrientation() async throws {
    let folder = try SheetFolder()
    let mates = try Self.library(of: .human, layout: .paired(), in: folder)
    func severity(_ r1: String, _ r2: String) async throws -> String? {
      let quality = try await Self.quality(r1: [r1], r2: [r2], in: folder)
      return Self.severities(quality)["mate_orientation"]
    }
    #expect(try await severity(mates[0], mates[1]) == nil)
    let copy = folder.path + "/copy" + (mates[0].hasSuffix(".gz") ? ".fastq.gz" : ".fastq")
    try FileManager.default.copyItem(atPath: mates[0], toPath: copy)
    #expect(try await severity(mates[0], copy) == "FAIL")
  }

  @Test("reads of poor quality")
  func lowQuality() async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: 9)
    let text = (0..<50).map { number in
      let bases = random.bases(100)
      return "@r\(number)\n\(bases)\n+\n\(String(repeating: "#", count: 100))\n"
    }
    let path = try folder.write("q.fq", text.joined())
    let quality = try await Self.quality(r1: [path], in: folder)
    #expect(Self.severities(quality) == ["low_quality": "FAIL"])
  }

  /// Reads from J to V whose bases from a place on are of falling quality, with the errors of that.
  private static func poorReads(
    _ kit: String, _ species: [Species], from start: Double, best: Int, in folder: SheetFolder
  ) throws -> String {
    var random = SeededGenerator(seed: 4)
    let kit = try KitLibrary.kit(kit, at: "test")
    let all = species.flatMap { species in
      BuiltLibrary(
        kit, isForward: false, fragments: 1600, species: species, isPaired: false
      ).reads
    }
    // As many of each.
    let reads = stride(from: 0, to: all.count, by: species.count).map { all[$0] }
    let text = reads.enumerated().map { number, read in
      var (bases, quality) = (Array(read.first), [UInt8](repeating: 70, count: read.first.count))
      let first = Int(start * Double(bases.count))
      for place in first..<bases.count {
        let phred = best - max(0, best - 2) * (place - first) / (bases.count - first)
        quality[place] = UInt8(33 + phred)
        if Double.random(in: 0..<1, using: &random) < pow(10, -Double(phred) / 10) {
          bases[place] = Array(random.bases(1).utf8)[0]
        }
      }
      return "@r\(number)\n\(String(decoding: bases, as: UTF8.self))\n+\n"
        + "\(String(decoding: quality, as: UTF8.self))\n"
    }
    return try folder.write("poor.fastq", text.joined())
  }

  @Test("reads whose end is poor lack a gene for that, and tell no other species")
  func poorEnds() async throws {
    let folder = try SheetFolder()
    let path = try Self.poorReads("generic-amplicon", [.human], from: 0.5, best: 8, in: folder)
    let quality = try await Self.quality(r1: [path], in: folder)
    #expect(Self.severities(quality)["low_quality"] == "FAIL", "\(quality.advice)")
    #expect(Self.severities(quality)["mixed_species"] == nil, "\(quality.advice)")
  }

  @Test("two species are told, though the ends of their reads are poor")
  func poorEndsOfTwoSpecies() async throws {
    let folder = try SheetFolder()
    let path = try Self.poorReads(
      "biomed2-tcr", [.human, .mouse], from: 0.67, best: 8, in: folder)
    let quality = try await Self.quality(r1: [path], in: folder)
    let look = try #require(quality.secondLook)
    #expect(look.partlyUnreadableInOtherAlone * 10 > look.inEither, "\(look)")
    #expect(Self.severities(quality)["mixed_species"] != nil, "\(quality.advice)")
  }

  @Test("reads that are too short for anything are told as that")
  func tooShort() async throws {
    let folder = try SheetFolder()
    let path = try folder.writeReads(Array(repeating: "ACGTTGCAT", count: 300), to: "s.fq")
    let quality = try await Self.quality(r1: [path], in: folder)
    let told = try #require(quality.given.first { $0.code == "unexplained" })
    #expect(told.message.contains("too short for any gene (fewer than 20 bases"))
  }

  @Test("a single file on the wrong strand is told without an exchange of mates")
  func wrongStrandOfOneFile() async throws {
    let folder = try SheetFolder()
    let kit = try KitLibrary.kit("10x-vdj", at: "test").text.replacing("10x-vdj", with: "own-vdj")
    var random = SeededGenerator(seed: 8)
    let reads = (0..<60).map { _ in
      random.bases(26) + MadeTranscript.backward(fromConstant: 30, 200)
    }
    let quality = try await Self.quality(
      r1: [try folder.writeReads(reads, to: "r1.fq")], kit: kit,
      settings: AnalysisSettings(loci: [.trb]), in: folder)
    let told = try #require(quality.given.first { $0.code == "swapped_mates" })
    #expect(told.message.contains("no R2 is given"))
    #expect(!told.message.contains("exchange"))
  }

  @Test("every outcome of the funnel has words", arguments: Rejection.allCases)
  func words(_ reason: Rejection) { #expect(Funnel.words[reason.rawValue] != nil) }

  @Test("every rule is told with its code, severity and threshold, and the funnel adds up")
  func stated() async throws {
    let folder = try SheetFolder()
    let path = try folder.writeReads([String(repeating: "ACGTTGCATC", count: 12)], to: "x.fq")
    let quality = try await Self.quality(r1: [path], in: folder)
    #expect(quality.advice.map(\.code) == Advice.Code.allCases.map(\.rawValue))
    #expect(quality.given.map(\.code) == ["unexplained"])
    // The share of what is wrong, as every other rule tells it.
    #expect(quality.given.first?.value == 1)
    for advice in quality.advice {
      #expect(["OK", "WARN", "FAIL"].contains(advice.severity))
      #expect(!advice.rule.isEmpty)
      #expect(advice.message.isEmpty == (advice.severity == "OK"))
    }
    let steps = quality.funnel.steps
    #expect(steps[0].reads == steps.dropFirst().reduce(0) { $0 + $1.reads })
    let bytes = try Data(JSONText.bytes(quality))
    let json = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect((json["advice"] as? [[String: Any]])?.first?["code"] as? String == "wrong_species")
  }
}
