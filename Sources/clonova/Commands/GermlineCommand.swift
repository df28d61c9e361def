import ArgumentParser
import RepertoirePipeline

/// `clonova germline`.
struct GermlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "germline", abstract: "The germline reference: lists it, imports another.",
    subcommands: [ListCommand.self, ImportCommand.self])

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "All alleles of a germline, as a table.",
      discussion: """
        Columns: allele, locus, segment, functionality, bases, and the 1-based place of the anchor \
        codon (blank without a usable one).

        EXAMPLES
          clonova germline list --loci TRB
          clonova germline list --species mouse
          clonova germline list --germline trb.germline.tsv
        """)

    @OptionGroup var reference: ReferenceOptions

    func run() throws {
      let settings = try reference.settings(threads: 1)
      let listing = GermlineListing(settings)
      try StandardStreams.writeOutput(listing.text.trimmingEnd())
      StandardStreams.writeError(listing.note)
    }
  }

  struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Makes a germline file of IMGT FASTA or AIRR-C JSON.",
      discussion: """
        FASTA headers are IMGT's (ACCESSION|TRBV9*01|Homo sapiens|F|V-REGION|...), with V gapped to \
        the IMGT numbering; plain sequences and headers that start with the name are taken too, and \
        may state anchor=N (0-based). JSON is a GermlineSet of the AIRR schema, 1.4 or later.

        Anchors (Cys104 of V, Phe118 or Trp118 of J) are found by gaps, coordinates or motif and \
        verified by translation. Every record that is left out or unusual is named, with the reason.

        The file written is a table, one allele a row: allele, species, functionality (F, ORF, P), \
        codon_start, anchor_start, anchor_usable (T, F), fr1_end, cdr1_end, fr2_end, cdr2_end, \
        fr3_end, alleles, sequence. Places are 1-based; blank where there is none. Where a V is \
        partial in 5' regions_start tells where its first whole region begins. alleles is the \
        number of rows, the same in each, so that a table that was cut is found; whoever edits one \
        leaves the column out. --germline reads it.

        EXAMPLES
          clonova germline import TRBV.fasta TRBD.fasta TRBJ.fasta TRBC.fasta \\
            -o trb.germline.tsv
          clonova germline import Mouse_TRB.json --species mouse -o mouse.germline.tsv
        """)

    @Argument(help: ArgumentHelp("FASTA (plain or gzip) or AIRR-C JSON.", valueName: "file"))
    var files: [String]

    @Option(help: "The species to take alleles of: human or mouse.")
    var species = "human"

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "The germline file to write; standard output if absent.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Writes every finding as a table.", valueName: "file"))
    var findings: String?

    @Flag(help: "Replaces files that exist.")
    var force = false

    func validate() throws {
      let outputs = [("--output", output), ("--findings", findings)].compactMap { name, path in
        path.map { (name, $0) }
      }
      for (place, (name, path)) in outputs.enumerated() {
        try OutputOptions.checkFile(path, option: name)
        if place > 0, FilePath.areSame(path, outputs[0].1) {
          throw ValidationError(
            "\(name): '\(path)' is also the file of \(outputs[0].0); expected another name.")
        }
        if let input = files.first(where: { FilePath.areSame(path, $0) }) {
          throw ValidationError(
            "\(name): '\(path)' is also the input '\(input)'; expected another name.")
        }
      }
      guard GermlineListing.species.contains(species) else {
        throw ValidationError(
          "--species: '\(species)' given; expected one of "
            + "\(GermlineListing.species.joined(separator: ", ")).")
      }
    }

    func run() throws {
      let imported = try ImportedGermline(importing: files, speciesName: species)
      if let findings { try imported.writeFindings(to: findings, mayReplace: force) }
      StandardStreams.writeError(imported.report)
      if let output {
        try imported.writeTable(to: output, mayReplace: force)
      } else {
        try StandardStreams.writeOutput(imported.tableText.trimmingEnd())
      }
    }
  }
}
