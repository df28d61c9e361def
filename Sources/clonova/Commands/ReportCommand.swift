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
        clonova report results --figures figures
      """)

  @Argument(help: ArgumentHelp("The results folder of `run` or `track`.", valueName: "dir"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Write every figure there too, as SVG with its numbers as TSV.", valueName: "dir"))
  var figures: String?

  func validate() throws {
    guard figures?.isEmpty != true else {
      throw ValidationError("--figures: an empty name given; expected the name of a folder.")
    }
  }

  func run() throws {
    let outcome = try ReportStep.run(folder: folder, figures: figures)
    for warning in outcome.warnings { StandardStreams.writeError("warning: " + warning) }
    StandardStreams.writeError("written: \(folder)/report.html")
    if let figures {
      StandardStreams.writeError("written: \(outcome.figures) figures in \(figures)")
    }
  }
}
