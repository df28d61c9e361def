import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Kits that the first reads contradict")
struct KitDoubtTests {
  private static func advice(
    of r1: [String], _ r2: [String], kit: String, in folder: SheetFolder
  ) async throws -> Advice {
    let plan = try SamplePlan.ofReads(
      sampleID: "a", r1: r1, r2: r2, kit: kit, settings: AnalysisSettings())
    let outcome = try await SampleRun(plan: plan, path: folder.path + "/samples/a") { _, _ in }
      .run()
    return try #require(outcome.quality.advice.first { $0.code == "wrong_kit" })
  }

  /// Pairs of an amplicon without identifiers, with spacers of random bases before both mates.
  private static func amplicon(in folder: SheetFolder) throws -> (r1: String, r2: String) {
    let library = BuiltLibrary(
      try KitLibrary.kit("biomed2-tcr", at: "test"), fragments: 400, seed: 3)
    var random = SeededGenerator(seed: 11)
    var texts = ["", ""]
    // Copies, and clones of one V, so that spacers meet again.
    for number in 0..<1600 {
      let read = library.reads[number % library.reads.count]
      for (mate, bases) in [read.first, read.second].enumerated() {
        let spaced =
          random.bases(Int.random(in: 0...7, using: &random))
          + String(decoding: bases, as: UTF8.self)
        texts[mate] +=
          "@r\(number)\n\(spaced)\n+\n\(String(repeating: "I", count: spaced.count))\n"
      }
    }
    return (try folder.write("s1.fastq", texts[0]), try folder.write("s2.fastq", texts[1]))
  }

  @Test("spacers pass for identifiers, and the linker that is not there tells the kit is wrong")
  func spacers() async throws {
    let folder = try SheetFolder()
    let (r1, r2) = try Self.amplicon(in: folder)
    let found = try await Self.advice(of: [r1], [r2], kit: "takara-smarter-tcr-v2", in: folder)
    #expect(found.severity == "FAIL" && found.value == 1)
    #expect(found.message.contains("layout of the kit (") && found.message.contains("detect"))
  }

  @Test(
    "receptors of loci that the kit does not amplify",
    arguments: [
      ("lymphotrack-trb", "lymphotrack-trg", true), ("lymphotrack-trg", "lymphotrack-trg", false),
    ])
  func loci(made: String, named: String, isTold: Bool) async throws {
    let folder = try SheetFolder()
    let library = BuiltLibrary(try KitLibrary.kit(made, at: "test"), isForward: true)
    let (r1, r2) = try library.write(to: folder)
    let found = try await Self.advice(of: r1, r2, kit: named, in: folder)
    #expect(found.severity == (isTold ? "FAIL" : "OK"))
    #expect(found.message.contains("loci that it does not amplify") == isTold)
  }

  @Test("the right kit is not doubted", arguments: ["nebnext-tcr", "rhtcrseq", "archer-tcr"])
  func right(_ kit: String) async throws {
    let folder = try SheetFolder()
    let library = BuiltLibrary(try KitLibrary.kit(kit, at: "test"), isForward: true)
    let (r1, r2) = try library.write(to: folder)
    let found = try await Self.advice(of: r1, r2, kit: kit, in: folder)
    #expect(found.severity == "OK" && found.value == 0)
  }
}
