import ArgumentParser
import RepertoirePipeline

/// What every command that works has.
struct RunOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Worker tasks in all, 1 to 256; never changes a result. (default: all processors)",
    transform: { try OptionNumber.whole($0, in: ThreadCount.allowed) })
  var threads: Int?

  @Flag(help: "Only warnings and errors on standard error.")
  var quiet = false

  @Flag(help: "No progress on standard error.")
  var noProgress = false

  @Option(
    name: .customLong("log-json"),
    help: ArgumentHelp("Write every event as a JSON line.", valueName: "file"))
  var logJSON: String?

  @Flag(help: "Write a summary as JSON to standard output.")
  var json = false

  @Flag(help: "Write into a folder that holds unrelated things; never over results of others.")
  var force = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  /// The threads to use.
  var threadCount: Int { threads ?? ThreadCount.standard }

  /// The log as the flags ask for it; of a dry run nothing is written, nor an earlier log begun anew.
  func log() throws -> RunLog {
    try RunLog(isQuiet: quiet, showsProgress: !noProgress, jsonPath: dryRun ? nil : logJSON)
  }

  /// Tells what a command found: text for people, and JSON for programs where it is wanted.
  func show(_ summary: StudySummary) throws {
    if !quiet { StandardStreams.writeError(summary.text) }
    if json { try StandardStreams.writeOutput(summary.json().trimmingEnd()) }
  }

  /// The same for a shard.
  func show(_ summary: ShardSummary) throws {
    if !quiet { StandardStreams.writeError(summary.text.trimmingEnd()) }
    if json { try StandardStreams.writeOutput(summary.json().trimmingEnd()) }
  }

  /// Prints the lines of a dry run.
  func show(preview: [String]) throws { try preview.forEach(StandardStreams.writeOutput) }
}

extension String {
  /// The text without line ends at its end.
  func trimmingEnd() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
