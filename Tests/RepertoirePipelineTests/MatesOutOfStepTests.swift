import Testing

@testable import RepertoirePipeline

@Suite("Mates out of step under names that agree")
struct MatesOutOfStepTests {
  struct Layout: Sendable, CustomTestStringConvertible {
    let kit: String
    var structures: [String] = []
    /// One pair in so many is looked at.
    var every = 1

    var testDescription: String { kit + " " + structures.joined(separator: " ") }
    static let all = [
      Layout(kit: "generic-amplicon"),
      Layout(
        kit: "generic-amplicon", structures: ["r1=skip:9,template", "r2=template"], every: 64),
      Layout(
        kit: "generic-amplicon-umi", structures: ["r1=umi:12,template", "r2=skip:4,template"],
        every: 64),
    ]
  }

  /// A library whose second mates are those of the next pair, but for the first `inStep` pairs.
  private func quality(_ layout: Layout, inStep: Int, of count: Int) async throws -> SampleQuality {
    let kit = try KitLibrary.kit(layout.kit, at: "test")
      .with(structures: layout.structures, at: "test")
    let reads = BuiltLibrary(kit, fragments: count, readLength: 220).reads
    let fragments = reads.indices.map { i in
      let mate = i < inStep ? i : i + 1 == count ? inStep : i + 1
      return AnalyzedReads.Fragment(
        name: "r\(i)", first: String(decoding: reads[i].first, as: UTF8.self),
        second: String(decoding: reads[mate].second, as: UTF8.self))
    }
    var settings = AnalysisSettings()
    settings.readStructures = layout.structures
    return try #require(
      try await AnalyzedReads(fragments, kit: layout.kit, settings: settings).quality())
  }

  @Test(
    "files in step are fine, half shifted ones warn, shifted ones fail", arguments: Layout.all,
    [("OK", 1.0), ("WARN", 0.5), ("FAIL", 0.0)])
  func severity(_ layout: Layout, _ expected: (severity: String, inStep: Double)) async throws {
    let count = layout.every == 1 ? 200 : 4800
    let quality = try await quality(
      layout, inStep: Int(Double(count) * expected.inStep), of: count)
    let pairs = try #require(quality.pairs)
    #expect(pairs.compared >= 20, "\(pairs)")
    #expect(pairs.compared * layout.every <= count, "\(pairs)")
    let advice = try #require(quality.advice.first { $0.code == "mates_out_of_step" })
    #expect(advice.severity == expected.severity, "\(pairs)")
    #expect((expected.inStep == 1) == (pairs.disagreeing * 20 < pairs.compared), "\(pairs)")
    // A pair is counted by one of its mates all the same.
    #expect(quality.reads.rearranged > count / 2)
  }

  @Test("fewer than 20 pairs to compare tell nothing")
  func few() async throws {
    let quality = try await quality(Layout.all[0], inStep: 0, of: 15)
    let advice = try #require(quality.advice.first { $0.code == "mates_out_of_step" })
    #expect(advice.severity == "OK")
    #expect(advice.value == nil)
  }
}
