import Testing

@testable import RepertoirePipeline

@Suite("The parts of samples that are analyzed side by side")
struct SamplePartTests {
  @Test(
    "threads and memory of all that run at a time are those of the run, no more",
    arguments: [(1, 1), (2, 2), (3, 2), (8, 3), (16, 16), (5, 5)])
  func parts(threads: Int, width: Int) async throws {
    let reads = try await AnalyzedReads(
      [.init(name: "a", first: "ACGT")], kit: "generic-amplicon")
    var settings = AnalysisSettings(threads: threads)
    settings.memory = 1 << 30
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [(reads.folder?.path ?? "") + "/r1.fastq"], r2: [],
      kit: "generic-amplicon", settings: settings)
    // Any stretch of `width` places, as samples start when others end.
    for first in 0..<5 {
      let parts = (first..<first + width).map { plan.part($0, of: width).settings }
      #expect(parts.reduce(0) { $0 + $1.threads } == threads)
      #expect(parts.reduce(0) { $0 + $1.memory } <= settings.memory)
      #expect(parts.allSatisfy { $0.memory >= settings.memory / width })
    }
  }
}
