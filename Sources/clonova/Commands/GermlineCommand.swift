import ArgumentParser
import RepertoirePipeline

/// `clonova germline`.
struct GermlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "germline", abstract: "The germline reference in the program.",
    subcommands: [ListCommand.self])

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "All alleles of a species, as a table.",
      discussion: """
        Columns: allele, locus, segment, functionality, bases, and the 1-based place of the anchor
        codon (blank without a usable one).

        EXAMPLES
          clonova germline list --loci TRB
          clonova germline list --species mouse
        """)

    @OptionGroup var reference: ReferenceOptions

    func validate() throws { _ = try reference.settings(threads: 1) }

    func run() throws {
      let settings = try reference.settings(threads: 1)
      let listing = GermlineListing(settings)
      StandardStreams.writeOutput(listing.text.trimmingEnd())
      StandardStreams.writeError(listing.note)
    }
  }
}
