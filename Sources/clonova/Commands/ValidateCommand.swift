import ArgumentParser
import RepertoirePipeline

/// `clonova validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Whether a clonotype table is what it should be, and agrees with itself.",
    discussion: """
      AIRR Rearrangement tables are checked as airr-tools does (columns, types) and beyond: one id a \
      row, genes of the row's locus, amino acids and lengths those of the junction, productive only \
      in frame and without stop codon, coordinates and CIGAR inside the sequence, counts above zero. \
      Tables of other programs are read, and what is left out is told. \
      Ends with 0 when valid, 65 when not.

      EXAMPLES
        clonova validate a.clonotypes.tsv
        clonova validate their.airr.tsv --json
      """)

  @Argument(help: ArgumentHelp("The table, plain or gzip.", valueName: "table"))
  var table: String

  @Flag(help: "Write the findings as JSON to standard output.")
  var json = false

  @Flag(help: "Nothing on standard error but faults.")
  var quiet = false

  func run() throws {
    let validation = try TableValidation(path: table)
    if !quiet { StandardStreams.writeError(validation.text) }
    if json { try StandardStreams.writeOutput(validation.json().trimmingEnd()) }
    if !validation.isValid { throw StatusError(status: .badData) }
  }
}
