import ClonotypeAssembly
import Germline
import Repertoires
import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import RepertoirePipeline

@Suite("Quality checks of a sample")
struct SampleChecksTests {
  private static func checks(
    _ reads: BuiltLibrary, kit: String, cells: Double? = nil
  ) async throws -> [String: SampleQuality.Check] {
    let folder = try SheetFolder()
    let (r1, r2) = try reads.write(to: folder)
    let head = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\tcells_input\n"
    let row = ["s", "P", "blood", "0", r1[0], r2.first ?? "", kit, cells.map { "\($0)" } ?? ""]
    let sheet = try folder.write("samples.tsv", head + row.joined(separator: "\t") + "\n")
    let plan = try SamplePlan.ofSheet(sheet, sampleID: "s", settings: AnalysisSettings())
    let run = try SampleAnalysisRun(
      plan: plan, output: folder.path + "/out", force: false, log: RunLog(isQuiet: true))
    _ = try await run.run()
    let quality = try #require(
      JSONText.value(SampleQuality.self, at: folder.path + "/out/samples/s/s.qc.json"))
    return Dictionary(uniqueKeysWithValues: quality.checks.map { ($0.check, $0) })
  }

  @Test("molecules: saturation by reads seen once, collisions, chains and counts a cell")
  func molecules() async throws {
    // Every molecule is read once: one more read would be of a new one.
    let library = BuiltLibrary(try KitLibrary.kit("nebnext-tcr", at: "test"), fragments: 200)
    let checks = try await Self.checks(library, kit: "nebnext-tcr", cells: 1000)
    #expect(try #require(checks["saturation"]?.value) < 0.05)
    #expect(checks["saturation"]?.status == "FAIL")
    #expect(checks["saturation"]?.advice.contains("more sequencing") == true)
    #expect(try #require(checks["umis_without_collision"]?.value) > 0.95)
    let chains = try #require(checks["rarer_chain"])
    #expect(try #require(chains.value) > 0.3)
    #expect(chains.status == "OK")
    let perCell = try #require(checks["counts_per_cell"])
    #expect(try #require(perCell.value) > 0.1 && perCell.value ?? 1 < 0.21)
    #expect(perCell.status == "WARN")
  }

  @Test("each molecule read four times is nearly saturated")
  func saturated() async throws {
    let library = BuiltLibrary(try KitLibrary.kit("nebnext-tcr", at: "test"), fragments: 60)
    let checks = try await Self.checks(library.repeated(4), kit: "nebnext-tcr")
    #expect(try #require(checks["saturation"]?.value) > 0.95)
    #expect(checks["saturation"]?.status == "OK")
    #expect(checks["counts_per_cell"] == nil, "nobody said how many cells there were")
  }

  @Test("a library of one chain is not judged by the balance of chains, mates by their overlap")
  func reads() async throws {
    let kit = try KitLibrary.kit("ampliseq-trb-sr", at: "test")
    let checks = try await Self.checks(
      BuiltLibrary(kit, fragments: 60).repeated(3), kit: "ampliseq-trb-sr")
    #expect(checks["rarer_chain"] == nil)
    #expect(try #require(checks["overlapping_mates"]?.value) > 0.9)
    #expect(checks["overlapping_mates"]?.status == "OK")
    #expect(checks["umis_without_collision"] == nil)
  }
}
