import Foundation
import Sequences
import Testing

@testable import RepertoirePipeline

// Run under the thread sanitizer too: all that a study's threads share is used here.
@Suite("A study on several threads", .timeLimit(.minutes(5)))
struct ParallelStudyTests {
  /// A simulated patient, and results of his reads.
  private struct Trial {
    let folder: SheetFolder
    let log: RunLog
    private let messages: FileHandle

    init() throws {
      folder = try SheetFolder()
      let path = try folder.write("messages", "")
      messages = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      // With progress, and events for programs: both are shared by all samples.
      log = try RunLog(
        isQuiet: false, showsProgress: true, jsonPath: folder.path + "/log.json",
        console: Console(descriptor: messages.fileDescriptor))
      try Simulation(
        output: folder.path + "/trial", seed: 5, patients: 1, scale: 0.05, force: false
      ).run(log: RunLog(isQuiet: true))
    }

    /// A run into a folder of a name, ready to start.
    func study(_ name: String, threads: Int) throws -> StudyRun {
      let plan = try StudyPlan(
        sheet: SampleSheet(path: folder.path + "/trial/samples.tsv", for: .analysis),
        output: folder.path + "/" + name,
        settings: AnalysisSettings(loci: [.trb, .tra], threads: threads),
        tracking: try #require(
          TrackingSettings(
            preset: "default", seed: 1, falseDiscoveryRate: nil, listsAllClones: true)),
        force: false)
      return StudyRun(plan: plan, log: log)
    }

    /// The bytes of every result, but of the record of the run.
    func results(_ name: String) throws -> [String: Data] {
      let root = folder.path + "/" + name
      var found: [String: Data] = [:]
      for path in try FileManager.default.subpathsOfDirectory(atPath: root)
      where !["run.json", ".lock"].contains(path) {
        let file = URL(fileURLWithPath: root + "/" + path)
        if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
          found[path] = try Data(contentsOf: file)
        }
      }
      return found
    }

    /// Samples whose results are whole.
    func finished(_ name: String) -> Int {
      let samples = folder.path + "/" + name + "/samples"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []
      return names.count { !$0.hasPrefix(".") }
    }
  }

  @Test("gives the bytes of one thread, also where it was cancelled and resumed")
  func sameBytes() async throws {
    let trial = try Trial()
    let one = try await trial.study("one", threads: 1).run()
    #expect(one.failedSamples.isEmpty)
    let expected = try trial.results("one")
    #expect(expected.count > 30)
    _ = try await trial.study("four", threads: 4).run()
    #expect(try trial.results("four") == expected)

    let study = try trial.study("cancelled", threads: 4)
    let run = Task { try await study.run() }
    while trial.finished("cancelled") == 0 { try await Task.sleep(for: .milliseconds(1)) }
    run.cancel()
    // A cancelled run that had ended all the same is no fault.
    do { _ = try await run.value } catch { #expect(error is CancellationError) }
    let kept = trial.finished("cancelled")
    #expect(kept > 0)
    _ = try await trial.study("cancelled", threads: 4).run()
    #expect(try trial.results("cancelled") == expected)
    let record = try String(
      contentsOfFile: trial.folder.path + "/cancelled/run.json", encoding: .utf8)
    #expect(record.split(separator: "\"reused\"").count > kept)
  }
}
