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
        clonova init 'raw/*.fastq.gz' -o samples.tsv
        clonova detect a_R1.fq.gz a_R2.fq.gz      which kit is it?
        clonova check samples.tsv                 before work starts
        clonova simulate -o demo --seed 1         a small trial, truth known
        clonova run demo/samples.tsv -o results   samples, tracking, report
        clonova track tables.tsv -o results       from clonotype tables

      Results go to files, messages to standard error, --json summaries to \
      standard output.

      EXIT CODES
        0 done                       69 something is not installed
        1 a fault of the program     73 output exists or cannot be written
        2 some samples failed        74 I/O failed or the disk is full
        3 quality too low            78 wrong sample sheet or settings
          (with --strict-qc)         130, 143 interrupted
        64 wrong usage
        65 bad data
        66 input missing
      """,
    version: Version.program,
    subcommands: [
      InitCommand.self, CheckCommand.self, DetectCommand.self, RunCommand.self, AnalyzeCommand.self,
      MergeCommand.self, TrackCommand.self, ReportCommand.self, ExplainCommand.self,
      ConvertCommand.self, ValidateCommand.self, KitsCommand.self, GermlineCommand.self,
      SimulateCommand.self, PowerCommand.self,
    ])
}
