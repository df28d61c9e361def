import ArgumentParser
import RepertoirePipeline

/// The species, loci and germline that reads are compared with.
struct ReferenceOptions: ParsableArguments {
  static let defaultSpecies = "human"

  @Option(help: "The species: human or mouse.")
  var species = Self.defaultSpecies

  @Option(
    help: ArgumentHelp(
      "The germline to use instead of the program's: a file of `germline import`, IMGT-gapped FASTA "
        + "or AIRR-C JSON.", valueName: "file"))
  var germline: String?

  @OptionGroup var lociOptions: LociOptions

  func validate() throws { _ = try named(threads: 1) }

  /// Settings of an analysis, with the germline read.
  ///
  /// Throws 64 for names that do not exist, and what reading the germline throws. Says on standard
  /// error what was read.
  func settings(threads: Int) throws -> AnalysisSettings {
    var settings = try named(threads: threads)
    guard let germline else { return settings }
    let imported = try ImportedGermline(reading: germline, speciesName: species)
    settings.germline = try imported.reference(for: settings.loci)
    StandardStreams.writeError("germline: " + imported.note)
    return settings
  }

  private func named(threads: Int) throws -> AnalysisSettings {
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
  static let defaultLoci = "TRA,TRB,TRD,TRG"

  @Option(help: ArgumentHelp("Loci, parted by commas.", valueName: "list"))
  var loci = Self.defaultLoci

  /// The loci, sorted, each once; throws 64 for names that do not exist.
  func selected() throws -> [LocusList.Element] { try Self.selected(loci) }

  /// The same of any list.
  static func selected(_ loci: String) throws -> [LocusList.Element] {
    guard let list = LocusList.parse(loci) else {
      throw ValidationError(
        "--loci: '\(loci)' given; expected some of TRA, TRB, TRD, TRG, parted by commas.")
    }
    return list
  }
}
