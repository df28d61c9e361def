import Repertoires
import SequenceIO
import Testing

@testable import RepertoirePipeline

@Suite("Kits")
struct KitTests {
  @Test("every embedded kit decodes, bears its file's name and has a threshold a measure")
  func embedded() throws {
    let kits = try KitLibrary.all()
    #expect(kits.map(\.id) == KitLibrary.names)
    for kit in kits {
      for measure in QualityCheck.Measure.allCases {
        let isOfMolecules = [.readsWithUMI, .umisWithoutCollision, .countsPerCell].contains(measure)
        guard isOfMolecules || !measure.isOptional else { continue }
        let isMeasured = !isOfMolecules || kit.countUnit == .umi
        #expect((kit.quality[measure] != nil) == isMeasured, "\(kit.id)")
      }
      #expect(!kit.sources.isEmpty && !kit.notes.isEmpty && !kit.loci.isEmpty)
      #expect(Set(kit.loci).count == kit.loci.count)
    }
  }

  private static func text() throws -> String {
    try KitLibrary.kit("generic-amplicon", at: "test").text
  }

  /// A change to the embedded kit, and what the fault must say.
  static let faults: [(old: String, new: String, fault: String)] = [
    ("material: any", "material: dan", "line 5: 'dan'; expected one of dna, rna, any"),
    ("strand: either", "strant: either", "the unknown key 'strant'"),
    ("title: Any", "title: [Any", "YAML that cannot be read"),
    ("good: 0.7, poor: 0.3 ", "good: 0.1, poor: 0.3 ", "poor above good"),
    ("good: 0.7, poor: 0.3 ", "good: 70, poor: 0.3 ", "no share; expected a number from 0 to 1"),
    ("  r2: template\n", "", "no key 'r2'"),
    ("  r1: template\n", "  r1: U12T\n", "read structure 'U12T', character 1: 'u12t' is no part"),
    ("  r1: template\n", "  r1: umi:12,template\n", "what the read structures hold (r1)"),
    ("umi: none", "umi: r1", "what the read structures hold (none)"),
    ("[TRA, TRB, TRD, TRG]", "[TRA, TRX]", "the locus 'TRX'"),
    ("count_unit: reads", "count_unit: reads\ncount_unit: umi", "twice"),
  ]

