import RepertoireTracking
import Sequences
import Testing

@testable import RepertoirePipeline

@Suite("Assay profiles")
struct AssayProfileFileTests {
  private static func entry(_ more: String = "") -> String {
    #"{"count_unit": "umi", "c": 2, "rho0": 0.001"# + more + "}"
  }

  private static func read(_ entries: [String]) throws -> AssayProfile {
    let folder = try SheetFolder()
    let text = #"{"entries": ["# + entries.joined(separator: ",") + "]}"
    return try AssayProfileFile.read(try folder.write("profile.json", text))
  }

  @Test("entries of several kits, units and loci stand beside each other")
  func entries() throws {
    let profile = try Self.read([
      Self.entry(), Self.entry(#", "kit": "nebnext-tcr""#), Self.entry(#", "locus": "TRB""#),
    ])
    #expect(profile.entries.map(\.kit) == [nil, "nebnext-tcr", nil])
    #expect(profile.entries.map(\.locus) == [nil, nil, .trb])
  }

  /// Entries, and what the fault must say.
  static let faulty: [(entries: [String], fault: String)] = [
    ([entry(#", "Kit": "nebnext-tcr""#)], "an unknown key 'Kit'; expected one of kit, "),
    ([entry(#", "Kit": "nebnext-tcr""#)], "Did you mean 'kit'?"),
    ([entry(#", "remark": "ours""#)], "an unknown key 'remark'"),
    ([#"{"count-unit": "umi", "c": 2, "rho0": 0}"#], "Did you mean 'count_unit'?"),
    ([], "profile.json: no entry"),
    ([entry(#", "kit": """#)], "entry 1: kit '', "),
    ([entry(), #"{"count_unit": "umi", "c": 3, "rho0": 0}"#], "entry 2: the kit, count_unit and"),
    (
      [entry(#", "locus": "TRB""#), entry(#", "locus": "trb""#)],
      "the kit, count_unit and locus of entry 1 again"
    ),
  ]

  @Test("an entry that would hold for others than it was meant for is a fault", arguments: faulty)
  func fault(entries: [String], fault: String) throws {
    let error = #expect(throws: PipelineError.self) { try Self.read(entries) }
    #expect(error?.status == .badSettings)
    #expect(error?.faults.count == 1)
    #expect(error?.faults.first?.message.contains(fault) == true, "\(String(describing: error))")
  }

  @Test("a kit that no sample has and that is none of ours is told")
  func unknownKits() throws {
    let kits = ["nebnext-tcr", "NEBNext-TCR", "own-kit", "elsewhere"]
    let profile = try Self.read(kits.map { Self.entry(#", "kit": "\#($0)""#) })
    let remarks = AssayProfileFile.remarks(on: profile, kits: ["own-kit"])
    #expect(remarks.count == 2)
    #expect(remarks[0].contains("'NEBNext-TCR'") && remarks[0].contains("mean 'nebnext-tcr'?"))
    #expect(remarks[1].contains("'elsewhere'") && remarks[1].contains("`clonova kits`"))
  }
}
