import SequenceIO
import Testing

@testable import RepertoirePipeline

@Suite("Exit statuses")
struct ExitStatusTests {
  struct Unforeseen: Error {}

  static let errors: [(error: any Error, status: Int32)] = [
    (PipelineError(.badSettings, at: "a", found: "b", expected: "c", remedy: "d"), 78),
    (SequenceIOError(.cannotOpen(errno: 2), at: InputLocation(path: "x")), 66),
    (SequenceIOError(.truncatedGzip, at: InputLocation(path: "x")), 65),
    (SequenceIOError(.malformedHeader(found: 62), at: InputLocation(path: "x", record: 3)), 65),
    (SequenceIOError(.matesOutOfStep(first: "a", second: "b"), at: InputLocation(path: "x")), 65),
    (SequenceIOError(.readFailed(errno: 5), at: InputLocation(path: "x")), 74),
    (SequenceIOError(.diskFull, at: InputLocation(path: "x")), 74),
    (SequenceIOError(.writeFailed(errno: 13), at: InputLocation(path: "x")), 73),
    (SequenceIOError(.writeFailed(errno: 5), at: InputLocation(path: "x")), 74),
    (SequenceIOError(.outputExists, at: InputLocation(path: "x")), 73),
    (SequenceIOError(.locked, at: InputLocation(path: "x")), 73),
    (CancellationError(), 130),
    (Unforeseen(), 1),
  ]

  @Test("each error has its status and messages of four parts", arguments: errors)
  func table(error: any Error, status: Int32) {
    #expect(RepertoirePipeline.ExitStatus(of: error).rawValue == status)
    let faults = Fault.all(of: error)
    #expect(!faults.isEmpty)
    for fault in faults {
      for part in [fault.place, fault.found, fault.expected, fault.remedy] {
        #expect(!part.isEmpty)
      }
      #expect(!fault.remedy.hasSuffix("."))
    }
  }

  @Test("what a file says can neither move the cursor nor break the line of a message")
  func hiddenCharacters() {
    let fault = Fault(
      place: "a", found: "'\u{1B}[31m\u{202E}\n'", expected: "b", remedy: "c")
    #expect(fault.message == "a: '\\u{1B}[31m\\u{202E}\\u{A}'; expected b. c.")
  }
}
