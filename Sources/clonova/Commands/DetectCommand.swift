import ArgumentParser
import RepertoirePipeline

/// `clonova detect`.
struct DetectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Names the library kit from the reads, or says which are equally possible.",
    discussion: """
      Looks at the first reads alone: which cycles are random, as identifiers are, and which fixed; \
      the anchors of every kit; strand, locus, V, J and C of the reads and where they begin; and \
      whether the mates are exchanged. Says of every other kit what contradicts it, and how to \
      analyze the reads. Writes nothing. Start lines: ACGT fixed, N random, . anything else.

      Ends with 0 when the reads hold T-cell receptors, also when several kits are possible; 65 when \
      they hold none; 65 or 66 when a file is broken or missing.

      EXAMPLES
        clonova detect a_R1.fastq.gz a_R2.fastq.gz
        clonova detect a.fastq.gz --reads 50000
        clonova detect a_R1.fastq.gz a_R2.fastq.gz --json --quiet | jq -r .use_kit
      """)

  @Argument(help: ArgumentHelp("FASTQ of the first mate, plain or gzip; - is standard input."))
  var r1: String

  @Argument(help: ArgumentHelp("FASTQ of the second mate."))
  var r2: String?

  @Option(
    parsing: .unconditional,
    help: "Reads (or pairs) looked at, from the start; 100 to 1,000,000. (default: 10,000)",
    transform: { try OptionNumber.whole($0, in: 100...1_000_000) })
  var reads = KitDetection.standardReads

  @Option(help: "The species: human or mouse. (default: told from the reads)")
  var species: String?

  @Flag(help: "Write everything as JSON to standard output, the text to standard error.")
  var json = false

  @Flag(help: "No text.")
  var quiet = false

  func run() async throws {
    let detection = try KitDetection(
      r1: [r1], r2: r2.map { [$0] } ?? [], reads: reads, species: species)
    if json {
      if !quiet { StandardStreams.writeError(detection.text) }
      try StandardStreams.writeOutput(detection.json().trimmingEnd())
    } else if !quiet {
      try StandardStreams.writeOutput(detection.text)
    }
    if !detection.isReceptor { throw StatusError(status: .badData) }
  }
}
