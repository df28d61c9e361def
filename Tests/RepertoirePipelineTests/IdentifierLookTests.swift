import SequenceIO
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Identifiers that a kit does not use")
struct IdentifierLookTests {
  private static let code = "unused_identifier"

  /// The quality account of a library made as one kit says and analyzed as another.
  private static func quality(
    of made: String, named kit: String, in folder: SheetFolder
  ) async throws -> SampleQuality {
    let library = BuiltLibrary(try KitLibrary.kit(made, at: "test"), isForward: true)
    let (r1, r2) = try library.write(to: folder)
    return try await quality(r1, r2, kit: kit, in: folder)
  }

  private static func quality(
    _ r1: [String], _ r2: [String], kit: String, in folder: SheetFolder
  ) async throws -> SampleQuality {
    let plan = try SamplePlan.ofReads(
      sampleID: "a", r1: r1, r2: r2, kit: kit, settings: AnalysisSettings())
    return try await SampleRun(plan: plan, path: folder.path + "/samples/a") { _, _ in }.run()
      .quality
  }

  private static func advice(of quality: SampleQuality) throws -> Advice {
    try #require(quality.advice.first { $0.code == code })
  }

  @Test(
    "a library with identifiers, analyzed without them, is told how to be analyzed",
    arguments: [
      ("nebnext-tcr", "generic-amplicon", "--kit nebnext-tcr;"),
      ("takara-smarter-tcr-v2", "generic-amplicon", "--kit takara-smart"),
      ("rhtcrseq", "generic-amplicon", "--kit rhtcrseq;"),
      ("milab-tcr-rna-multiplex", "generic-amplicon", "--kit milab-tcr-rna-multiplex;"),
      ("qiaseq-tcr", "generic-amplicon", "--kit qiaseq-tcr;"),
      ("archer-tcr", "generic-rnaseq", "--kit archer-tcr;"),
      ("takara-smarter-tcr-v2", "takara-smarter-tcr-v1", "--kit takara-smart"),
    ])
  func unused(made: String, named: String, options: String) async throws {
    let folder = try SheetFolder()
    let found = try Self.advice(of: await Self.quality(of: made, named: named, in: folder))
    #expect(found.severity == "WARN")
    #expect(try #require(found.value) > 0.5, "\(found)")
    #expect(found.message.contains(options), "\(found.message)")
    #expect(found.message.contains("copies of one molecule"))
  }

  @Test(
    "libraries without identifiers raise nothing",
    arguments: [
      ("biomed2-tcr", "generic-amplicon"), ("biomed2-tcr", "biomed2-tcr"),
      ("takara-smarter-tcr-v1", "takara-smarter-tcr-v1"), ("irep-rna-sr", "generic-amplicon"),
      ("takara-smarter-tcr-v1", "generic-amplicon"), ("generic-rnaseq", "generic-rnaseq"),
    ])
  func none(made: String, named: String) async throws {
    let folder = try SheetFolder()
    let found = try Self.advice(of: await Self.quality(of: made, named: named, in: folder))
    #expect(found.severity == "OK" && found.value == 0 && found.message.isEmpty, "\(found)")
    #expect(found.rule.hasSuffix("none of: WARN from 20 %"), "\(found.rule)")
  }

