import Foundation
import Testing

@testable import RepertoirePipeline

/// What `run.json` tells of the time of a run.
@Suite struct RunRecordTests {
  @Test(
    "it began as long before its end as it took, whenever the record was made",
    arguments: [0, 3, 100, 90_000])
  func times(seconds: Int) throws {
    let folder = try SheetFolder()
    let path = folder.path + "/run.json"
    let start = ContinuousClock.now - .seconds(seconds)
    var record = RunRecord(command: "analyze", threads: 1)
    try record.finish(since: start, to: path)
    let written = try #require(JSONText.value(RunRecord.self, at: path))
    let began = try Date(written.started, strategy: .iso8601)
    let ended = try Date(written.finished, strategy: .iso8601)
    // Both are whole seconds, cut off.
    #expect(abs(ended.timeIntervalSince(began) - Double(seconds)) <= 1)
    #expect(abs(ended.timeIntervalSinceNow) < 60)
    #expect(abs(written.wallSeconds - Double(seconds)) < 60)
  }
}
