import ArgumentParser
import RepertoirePipeline

/// The entry: parses, runs, and maps every error to messages and an exit code in one place.
@main enum Program {
  static func main() async {
    Interruption.prepare()
    do {
      finish(try await Interruption.run(parseAndRun))
    } catch {
      fail(error)
    }
  }

  @Sendable private static func parseAndRun() async throws {
    var command = try Clonova.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  private static func fail(_ error: any Error) -> Never {
    // What the parser itself says: help and version are successes, the rest is 64.
    if isOfParser(error) { Clonova.exit(withError: error) }
    for fault in Fault.all(of: error) { StandardStreams.writeError("error: " + fault.message) }
    finish(ExitStatus(of: error))
  }

  private static func isOfParser(_ error: any Error) -> Bool {
    !(error is PipelineError) && !(error is CancellationError)
      && Clonova.exitCode(for: error) != .failure
  }

  private static func finish(_ status: ExitStatus) -> Never {
    StandardStreams.exit(status.rawValue)
  }
}
