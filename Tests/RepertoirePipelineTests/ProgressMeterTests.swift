import Foundation
import Testing

@testable import RepertoirePipeline

@Suite("Progress")
struct ProgressMeterTests {
  @Test("a plain line comes by the clock, also when no read did, and none after the end")
  func stalledInput() async throws {
    let folder = try SheetFolder()
    let path = try folder.write("log", "")
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let log = try RunLog(
      isQuiet: false, showsProgress: true, jsonPath: nil,
      console: Console(descriptor: file.fileDescriptor))
    func lines() throws -> [Substring] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }
    let meter = ProgressMeter(log: log, inputBytes: [100, 300], interval: .milliseconds(150))
    while try lines().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try lines()[0] == "0 % of the input, 0 reads, 0 reads/s, no new reads")
    meter.update(sample: 1, share: 0.5, reads: 1200)
    while try !lines().contains(where: { $0.contains("1,200 reads,") }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try lines().contains { $0.hasPrefix("37 % of the input, 1,200 reads, ") })
    meter.finish()
    let count = try lines().count
    try await Task.sleep(for: .milliseconds(500))
    #expect(try lines().count == count)
  }

  @Test("an input of unknown size has no share and no time left")
  func unknownSize() {
    let text = ProgressMeter.text(share: nil, reads: 5, elapsed: .seconds(5), withBar: true)
    #expect(text == "5 reads, 1 reads/s")
  }
}
