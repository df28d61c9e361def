import ArgumentParser
import RepertoirePipeline

/// `clonova check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Everything that can be known to be wrong before work starts.",
    discussion: """
      Faults of the sheet come first, all at once, with row and column. Then every file is read to \
      its end: missing and unreadable files, broken gzip, malformed records, mates out of step, \
      one file under two names, lanes that disagree; the first 3,000 reads of each sample are \
      held against its kit; and each patient's samples are looked at for the comparisons they \
      allow. \
      Writes nothing. Ends with 0, also with warnings; 78, 66 or 65 with faults.

      EXAMPLES
        clonova check samples.tsv
        clonova check samples.tsv --quick      only the start of every file
        clonova check samples.tsv --no-kits    do not ask whether the kits are right
      """)

  @Argument(help: "The sample sheet (TSV or CSV).")
  var sheet: String

  @Flag(help: "Read only the first 1,000 reads of every file.")
  var quick = false

  @Flag(name: .customLong("no-kits"), help: "Do not hold the first reads against the kit.")
  var noKits = false

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Files that are read at one time, 1 to 256. (default: all processors)",
    transform: { try OptionNumber.whole($0, in: ThreadCount.allowed) })
  var threads: Int?

  @Flag(help: "Only faults and warnings on standard error.")
  var quiet = false

  @Flag(help: "No progress on standard error.")
  var noProgress = false

  @Flag(help: "Write what was found as JSON to standard output.")
  var json = false

  func run() async throws {
    let log = try RunLog(isQuiet: quiet, showsProgress: !noProgress)
    let check = StudyCheck(
      sheet: try SampleSheet(path: sheet, for: .check), isWhole: !quick,
      checksKits: !noKits, threads: threads ?? ThreadCount.standard, log: log)
    let report = try await check.run()
    for warning in report.warnings { StandardStreams.writeError("warning: " + warning) }
    if json { try StandardStreams.writeOutput(report.json().trimmingEnd()) }
    if !quiet { StandardStreams.writeError(report.summary) }
    try report.throwFaults()
  }
}
