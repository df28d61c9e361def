import Germline
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("The kit of a sheet, held against the first reads")
struct KitPlausibilityTests {
  private static func warning(
    of made: String, named kit: String, isForward: Bool = true, species: String = "human"
  ) throws -> KitPlausibility {
    let folder = try SheetFolder()
    let library = BuiltLibrary(
      try KitLibrary.kit(made, at: "test"), isForward: isForward,
      species: species == "mouse" ? .mouse : .human)
    let (r1, r2) = try library.write(to: folder)
    return try KitPlausibility(r1: r1, r2: r2, kit: kit, at: "here")
  }

  @Test(
    "the right kit, or one that cannot be told from it, raises no warning",
    arguments: [
      ("nebnext-tcr", "nebnext-tcr"), ("takara-smarter-tcr-v2", "takara-smartseq-tcr"),
      ("milab-tcr-rna-multiplex", "milab-tcr-rna-multiplex"), ("irep-rna-sr", "irep-rna-sr"),
      ("biomed2-tcr", "generic-amplicon"), ("generic-rnaseq", "generic-rnaseq"),
      ("takara-smarter-tcr-v1", "generic-amplicon"),
    ])
  func right(made: String, named: String) throws {
    #expect(try Self.warning(of: made, named: named).warning == nil)
  }

  @Test(
    "a wrong kit is named with the evidence and the right one",
    arguments: [
      ("nebnext-tcr", "takara-smarter-tcr-v2", "The kit is nebnext-tcr"),
      ("takara-smarter-tcr-v2", "nebnext-tcr", "TACGGG in its place in R2 of"),
      ("rhtcrseq", "irep-rna-sr", "random cycles"),
      ("irep-rna-sr", "irep-dna-sr", "hold the constant region"),
      ("biomed2-tcr", "lymphotrack-trb", "loci that it does not amplify"),
      ("nebnext-tcr", "generic-amplicon", "counts reads, but they bear identifiers"),
    ])
  func wrong(made: String, named: String, part: String) throws {
    let warning = try #require(try Self.warning(of: made, named: named).warning)
    #expect(warning.hasPrefix("here: ") && warning.contains(named), "\(warning)")
    #expect(warning.contains(part), "\(warning)")
  }

  @Test("reads of mice are told, too few reads are not judged")
  func mice() throws {
    #expect(try Self.warning(of: "nebnext-tcr", named: "nebnext-tcr", species: "mouse").isMouse)
    #expect(try !Self.warning(of: "nebnext-tcr", named: "nebnext-tcr").isMouse)
    let folder = try SheetFolder()
    let library = BuiltLibrary(try KitLibrary.kit("nebnext-tcr", at: "test"), fragments: 150)
    let (r1, r2) = try library.write(to: folder)
    let few = try KitPlausibility(r1: r1, r2: r2, kit: "biomed2-tcr", at: "here")
    #expect(few.warning == nil)
  }

  @Test("a check of a study warns by sample, and does not when told not to")
  func study() async throws {
    let folder = try SheetFolder()
    var rows = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
    for (id, kit) in [("a", "nebnext-tcr"), ("b", "takara-smarter-tcr-v2")] {
      let library = BuiltLibrary(
        try KitLibrary.kit("nebnext-tcr", at: "test"), seed: id == "a" ? 1 : 2)
      let (r1, r2) = try library.write(to: folder, name: id)
      rows += "\(id)\tP\tblood\t\(id == "a" ? 0 : 1)\t\(r1[0])\t\(r2[0])\t\(kit)\n"
    }
    let path = try folder.write("samples.tsv", rows)
    for checksKits in [true, false] {
      let report = try await StudyCheck(
        sheet: SampleSheet(path: path, for: .analysis), isWhole: true, checksKits: checksKits,
        threads: 2, log: RunLog(isQuiet: true)
      ).run()
      let found = report.warnings.filter { $0.contains("contradicted") }
      #expect(found.count == (checksKits ? 1 : 0))
      #expect(found.allSatisfy { $0.contains("sample 'b'") && $0.contains("kit = nebnext-tcr") })
      #expect(report.faults.isEmpty)
    }
  }
}
