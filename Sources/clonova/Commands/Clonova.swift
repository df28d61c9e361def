import ArgumentParser
import RepertoirePipeline

/// The root of all commands.
struct Clonova: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clonova",
    abstract: "From T-cell-receptor sequencing of a trial to the clones that are newly expanded in"
      + " blood after treatment and found in the tumor.",
    discussion: """
      EXAMPLES
        clonova simulate -o demo --seed 1          a small trial with known truth
        clonova run demo/samples.tsv -o results    all samples, tracking, report
        clonova track tables.tsv -o results        from clonotype tables of AIRR or immunoSEQ

      Results go to files, messages to standard error, --json summaries to standard output.
      Exit codes: 0 done, 2 some samples failed, 64 usage, 65 bad data, 66 input missing,
      69 something is not installed, 73 output exists or cannot be written, 74 I/O or disk full,
      78 bad sample sheet or settings, 130 and 143 interrupted, 1 a fault of the program.
      """,
    version: Version.program,
    subcommands: [
      RunCommand.self, AnalyzeCommand.self, TrackCommand.self, ReportCommand.self,
      KitsCommand.self, GermlineCommand.self, SimulateCommand.self,
    ])
}
