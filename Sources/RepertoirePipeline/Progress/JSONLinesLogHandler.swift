internal import Foundation
internal import Logging
internal import SequenceIO
internal import Synchronization

/// A file that takes one JSON object a line.
final class JSONLinesSink: Sendable {
  private let file: Mutex<OutputFile?>
  private let path: String
  private let console: Console

  /// Begins a log anew.
  ///
  /// - Throws: 73 when the file cannot be written, or holds something other than a log of ours.
  init(_ path: String, console: Console) throws(PipelineError) {
    self.path = path
    self.console = console
    guard Self.mayReplace(path) else {
      throw PipelineError(
        .cannotWrite, at: "--log-json \(path)", found: "a file that is no log of clonova",
        expected: "a name not taken, or an earlier log", remedy: "Name another file")
    }
    do throws(SequenceIOError) {
      let output = try OutputFile(path: path)
      file = Mutex(consume output)
    } catch {
      throw PipelineError(
        .cannotWrite, at: "--log-json \(path)", found: "cannot be written", expected: "a file",
        remedy: "Check that the folder exists and may be written")
    }
  }

  /// Devices and pipes lose nothing; a file must be empty or begin with an event.
  private static func mayReplace(_ path: String) -> Bool {
    guard WholeFile.isRegular(path) else { return true }
    guard let start = WholeFile.start(of: path, count: 1 << 16) else { return false }
    guard !start.isEmpty else { return true }
    let line = start.prefix { $0 != 0x0A }
    guard let event = try? JSONDecoder().decode([String: String].self, from: Data(line)) else {
      return false
    }
    return ["time", "level", "message"].allSatisfy { event[$0] != nil }
  }

  func append(_ event: [String: String]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(event) else { return }
    let bytes = Array(line) + [0x0A]
    // A log that can no longer be written must not cost the results.
    file.withLock { file in
      do {
        try file?.write(bytes)
      } catch {
        console.write(
          line: "warning: --log-json \(path): cannot be written, so the log ends here; "
            + "the run goes on")
        file = nil
      }
    }
  }
}

/// Events as JSON lines: time, level, message and the facts of the event.
struct JSONLinesLogHandler: LogHandler {
  let sink: JSONLinesSink
  var logLevel = Logger.Level.debug
  var metadata: Logger.Metadata = [:]

  init(sink: JSONLinesSink) { self.sink = sink }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var object = (event.metadata ?? [:]).mapValues(\.description)
    object["time"] = Date.now.formatted(.iso8601)
    object["level"] = event.level.rawValue
    object["message"] = event.message.description
    sink.append(object)
  }
}
