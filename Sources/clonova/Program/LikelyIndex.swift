import RepertoirePipeline

/// The index that an analysis is likely to ask for, told from its raw arguments.
///
/// The parser takes 5 ms of one thread and its answer is the same in nearly all runs: the index, 7 ms
/// of another thread, is built meanwhile. A wrong guess costs that time and changes nothing, since the
/// analysis asks for the index of its own settings.
enum LikelyIndex {
  /// The settings that the arguments of the program, its name first, most likely mean; nil where no
  /// index is needed or another would be.
  static func settings(_ arguments: [String]) -> AnalysisSettings? {
    guard arguments.count > 2, arguments[1] == "analyze",
      !arguments.contains(where: { isOfOther($0) })
    else { return nil }
    return AnalysisSettings(
      speciesName: value(of: "--species", in: arguments) ?? ReferenceOptions.defaultSpecies,
      loci: LocusList.parse(value(of: "--loci", in: arguments) ?? LociOptions.defaultLoci) ?? [],
      threads: 1)
  }

  private static func isOfOther(_ argument: String) -> Bool {
    argument.hasPrefix("--germline") || ["--help", "-h", "--dry-run"].contains(argument)
  }

  private static func value(of option: String, in arguments: [String]) -> String? {
    guard let place = arguments.lastIndex(where: { $0 == option || $0.hasPrefix(option + "=") })
    else { return nil }
    if arguments[place] != option { return String(arguments[place].dropFirst(option.count + 1)) }
    return place + 1 < arguments.count ? arguments[place + 1] : nil
  }
}
