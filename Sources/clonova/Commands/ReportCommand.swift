import ArgumentParser
import RepertoirePipeline

/// `clonova report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make report.html anew from the tables of a results folder.",
    discussion: """
      EXAMPLES
        clonova report results
      """)

  @Argument(help: ArgumentHelp("The results folder of `run` or `track`.", valueName: "dir"))
  var folder: String

  func run() throws {
    try ReportStep.run(folder: folder)
    StandardStreams.writeError("written: \(folder)/report.html")
  }
}