  @Test(
    "an identifier behind a linker that floats by a few bases is told", arguments: [0, 3, 5])
  func floating(_ most: Int) async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: UInt64(most) + 7)
    let path = try Self.write("floating.fastq", in: folder) { bases in
      let spacer = random.bases(Int.random(in: 0...most, using: &random))
      return spacer + "AAGCAGTGGTATCAACGCAGAG" + random.bases(12) + "TCTT" + bases
    }
    let found = try Self.advice(
      of: await Self.quality([path], [], kit: "generic-amplicon", in: folder))
    #expect(found.severity == "WARN")
    #expect(found.message.contains("umi:12"), "\(found.message)")
  }

  @Test("spacers before the primer are no identifier", arguments: [3, 7])
  func spacers(_ most: Int) async throws {
    let folder = try SheetFolder()
    var random = SeededGenerator(seed: UInt64(most))
    let path = try Self.write("spacers.fastq", in: folder) { bases in
      random.bases(Int.random(in: 0...most, using: &random)) + bases
    }
    let found = try Self.advice(
      of: await Self.quality([path], [], kit: "generic-amplicon", in: folder))
    #expect(found.severity == "OK" && found.value == 0)
  }

  /// Single reads of an amplicon, each changed.
  private static func write(
    _ name: String, in folder: SheetFolder, changing: (String) -> String
  ) throws -> String {
    let library = BuiltLibrary(
      try KitLibrary.kit("biomed2-tcr", at: "test"), isForward: true, fragments: 600,
      isPaired: false)
    return try folder.writeReads(
      library.reads.map { changing(String(decoding: $0.first, as: UTF8.self)) }, to: name)
  }

  @Test("an identifier whose cycles are told no base of is given by its length")
  func layout() throws {
    let kinds: [CycleComposition.Kind] = [
      .random, .random, .random, .mixed, .random, .random, .random, .fixed(1), .fixed(1), .fixed(0),
    ]
    #expect(BarcodeLayout(kinds, from: 0)?.parts.first == "umi:7")
  }

  @Test("a kit with identifiers is not looked at")
  func used() async throws {
    let folder = try SheetFolder()
    let found = try Self.advice(
      of: await Self.quality(of: "nebnext-tcr", named: "nebnext-tcr", in: folder))
    #expect(found.severity == "OK" && found.value == nil)
  }

  @Test("identifiers in names, which a program moved there, are told", arguments: [true, false])
  func inNames(areMoved: Bool) async throws {
    let folder = try SheetFolder()
    let library = BuiltLibrary(
      try KitLibrary.kit("biomed2-tcr", at: "test"), isForward: true, isPaired: false)
    var random = SeededGenerator(seed: 5)
    let text = library.reads.enumerated().map { number, read in
      let bases = String(decoding: read.first, as: UTF8.self)
      let tag = areMoved ? "_" + random.bases(10) : ""
      return "@r\(number)\(tag)\n\(bases)\n+\n\(String(repeating: "I", count: bases.count))\n"
    }
    let path = try folder.write("named.fastq", text.joined())
    let found = try Self.advice(
      of: await Self.quality([path], [], kit: "generic-amplicon", in: folder))
    #expect(found.severity == (areMoved ? "WARN" : "OK"))
    #expect(found.value == (areMoved ? 1 : 0))
    #expect(found.message.contains("r1=header:_,template") == areMoved)
  }

  @Test(
    "real reads with identifiers and without",
    .enabled(if: SharedData.has("data"), "\(SharedData.absent)"),
    arguments: [
      (["imseq-example/example_barcode_correction.fq.gz"], true),
      (["rtcr-example/umi_reads.fq.gz"], true),
      (["minnn/p109_R1.fastq.gz", "minnn/p109_R2.fastq.gz"], true),
      (["minnn/sl4000_R1.fastq.gz", "minnn/sl4000_R2.fastq.gz"], true),
      (
        [
          "rhtcrseq-umi/S3-10ng_S8_L001_R1_001.fastq.gz",
          "rhtcrseq-umi/S3-10ng_S8_L001_R2_001.fastq.gz",
        ], true
      ),
      (["imseq-example/example_quality_bias.fq.gz"], false),
      (["rtcr-example/reads.fq.gz"], false),
      (["sim-trb/sim_100k.fastq.gz"], false),
      (["decombinator-old/testseqs.fastq"], false),
      (["tracer-smartseq2/cell3_TCR_A_1.fastq", "tracer-smartseq2/cell3_TCR_A_2.fastq"], false),
    ])
  func realReads(_ files: [String], bearsIdentifiers: Bool) throws {
    let paths = files.map { SharedData.path("data/" + $0) }
    let plan = try SamplePlan.ofReads(
      sampleID: "a", r1: [paths[0]], r2: Array(paths.dropFirst()), kit: "generic-amplicon",
      settings: AnalysisSettings())
    let look = try #require(try IdentifierLook.of(InputStart(plan)))
    #expect((look.share > 0.2) == bearsIdentifiers, "\(look)")
    #expect(look.options.isEmpty != bearsIdentifiers)
  }

  @Test("a few reads are not judged")
  func few() async throws {
    let folder = try SheetFolder()
    let library = BuiltLibrary(try KitLibrary.kit("nebnext-tcr", at: "test"), fragments: 150)
    let (r1, r2) = try library.write(to: folder)
    let found = try Self.advice(
      of: await Self.quality(r1, r2, kit: "generic-amplicon", in: folder))
    #expect(found.severity == "OK" && found.value == nil)
  }
}
