import ArgumentParser
import RepertoirePipeline

/// `clonova kits`.
struct KitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kits", abstract: "The library kits that are known by name.",
    discussion: """
      EXAMPLES
        clonova kits
        clonova kits show takara-smarter-tcr-v2
      """,
    subcommands: [ListCommand.self, ShowCommand.self], defaultSubcommand: ListCommand.self)

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Name, material, loci, place of the UMI and title of all kits."
    )

    func run() throws { try KitLibrary.listing().forEach(StandardStreams.writeOutput) }
  }

  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "The preset of a kit as YAML.")

    @Argument(help: "The kit's name.")
    var kit: String

    func run() throws {
      try StandardStreams.writeOutput(
        KitLibrary.kit(kit, at: "kits show").text.trimmingEnd())
    }
  }
}
