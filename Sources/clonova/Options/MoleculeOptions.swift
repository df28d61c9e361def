import ArgumentParser
import RepertoirePipeline

/// How reads are taken apart and molecules counted.
struct MoleculeOptions: ParsableArguments {
  @Option(
    name: .customLong("read-structure"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "What the mates hold, for kits that leave it open: r1=umi:12,skip:4,trim:G0-8,template "
        + "r2=template; also anchor:, primer:, cell:, header:.", valueName: "structure"))
  var structures: [String] = []

  @Option(
    name: .customLong("min-reads-per-umi"),
    help: ArgumentHelp(
      "Reads that a molecule needs to count. (default: from the sample's histogram)",
      valueName: "n"))
  var minReadsPerUMI: Int?

  @OptionGroup var memoryOptions: MemoryOptions

  func validate() throws {
    if let minReadsPerUMI, minReadsPerUMI < 1 {
      throw ValidationError("--min-reads-per-umi: \(minReadsPerUMI) given; expected 1 or more.")
    }
  }

  /// Says on standard error when an option changes nothing for the kits of the samples.
  func warn(of kits: [Kit]) {
    guard minReadsPerUMI != nil, let kit = kits.first, !kits.contains(where: \.hasUMI) else {
      return
    }
    let which = kits.count == 1 ? "kit '\(kit.id)' has" : "the kits of all samples have"
    StandardStreams.writeError(
      "warning: --min-reads-per-umi: \(which) no UMI, so that it changes nothing.")
  }

  /// The settings with what was asked for.
  func added(to settings: AnalysisSettings) -> AnalysisSettings {
    var settings = settings
    settings.readStructures = structures
    settings.minReadsPerUMI = minReadsPerUMI
    settings.memory = memoryOptions.bytes
    return settings
  }
}
