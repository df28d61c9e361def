internal import Logging

/// Events as lines for people.
struct ConsoleLogHandler: LogHandler {
  let console: Console
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let mark =
      switch event.level {
      case .warning: "warning: "
      case .error, .critical: "error: "
      default: ""
      }
    console.write(line: mark + event.message.description)
  }
}
