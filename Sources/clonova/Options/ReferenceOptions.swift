import ArgumentParser
import RepertoirePipeline

/// The species and loci that reads are compared with.
struct ReferenceOptions: ParsableArguments {
  @Option(help: "The species: human or mouse.")
  var species = "human"

  @OptionGroup var lociOptions: LociOptions

  /// Settings of an analysis; throws 64 for names that do not exist.
  func settings(threads: Int) throws -> AnalysisSettings {
    let loci = try lociOptions.selected()
    guard let settings = AnalysisSettings(speciesName: species, loci: loci, threads: threads) else {
      throw ValidationError(
        "--species: '\(species)' given; expected one of "
          + "\(GermlineListing.species.joined(separator: ", ")).")
    }
    return settings
  }
}

/// The loci to keep.
struct LociOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Loci, parted by commas.", valueName: "list"))
  var loci = "TRA,TRB,TRD,TRG"

  /// The loci, sorted, each once; throws 64 for names that do not exist.
  func selected() throws -> [LocusList.Element] {
    guard let list = LocusList.parse(loci) else {
      throw ValidationError(
        "--loci: '\(loci)' given; expected some of TRA, TRB, TRD, TRG, parted by commas.")
    }
    return list
  }
}