  @Test("a fault in a kit is named with file and line", arguments: faults)
  func faulty(old: String, new: String, fault: String) throws {
    let text = try Self.text().replacing(old, with: new)
    let error = #expect(throws: PipelineError.self) {
      try KitDecoding.kit(text: text, file: "k.yaml")
    }
    #expect(error?.status == .badSettings)
    let messages = error?.faults.map(\.message) ?? []
    #expect(
      messages.contains { $0.hasPrefix("k.yaml, line ") && $0.contains(fault) }, "\(messages)")
  }

  @Test("an unknown kit is 78 and names the nearest one")
  func unknown() {
    let error = #expect(throws: PipelineError.self) {
      try KitLibrary.kit("generic-amplicons", at: "--kit")
    }
    #expect(error?.status == .badSettings)
    #expect(error?.faults.first?.remedy.contains("Did you mean 'generic-amplicon'?") == true)
  }

  /// Structures for a kit, and what the fault must say.
  static let structureFaults: [(kit: String, structures: [String], fault: String)] = [
    ("generic-amplicon-umi", [], "without --read-structure"),
    ("generic-amplicon-umi", ["template"], "expected r1=STRUCTURE or r2=STRUCTURE"),
    ("generic-amplicon-umi", ["r1=umi:12,template", "r1=template"], "each once"),
    ("generic-amplicon-umi", ["r1=umi:12,template r1=template"], "each once"),
    ("generic-amplicon-umi", [""], "expected r1=STRUCTURE or r2=STRUCTURE"),
    ("generic-amplicon-umi", ["r1=umi:twelve,template"], "'e' is no base"),
    ("generic-amplicon-umi", ["r1=template", "r2=template"], "without a UMI"),
    ("takara-smarter-tcr-v2", ["r1=template"], "whose structure is known"),
    ("generic-amplicon-umi", ["r1=umi:29,template"], "at most 28 bases of identifiers in all"),
    (
      "generic-amplicon-umi", ["r1=umi:14,template", "r2=umi:15,template"],
      "identifiers of 29 bases in both mates; expected at most 28"
    ),
    (
      "generic-amplicon-umi", ["r1=cell:16,template", "r2=umi:13,template"],
      "identifiers of 29 bases in both mates; expected at most 28"
    ),
  ]

  @Test(
    "a kit's own structures hold at most 28 bases of identifiers in both mates",
    arguments: [
      ("umi:14,template", "umi:14,template", nil), ("umi:14,template", "umi:15,template", 29),
      ("cell:16,template", "umi:12,template", nil), ("cell:16,template", "umi:13,template", 29),
    ] as [(String, String, Int?)])
  func identifiersOfBothMates(first: String, second: String, bases: Int?) throws {
    let structures = "  r1: \(first)\n  r2: \(second)\n"
    let generic = try KitLibrary.kit("generic-amplicon-umi", at: "--kit").text
    let lines = generic.split(separator: "\n", omittingEmptySubsequences: false)
    let at = try #require(lines.firstIndex { $0.hasPrefix("read_structures:") })
    let isInBoth = first.contains("umi")
    let text = (lines[...at] + [Substring(structures.dropLast())] + lines[(at + 3)...])
      .joined(separator: "\n")
      .replacing("umi: given", with: isInBoth ? "umi: both" : "umi: r2")
      .replacing("read_structure_from: required", with: "read_structure_from: kit")
    guard let bases else {
      #expect(try KitDecoding.kit(text: text, file: "my.yaml").second?.description == second)
      return
    }
    let error = #expect(throws: PipelineError.self) {
      try KitDecoding.kit(text: text, file: "my.yaml")
    }
    #expect(error?.status == .badSettings)
    #expect(error?.faults.count == 1)
    let fault = try #require(error?.faults.first)
    #expect(fault.place == "my.yaml, line \(at + 2), read_structures")
    #expect(
      fault.message.contains(
        "identifiers of \(bases) bases in both mates; expected at most 28 bases of identifiers"))
  }

  @Test("a fault in given structures is a fault of usage", arguments: structureFaults)
  func structureFault(kit: String, structures: [String], fault: String) throws {
    let kit = try KitLibrary.kit(kit, at: "--kit")
    let error = #expect(throws: PipelineError.self) {
      try kit.with(structures: structures, at: "--kit")
    }
    #expect(error?.status == .usage)
    #expect(error?.faults.first?.message.contains(fault) == true, "\(error?.description ?? "")")
  }

  @Test(
    "structures are those of both mates, apart or in one text, parted by commas or blanks",
    arguments: [
      ["r1=umi:12,skip:4,template", "r2=none"], ["r1=umi:12,skip:4,template r2=none"],
      ["R2=none  R1=umi:12 skip:4 template "], ["r2=none", "r1=umi:12, skip:4 ,template"],
    ])
  func structures(texts: [String]) throws {
    let kit = try KitLibrary.kit("generic-amplicon-umi", at: "--kit")
      .with(structures: texts, at: "--kit")
    #expect(kit.first == (try ReadStructure("umi:12,skip:4,template")))
    #expect(kit.second == nil)
  }

  @Test(
    "a name that is nearly right is asked about",
    arguments: [
      ("takara-smarter-tcr-v3", "takara-smarter-tcr-v1"),
      ("milab-tcr-rna-rase", "milab-tcr-rna-race"),
      ("Nebnext TCR", "nebnext-tcr"), ("10x_vdj", "10x-vdj"),
    ])
  func nearMiss(name: String, meant: String) {
    let error = #expect(throws: PipelineError.self) { try KitLibrary.kit(name, at: "--kit") }
    #expect(error?.faults.first?.remedy.contains("Did you mean '\(meant)'?") == true)
  }
}
