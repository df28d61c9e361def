import ArgumentParser
import RepertoirePipeline

/// `clonova init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "A sample sheet to fill in, from the names of FASTQ files.",
    discussion: """
      Understands the names of Illumina's software (NAME_S1_L001_R1_001.fastq.gz) and shorter ones \
      (NAME_R1.fq.gz, NAME_1.fastq): pairs become one row, lanes rows of one sample. Index reads and \
      Undetermined are left out. Patient, tissue and day are yours to fill in.

      EXAMPLES
        clonova init 'raw/*.fastq.gz' -o samples.tsv
        clonova init 'run[12]/*.fastq.gz' --kit generic-amplicon > samples.tsv
      """)

  @Argument(
    help: ArgumentHelp("Names of files; *, ? and [ab] stand for letters.", valueName: "pattern"))
  var patterns: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The sheet to write; standard output if absent.", valueName: "file"))
  var output: String?

  @Option(help: "The kit of all samples; `clonova kits` lists them.")
  var kit: String?

  @Flag(help: "Replaces a sheet that exists.")
  var force = false

  func validate() throws {
    if let output { try OutputOptions.checkFile(output) }
  }

  func run() throws {
    if let kit { _ = try KitLibrary.kit(kit, at: "--kit") }
    let draft = try SheetDraft(patterns: patterns, kit: kit, sheet: output)
    if let output {
      try draft.write(to: output, mayReplace: force)
    } else {
      try StandardStreams.writeOutput(draft.text.trimmingEnd())
    }
    for remark in draft.remarks { StandardStreams.writeError(remark) }
  }
}
