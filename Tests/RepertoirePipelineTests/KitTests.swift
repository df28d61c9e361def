import Testing

@testable import RepertoirePipeline

@Suite("Kits")
struct KitTests {
  @Test("every embedded kit decodes, bears its file's name and has a threshold a measure")
  func embedded() throws {
    let kits = try KitLibrary.all()
    #expect(kits.map(\.id) == KitLibrary.names)
    for kit in kits {
      #expect(kit.quality.count == QualityCheck.Measure.allCases.count)
      #expect(!kit.sources.isEmpty)
    }
  }

  private static func text() throws -> String { try KitLibrary.all()[0].text }

  /// A change to the embedded kit, and what the fault must say.
  static let faults: [(old: String, new: String, fault: String)] = [
    ("material: any", "material: dan", "line 5: 'dan'; expected one of dna, rna, any"),
    ("strand: either", "strant: either", "the unknown key 'strant'"),
    ("title: Any", "title: [Any", "YAML that cannot be read"),
    ("good: 0.70, poor: 0.30", "good: 0.10, poor: 0.30", "poor above good"),
    ("good: 0.70, poor: 0.30", "good: 70, poor: 0.30", "no share; expected a number from 0 to 1"),
    ("  r2: T\n", "", "no key 'r2'"),
    ("  r1: T\n", "  r1: U12T\n", "the read structure 'U12T'"),
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
}
