import ArgumentParser
import RepertoirePipeline

/// `clonova convert`.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "A clonotype table of any supported origin as that of another program.",
    discussion: """
      FORMATS
        airr        AIRR Rearrangement, our own columns
        vdjtools    VDJtools; the first of tied genes
        mixcr       MiXCR exportClones with the columns of the CDR3; ties kept
        immunarch   immunarch repSave; the first of tied genes
        scirpy      AIRR with cell_id = sequence_id, for scirpy.io.read_airr
        tcrdist3    tcrdist3, productive rows of one locus, alleles with *01

      Counts are those of duplicate_count: molecules where there are UMIs, else reads.

      EXAMPLES
        clonova convert a.clonotypes.tsv -o a.vdjtools.txt --to vdjtools
        clonova convert a.clonotypes.tsv -o a.tcrdist.tsv --to tcrdist3 --locus TRB
      """)

  @Argument(help: ArgumentHelp("The table, plain or gzip.", valueName: "table"))
  var input: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(name: .customLong("to"), help: ArgumentHelp("The format.", valueName: "format"))
  var format: String

  @Option(
    help: ArgumentHelp(
      "The sample's name. (default: the file's up to its first dot)", valueName: "id"))
  var sample: String?

  @Option(help: "Keeps the rows of one locus: TRA, TRB, TRD or TRG.")
  var locus: String?

  @Flag(help: "Replaces a file that exists.")
  var force = false

  @Flag(help: "Only warnings and errors on standard error.")
  var quiet = false

  func validate() throws { try OutputOptions.checkFile(output) }

  func run() throws {
    let conversion = try TableConversion(
      input: input, formatName: format, sampleID: sample, locusName: locus)
    try conversion.run(to: output, mayReplace: force, log: try RunLog(isQuiet: quiet))
  }
}
