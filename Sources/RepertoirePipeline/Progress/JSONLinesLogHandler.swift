internal import Foundation
internal import Logging
internal import SequenceIO
internal import Synchronization

/// A file that takes one JSON object a line.
final class JSONLinesSink: Sendable {
  private let file: Mutex<OutputFile?>

  init(_ path: String) throws(PipelineError) {
    do throws(SequenceIOError) {
      let output = try OutputFile(path: path)
      file = Mutex(consume output)
    } catch {
      throw PipelineError(
        .cannotWrite, at: "--log-json \(path)", found: "cannot be written", expected: "a file",
        remedy: "Check that the folder exists and may be written")
    }
  }

  func append(_ event: [String: String]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(event) else { return }
    let bytes = Array(line) + [0x0A]
    // A log that can no longer be written must not cost the results.
    file.withLock { file in try? file?.write(bytes) }
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
