internal import Logging
internal import SequenceIO

/// What a run tells while it works: messages for people and, where asked, JSON lines for machines.
public struct RunLog: Sendable {
  let console: Console
  /// Whether progress is shown.
  let showsProgress: Bool
  private let logger: Logger

  /// A log to standard error.
  ///
  /// - Parameters:
  ///   - isQuiet: Only warnings and errors are written, and no progress.
  ///   - showsProgress: Whether progress is shown at all.
  ///   - jsonPath: A file that takes every event as one JSON object a line; it is begun anew.
  /// - Throws: 73 when that file cannot be written.
  public init(
    isQuiet: Bool = false, showsProgress: Bool = true, jsonPath: String? = nil
  ) throws(PipelineError) {
    try self.init(
      isQuiet: isQuiet, showsProgress: showsProgress, jsonPath: jsonPath, console: Console())
  }

  init(
    isQuiet: Bool, showsProgress: Bool, jsonPath: String?, console: Console
  ) throws(PipelineError) {
    var handlers: [any LogHandler] = [
      ConsoleLogHandler(console: console, logLevel: isQuiet ? .warning : .info)
    ]
    if let jsonPath {
      let sink = try JSONLinesSink(jsonPath, console: console)
      handlers.append(JSONLinesLogHandler(sink: sink))
    }
    self.console = console
    self.showsProgress = showsProgress && !isQuiet
    let multiplex = MultiplexLogHandler(handlers)
    logger = Logger(label: "clonova") { _ in multiplex }
  }

  /// Tells what is being done.
  func note(_ message: String, _ facts: [String: String] = [:]) {
    logger.info("\(message)", metadata: Self.metadata(facts))
  }

  /// Tells what the user should look at.
  func warn(_ message: String, _ facts: [String: String] = [:]) {
    logger.warning("\(message)", metadata: Self.metadata(facts))
  }

  /// Tells what a sheet may mean otherwise.
  public func tellRemarks(of sheet: SampleSheet) {
    for remark in sheet.remarks { warn(remark) }
  }

  /// Tells what failed, one line a fault.
  public func fail(_ error: any Error, _ facts: [String: String] = [:]) {
    for fault in Fault.all(of: error) {
      logger.error("\(fault.message)", metadata: Self.metadata(facts))
    }
  }

  private static func metadata(_ facts: [String: String]) -> Logger.Metadata {
    facts.mapValues { .string($0) }
  }
}
