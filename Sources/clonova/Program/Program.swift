import ArgumentParser
import RepertoirePipeline

/// The entry: parses, runs, and maps every error to messages and an exit code in one place.
@main enum Program {
  static func main() async {
    StandardStreams.fillClosed()
    Interruption.prepare()
    do {
      finish(try await Interruption.run(parseAndRun))
    } catch {
      fail(error)
    }
  }

  @Sendable private static func parseAndRun() async throws {
    async let _ = LikelyIndex.settings(CommandLine.arguments)?.prepareIndex()
    var command = try Clonova.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  /// Faults that are told at once; a sheet of 10,000 rows may have as many.
  private static let shownFaults = 25

  private static func fail(_ error: any Error) -> Never {
    // What the parser itself says: help and version are successes, the rest is 64.
    if isOfParser(error) { Clonova.exit(withError: error) }
    let faults = Fault.all(of: error)
    for fault in faults.prefix(shownFaults) {
      StandardStreams.writeError("error: " + fault.message)
    }
    if faults.count > shownFaults {
      StandardStreams.writeError(
        "error: and \(faults.count - shownFaults) more faults like these; correct those above and "
          + "run the command again")
    }
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
